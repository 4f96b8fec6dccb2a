/// One change of the schema, known by its place and its name; there is no way back from it.
struct Migration: Hashable, Sendable {
    var name: String
    var sql: String
}

/// Brings a file to the newest schema, or refuses it untouched.
struct Migrator {
    /// Marks an SQLite file as a log of this program (`PRAGMA application_id`); "PKCO" in ASCII.
    static let applicationID: Int64 = 0x504B_434F

    /// The tables whose rows an upgrade may add to and must never lose.
    private static let kept = ["boot", "session", "sample", "alarm", "event"]

    var migrations = Schema.migrations

    /// - Throws: ``LogError`` `.newerSchema` or `.foreign` for a file that this version must not touch.
    func refuseUnknown(_ database: Database) throws {
        _ = try applied(database)
    }

    /// Applies what the file has not been through, all of it in one transaction.
    ///
    /// - Throws: ``LogError`` `.newerSchema`, `.foreign` or `.damaged`; the file is then as it was.
    func migrate(_ database: Database) throws {
        guard try applied(database) < migrations.count else { return try checkColumns(of: database) }
        try database.transaction {
            // Asked again: another process may have been quicker.
            let applied = try applied(database)
            let before = try rowCounts(database)
            if applied == 0 {
                try database.script(
                    """
                    CREATE TABLE migration (
                        -- The changes of the schema that this file has been through.
                        number     INTEGER PRIMARY KEY,
                        name       TEXT NOT NULL,
                        applied_at TEXT NOT NULL
                    ) STRICT;
                    PRAGMA application_id = \(Self.applicationID);
                    """)
            }
            for (number, migration) in zip(1..., migrations).dropFirst(applied) {
                try database.script(migration.sql)
                try database.run(
                    "INSERT INTO migration VALUES (?, ?, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))",
                    [number, migration.name])
            }
            try checkNothingLost(from: before, to: rowCounts(database), database)
        }
    }

    /// Whether a reader of this version may trust what it reads.
    func checkReadable(_ database: Database) throws {
        guard try applied(database) == migrations.count else {
            throw LogError(
                .busy, operation: "open the log", path: database.path,
                reason: "its schema is older than this packcoach",
                remedy: "The service upgrades it when it starts: systemctl restart packcoach.")
        }
        try checkColumns(of: database)
    }

    /// A flipped bit in the schema itself, which SQLite calls sound, or a column that somebody renamed. What was added
    /// does no harm.
    private func checkColumns(of database: Database) throws {
        let missing = Set(try Self.columns.get()).subtracting(try Self.columns(of: database))
        guard let first = missing.min() else { return }
        throw LogError(.damaged, operation: "open the log", path: database.path, reason: "it has no column \(first)")
    }

    /// Every column that this version's statements may name, as `table.column`.
    private static let columns = Result {
        let database = try Database(path: ":memory:", access: .create, busyTimeout: .zero)
        for migration in Schema.migrations { try database.script(migration.sql) }
        return try columns(of: database)
    }

    private static func columns(of database: Database) throws -> [String] {
        try database.rows(
            """
            SELECT t.name || '.' || c.name AS name FROM sqlite_schema t, pragma_table_xinfo(t.name) c
            WHERE t.type = 'table'
            """
        ) { try $0.text("name") }
    }

    /// How many of the migrations the file has been through; 0 for an empty file.
    private func applied(_ database: Database) throws -> Int {
        let tables = try database.rows("SELECT name FROM sqlite_schema WHERE type = 'table'") { try $0.text("name") }
        if tables.isEmpty { return 0 }
        let application = try database.row("PRAGMA application_id") { try $0.integer("application_id") }
        guard application == Self.applicationID, tables.contains("migration") else {
            throw LogError(
                .foreign, operation: "open the log", path: database.path,
                reason: "it is a database of another program")
        }
        let names = try database.rows("SELECT name FROM migration ORDER BY number") { try $0.text("name") }
        guard names.count <= migrations.count else {
            throw LogError(
                .newerSchema, operation: "open the log", path: database.path,
                reason: "written by a newer packcoach: schema \(names.count), this one knows \(migrations.count)")
        }
        guard names == migrations.prefix(names.count).map(\.name) else {
            throw LogError(
                .newerSchema, operation: "open the log", path: database.path,
                reason: "written by another line of packcoach: its schema is ‘\(names.joined(separator: "’, ‘"))’")
        }
        return names.count
    }

    private func rowCounts(_ database: Database) throws -> [String: Int64] {
        let tables = try database.rows("SELECT name FROM sqlite_schema WHERE type = 'table'") { try $0.text("name") }
        var counts: [String: Int64] = [:]
        for table in Self.kept where tables.contains(table) {
            counts[table] = try database.row("SELECT count(*) AS n FROM \(table)") { try $0.integer("n") }
        }
        return counts
    }

    private func checkNothingLost(
        from before: [String: Int64], to after: [String: Int64], _ database: Database
    ) throws {
        for (table, count) in before where after[table, default: 0] < count {
            throw LogError(
                .unexpected, operation: "upgrade the log", path: database.path,
                reason: "table \(table) would have gone from \(count) to \(after[table, default: 0]) rows",
                remedy: "Nothing was changed. Please report this line.")
        }
    }
}
