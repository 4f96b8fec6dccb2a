import ArgumentParser
import CoachCore
import Glibc
import SessionLog

/// `packcoach log`: what was logged.
struct LogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "The sessions and what else happened.",
        discussion: """
            packcoach log              the sessions
            packcoach log show last    the last one
            packcoach log events       why did it beep?
            """,
        subcommands: [List.self, Show.self, Events.self],
        defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The sessions, the newest first.",
            discussion: """
                packcoach log list --limit 10    the same as packcoach log --limit 10
                packcoach log list --json
                """)

        @OptionGroup var source: LogSource
        @Option(help: "At most so many.") var limit: Int?

        func validate() throws { try checkLimit(limit) }

        func run() throws {
            let sessions = try source.read { try $0.sessions(limit: limit) }
            if source.json {
                print(try LogJSON.text(sessions.map(SessionJSON.init)))
            } else {
                printLines(LogText(time: source.time).list(sessions))
            }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "One session with its events and its temperatures.",
            discussion: """
                packcoach log show last
                packcoach log show 42 --json
                """)

        @OptionGroup var source: LogSource
        @Argument(help: "The session's number, or ‘last’.") var session = "last"

        func validate() throws {
            guard session == "last" || Int64(session) != nil else {
                throw ValidationError("‘\(session)’ is no session: give its number, or ‘last’.")
            }
        }

        func run() throws {
            let found = try source.read { reader in
                try (Int64(session).map(reader.session) ?? reader.lastSession()).map { record in
                    (record, try reader.samples(of: record.id), try reader.events(of: record.id))
                }
            }
            guard let (record, samples, events) = found else {
                throw Failure(
                    .unavailable,
                    session == "last"
                        ? "There is no session yet." : "There is no session \(session); see packcoach log.")
            }
            if source.json {
                print(try LogJSON.text(SessionDetailJSON(record, samples: samples, events: events)))
            } else {
                let text = LogText(time: source.time)
                printLines(text.show(record, samples: samples, events: events, width: terminalWidth()))
            }
        }
    }

    struct Events: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "What happened, in sessions and outside them; the newest last.",
            discussion: """
                packcoach log events
                packcoach log events --limit 20
                """)

        @OptionGroup var source: LogSource
        @Option(help: "At most so many, the newest.") var limit = 100

        func validate() throws { try checkLimit(limit) }

        func run() throws {
            let events = try source.read { try $0.events(limit: limit) }.reversed()
            if source.json {
                print(try LogJSON.text(events.map(EventJSON.init)))
            } else {
                printLines(LogText(time: source.time).events(Array(events)))
            }
        }
    }
}

/// Which log, and how it is shown.
struct LogSource: ParsableArguments {
    @OptionGroup var configuration: ConfigurationOption
    @Flag(help: "The simulator's log.") var simulated = false
    @Flag(help: "As JSON.") var json = false
    @Flag(help: "Times in UTC.") var utc = false

    var time: LocalTime { LocalTime(utc: utc) }

    /// - Throws: ``Failure``, with what to do about it.
    func read<Value>(_ body: (LogReader) throws -> Value) throws -> Value {
        let path = try databasePath(config: configuration.file, simulated: simulated)
        do {
            return try body(LogReader(path: path))
        } catch let error as LogError {
            throw Failure(ExitStatus(error.kind), error.description)
        }
    }
}

extension ExitStatus {
    init(_ kind: LogError.Kind) {
        switch kind {
        case .missing, .busy, .moved: self = .unavailable
        case .permission: self = .permission
        case .damaged, .newerSchema, .foreign: self = .data
        case .cannotOpen, .full, .readOnly, .inputOutput, .unexpected: self = .inputOutput
        }
    }
}

private func printLines(_ lines: [String]) {
    for line in lines { print(line) }
}

private func checkLimit(_ limit: Int?) throws {
    guard limit.map({ $0 > 0 }) ?? true else { throw ValidationError("--limit must be at least 1.") }
}

/// Of standard output; 80 where it is no terminal.
private func terminalWidth() -> Int {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
}
