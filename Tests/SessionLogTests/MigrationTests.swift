import CoachCore
import Testing

@testable import SessionLog

@Suite("The schema over the years")
struct MigrationTests {
    let log = TemporaryLog()

    @Test("an upgrade keeps every row and is recorded by its name")
    func upgrade() throws {
        try RecordedSession().write(to: log.writer())
        let database = try log.database()
        let next = Migration(name: "a mood for every session", sql: "ALTER TABLE session ADD COLUMN mood TEXT")
        try Migrator(migrations: Schema.migrations + [next]).migrate(database)
        // A second time there is nothing to do.
        try Migrator(migrations: Schema.migrations + [next]).migrate(database)

        #expect(
            try database.rows("SELECT number || ' ' || name AS text FROM migration") { try $0.text("text") }
                == ["1 sessions, samples, alarms and events", "2 a mood for every session"])
        #expect(try database.rows("SELECT id FROM sample") { _ in }.count == 2402)
        #expect(try database.row("SELECT end_reason FROM session") { try $0.text("end_reason") } == "ceiling")
    }

    @Test(
        "an upgrade that fails or would lose rows changes nothing",
        arguments: [
            "ALTER TABLE session ADD COLUMN mood TEXT; DELETE FROM sample WHERE id % 2 = 0",
            "ALTER TABLE session ADD COLUMN mood TEXT; DROP TABLE event",
            "ALTER TABLE session ADD COLUMN mood TEXT; ALTER TABLE nothing ADD COLUMN x",
        ])
    func failedUpgrade(sql: String) throws {
        try RecordedSession().write(to: log.writer())
        let before = log.contents()
        let bad = Migrator(migrations: Schema.migrations + [Migration(name: "bad", sql: sql)])
        #expect(throws: LogError.self) { try bad.migrate(log.database()) }
        #expect(log.holds(before))
        #expect(try log.reader().samples(of: 1).count == 2402)
    }

    @Test("a newer schema is refused with what to do, and the file stays as it is byte for byte")
    func newer() throws {
        try RecordedSession().write(to: log.writer())
        let database = try log.database()
        for number in 2...7 {
            try database.run("INSERT INTO migration VALUES (?, ?, '2030-01-01T00:00:00.000Z')", [number, "n\(number)"])
        }
        let before = log.contents()
        for open in [{ _ = try log.writer() }, { _ = try log.reader() }] as [() throws -> Void] {
            let error = logError { try open() }
            #expect(error?.kind == .newerSchema)
            #expect(
                error?.description
                    == """
                    cannot open the log \(log.path): written by a newer packcoach: schema 7, this one knows 1. \
                    Upgrade packcoach or move the file away; nothing was changed.
                    """)
        }
        #expect(log.holds(before))
        #expect(log.names == ["packcoach.db"])
    }

    @Test("nor is what a killed service left beside a newer log brought into it")
    func newerKilled() throws {
        try RecordedSession().write(to: log.writer())
        var database: Database? = try log.database()
        try database?.row("PRAGMA journal_mode = WAL") { _ in }
        try database?.run("INSERT INTO migration VALUES (2, 'later', '2030-01-01T00:00:00.000Z')")
        // Closed without tidying up, as a killed process leaves it.
        database = nil
        let before = log.contents()
        let names = log.names
        #expect(names.contains("packcoach.db-wal"))
        #expect(logError { try log.writer() }?.kind == .newerSchema)
        #expect(log.holds(before))
        #expect(log.names == names)
    }

    @Test("another program's database is left alone")
    func foreign() throws {
        let other = try Database(path: log.path, access: .create, busyTimeout: .zero)
        try other.script("CREATE TABLE session (id INTEGER)")
        let before = log.contents()
        let error = logError { try log.writer() }
        #expect(error?.kind == .foreign)
        #expect(log.holds(before))
    }

    @Test("the comments of the schema are in the file for whoever opens it with another tool")
    func comments() throws {
        _ = try log.writer()
        let tables = try log.database().rows(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'table'"
        ) { (name: try $0.text("name"), sql: try $0.text("sql")) }
        #expect(
            Set(tables.map(\.name))
                == ["migration", "boot", "configuration", "session", "sample", "alarm", "event"])
        for table in tables { #expect(table.sql.contains("-- "), "\(table.name)") }
    }

    @Test("a row that no packcoach wrote is damage with its column, not a trap")
    func oddRow() throws {
        try RecordedSession().write(to: log.writer())
        try log.database().run("UPDATE session SET end_reason = 'bored'")
        let error = logError { try log.reader().lastSession() }
        #expect(error?.kind == .damaged)
        #expect(error?.reason == "‘bored’ in column end_reason is no EndReason")
    }
}
