import ArgumentParser
import CoachCore
import CoachService
import SessionLog

/// Which log.
struct LogSource: ParsableArguments {
    @OptionGroup var configuration: ConfigurationOption
    @Flag(help: "The simulator's log.") var simulated = false

    func path() throws -> String { try databasePath(config: configuration.file, simulated: simulated) }

    /// - Throws: ``Failure``, with what to do about it.
    func read<Value>(_ body: (LogReader) throws -> Value) throws -> Value {
        let path = try path()
        return try Self.telling { try body(LogReader(path: path)) }
    }

    /// Turns what the log throws into what a person is told.
    static func telling<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as LogError {
            throw Failure(ExitStatus(error.kind), error.description)
        }
    }
}

/// How it is shown.
struct LogShape: ParsableArguments {
    @Flag(help: "As JSON.") var json = false
    @Flag(help: "Times in UTC.") var utc = false

    var time: LocalTime { LocalTime(utc: utc) }
}

/// `--since`.
struct SinceOption: ParsableArguments {
    @Option(
        name: .customLong("since"),
        help: ArgumentHelp(
            "Only from then on: 2026-05-04, 07:30, \"2026-05-04 18:00\", or how long ago: 90m, 12h, 7d, 4w.",
            valueName: "time"))
    var text: String?

    func validate() throws { _ = try time(LocalTime()) }

    /// - Parameter zone: in which the person thinks.
    func time(_ zone: LocalTime) throws -> WallTime? {
        guard let text else { return nil }
        guard let time = zone.beginning(text, now: BootClock.reading().wall) else {
            throw ValidationError(
                "--since \(text): give 2026-05-04, 07:30, \"2026-05-04 18:00\", or how long ago: 90m, 12h, 7d, 4w")
        }
        return time
    }
}

/// A session as people name it.
struct SessionName: ExpressibleByArgument {
    /// Nil: the last one.
    let number: Int64?

    init?(argument: String) {
        guard argument != "last" else {
            number = nil
            return
        }
        guard let number = Int64(argument) else { return nil }
        self.number = number
    }

    var defaultValueDescription: String { number.map { "\($0)" } ?? "last" }

    /// There is none.
    var isMissing: Failure {
        Failure(
            .unavailable, number.map { "There is no session \($0); see packcoach log." } ?? "There is no session yet.")
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

func checkLimit(_ limit: Int?) throws {
    guard limit.map({ $0 > 0 }) ?? true else { throw ValidationError("--limit must be at least 1.") }
}
