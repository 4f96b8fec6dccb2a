import ArgumentParser
import CoachCore
import CoachService
import SessionLog

/// `packcoach log list`: the sessions.
struct LogListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "The sessions, the newest first.",
        discussion: """
            packcoach log --since 2026-05-04
            packcoach log --reason too-cold --reason "full time"
            packcoach log --json --limit 1
            packcoach log list --modality ice    the same as packcoach log --modality ice
            """)

    @OptionGroup var source: LogSource
    @OptionGroup var shape: LogShape
    @OptionGroup var since: SinceOption
    @Option(help: "Only ice or heat.") var modality: Modality?
    @Option(help: "Only sessions that ended so; may be given more than once.")
    var reason: [EndReason] = []
    @Option(help: "At most so many; else 20, with --since or --json all.") var limit: Int?

    /// Fill a terminal of 24 rows.
    private static let usual = 20
    /// Sessions that the columns are made for.
    private static let measured = 200

    func validate() throws { try checkLimit(limit) }

    func run() throws {
        let selection = LogSelection(since: try since.time(shape.time), modality: modality, reasons: reason)
        try source.read { reader in
            if shape.json {
                try printJSON(reader, selection)
            } else {
                try printTable(reader, selection)
            }
        }
    }

    // MARK: JSON

    private func printJSON(_ reader: LogReader, _ selection: LogSelection) throws {
        var array = JSONArrayOutput()
        try reader.eachSession(selection, limit: limit) { try array.put(SessionJSON($0)) }
        try array.end()
    }

    // MARK: Table

    private func printTable(_ reader: LogReader, _ selection: LogSelection) throws {
        let most = limit ?? (selection.since == nil ? Self.usual : nil)
        var waiting: [SessionRecord] = []
        var table: SessionTable?
        var count = 0
        // One more than is shown tells that there are more.
        try reader.eachSession(selection, limit: most.map { min($0, .max - 1) + 1 }) { session in
            count += 1
            if let most, count > most { return }
            if let table { return try put(session, table, reader) }
            waiting.append(session)
            if waiting.count == Self.measured { table = try begin(waiting, reader) }
        }
        if count == 0 {
            return StandardOutput.say(selection.isEmpty ? "No session yet." : "No session matches.")
        }
        if table == nil { _ = try begin(waiting, reader) }
        guard let most, count > most, limit == nil else { return }
        try StandardOutput.put(
            OutputShape.ofStandardOutput().spelled("The newest \(most); --since 30d or --limit 100 shows more."))
    }

    private func begin(_ sessions: [SessionRecord], _ reader: LogReader) throws -> SessionTable {
        let table = SessionTable(
            sessions, time: shape.time, now: BootClock.reading().wall, shape: .ofStandardOutput())
        try StandardOutput.put(table.header())
        for session in sessions { try put(session, table, reader) }
        return table
    }

    private func put(_ session: SessionRecord, _ table: SessionTable, _ reader: LogReader) throws {
        let (times, step) = table.traceTimes(session)
        let trace = try reader.readings(of: session.id, session.leadingProbe, at: times, within: step)
        try StandardOutput.put(table.lines(of: session, trace: trace))
    }
}

extension EndReason: ExpressibleByArgument {
    /// The log's word or the one that people read.
    public init?(argument: String) {
        let found = Self.allCases.first { $0.rawValue == argument.lowercased() || $0.words == argument.lowercased() }
        guard let found else { return nil }
        self = found
    }
}
