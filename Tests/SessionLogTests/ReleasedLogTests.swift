import CoachCore
import Glibc
import Testing

@testable import SessionLog

/// Real logs, one of each schema that was ever released: `Released/schema-N.db` was written by the release whose newest
/// schema was N, through `packcoach simulate`, and is never written again.
///
/// With a migration comes the log of the schema before it, from the last release.
@Suite("Logs of every released schema")
struct ReleasedLogTests {
    private static let folder =
        #filePath.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/Released"
    static let schemas = Array(1...max(1, Schema.migrations.count - 1))

    /// A copy of the released log.
    private func copy(of schema: Int) throws -> (log: TemporaryLog, bytes: [UInt8]) {
        let log = TemporaryLog()
        let path = "\(Self.folder)/schema-\(schema).db"
        let descriptor = open(path, O_RDONLY)
        try #require(descriptor >= 0, "\(path): \(words(of: errno)). A release's log is wanted for each schema.")
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = read(descriptor, &buffer, buffer.count), count > 0 { bytes += buffer.prefix(count) }
        log.overwrite(bytes)
        return (log, bytes)
    }

    @Test("an upgrade loses no row and changes no value of one", arguments: schemas)
    func rows(schema: Int) throws {
        let (log, bytes) = try copy(of: schema)
        _ = try log.writer()
        let old = log.directory + "/old.db"
        let descriptor = open(old, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        try #require(write(descriptor, bytes, bytes.count) == bytes.count)
        close(descriptor)

        let database = try log.database()
        try database.script("ATTACH '\(old)' AS old")
        let tables = try database.rows("SELECT name FROM old.sqlite_schema WHERE type = 'table'") {
            try $0.text("name")
        }
        #expect(Set(tables).isSuperset(of: ["session", "sample", "alarm", "event", "boot"]))
        for table in tables {
            let columns = try database.rows("SELECT name FROM pragma_table_xinfo('\(table)', 'old')") {
                try $0.text("name")
            }.joined(separator: ", ")
            let lost = try database.row(
                """
                SELECT count(*) AS n FROM
                (SELECT \(columns) FROM old.\(table) EXCEPT SELECT \(columns) FROM main.\(table))
                """
            ) { try $0.integer("n") }
            #expect(lost == 0, "\(table)")
            let kept = try database.row("SELECT count(*) AS n FROM old.\(table)") { try $0.integer("n") }
            #expect(kept != 0, "an empty table shows nothing: \(table)")
        }
    }

    @Test("after it the file is what a new one would be: no shipped migration was edited", arguments: schemas)
    func schema(schema: Int) throws {
        let (log, _) = try copy(of: schema)
        let new = TemporaryLog()
        _ = try log.writer()
        _ = try new.writer()
        let objects = try [log, new].map {
            try $0.database().rows("SELECT name, sql FROM sqlite_schema ORDER BY name") {
                "\(try $0.text("name")): \($0.textIfAny("sql") ?? "")"
            }
        }
        #expect(objects[0] == objects[1])
    }

    @Test("sessions, samples, alarms and events are read, and the next session is written", arguments: schemas)
    func reading(schema: Int) throws {
        let (log, _) = try copy(of: schema)
        let writer = try log.writer()
        let reader = try log.reader()
        let sessions = try reader.sessions()
        #expect(sessions.map(\.id) == [3, 2, 1])
        #expect(sessions.map(\.endReason) == [.probeFault, .ceiling, .stoppedEarly])
        #expect(sessions.map(\.modality) == [.heat, .ice, .ice])
        #expect(sessions[1].note == "stiff after the stairs")
        #expect(sessions[1].acknowledgedAfter?.milliseconds == 121_254)
        for session in sessions {
            let samples = try reader.samples(of: session.id)
            // Two probes, once a second, and some more while the alarm stood.
            let expected = Int((session.duration?.milliseconds ?? 0) / 1000 * 2)
            #expect(samples.count > expected - 40, "session \(session.id)")
        }
        #expect(try reader.samples(of: 3).contains { if case .failure = $0.reading { true } else { false } })

        var lines = 0
        try LogExport(reader) { lines += $0.count { $0 == UInt8(ascii: "\n") } }.run(.all, as: .jsonl)
        #expect(lines > 4000)
        #expect(try reader.events().contains { $0.kind == "refused" })

        try RecordedSession(4).write(to: writer)
        #expect(try log.reader().sessions().map(\.id) == [4, 3, 2, 1])
    }
}
