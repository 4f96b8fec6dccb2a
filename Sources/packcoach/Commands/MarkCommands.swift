import ArgumentParser
import CoachCore
import CoachService
import SessionLog

/// `packcoach ran`: marks a run. No heat for three hours after it.
struct RanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ran",
        abstract: "Mark a run: no heat right after it.",
        discussion: """
            packcoach ran              a run that has just ended
            packcoach ran --at 07:30   it ended then
            packcoach ran --sore       and it hurt: the onset of the pain too
            """)

    @OptionGroup var mark: MarkOptions
    @Flag(help: "It hurt: mark the onset of the pain as well.")
    var sore = false

    func run() throws {
        let time = try mark.time()
        try mark.target.write(
            service: { try $0.markRun(at: time, sore: sore) },
            log: { try $0.mark(sore ? [.run, .onset] : [.run], at: time) })
        // Of one that is long over nothing is best right now.
        let advice = time == nil ? "; ice is best right now" : ""
        StandardOutput.tell(
            "Run marked\(mark.words). No heat for \(CoachRules.noHeatAfterRun.words) after it\(advice).")
        if sore {
            StandardOutput.tell("Onset marked. No heat for \(CoachRules.noHeatAfterOnset.words) from then.")
        }
    }
}

/// `packcoach onset`: marks when the pain set in, which arms the 48-hour rule, or ends the episode.
struct OnsetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "onset",
        abstract: "Mark the onset of the pain: no heat for 48 hours from then.",
        discussion: """
            packcoach onset              the pain has just set in
            packcoach onset --at "2026-05-04 18:00"
            packcoach onset clear        the episode is over
            """,
        subcommands: [Mark.self, Clear.self],
        defaultSubcommand: Mark.self)

    struct Mark: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Mark the onset.",
            discussion: """
                packcoach onset mark --at 07:30    the same as packcoach onset --at 07:30
                """)

        @OptionGroup var mark: MarkOptions

        func run() throws {
            let time = try mark.time()
            try mark.target.write(service: { try $0.markOnset(at: time) }, log: { try $0.onset(at: time) })
            StandardOutput.tell(
                "Onset marked\(mark.words). No heat for \(CoachRules.noHeatAfterOnset.words) from then.")
        }
    }

    struct Clear: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The episode is over: the 48-hour rule no longer refuses heat.",
            discussion: """
                packcoach onset clear
                """)

        @OptionGroup var target: MarkTarget

        func run() throws {
            try target.write(service: { try $0.clearOnset() }, log: { try $0.onsetClear() })
            StandardOutput.tell("Onset cleared: the 48-hour rule is not armed.")
        }
    }
}

/// When something was.
struct MarkOptions: ParsableArguments {
    @OptionGroup var target: MarkTarget
    @Option(
        name: .customLong("at"),
        help: ArgumentHelp(
            "When: 07:30, \"2026-05-04 18:00\" or 2026-05-04T16:00:00Z; else now.", valueName: "time"))
    var at: String?

    func validate() throws { _ = try time() }

    /// ` for 07:30`, or nothing for now.
    var words: String { at.map { " for \($0)" } ?? "" }

    func time() throws -> WallTime? {
        guard let at else { return nil }
        // The service takes nothing from before 1970, a slip in the year.
        guard let time = LocalTime().wallTime(at, now: BootClock.reading().wall), time.milliseconds >= 0 else {
            throw ValidationError("--at \(at): give 07:30, \"2026-05-04 18:00\" or 2026-05-04T16:00:00Z")
        }
        return time
    }
}

/// Where a mark goes: to the service, or into its log while it does not run.
struct MarkTarget: ParsableArguments {
    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup var socket: SocketOption

    func write(service: (ControlClient) throws -> Void, log: (LogMarks) throws -> Void) throws {
        do {
            if let client = try client() { return try service(client) }
        } catch let failure as ControlFailure {
            throw Failure(failure)
        }
        try write(log)
    }

    /// The service that keeps the log which is meant; nil: it does not run, or keeps another.
    private func client() throws -> ControlClient? {
        let isOther = configuration.path != ConfigurationFile.standardPath
        do throws(ControlFailure) {
            let client = try ControlClient(path: socket.path)
            guard isOther else { return client }
            let database = try client.status().database
            return (try? configuration.load().database) == database ? client : nil
        } catch {
            switch error {
            case .notRunning: return nil
            case .permission where isOther: return nil
            default: throw error
            }
        }
    }

    private func write(_ body: (LogMarks) throws -> Void) throws {
        let path = try configuration.load(orDefault: true).database
        do {
            let boot = BootIdentity(bootID: try BootClock.bootIDText())
            try body(LogMarks(path: path, boot: boot, clock: BootClock.reading()))
        } catch let error as LogError {
            throw Failure(ExitStatus(error.kind), error.description)
        } catch let error as MarkInFuture {
            throw Failure(.usage, error.description)
        }
    }
}
