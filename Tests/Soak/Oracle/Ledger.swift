import CSQLite
import CoachCore

/// The log, read with nothing but its documented schema.
struct Ledger {
    struct Session {
        var id: Int64
        var boot: Int
        /// Nanoseconds of that boot.
        var startedAt: Int64
        var modality: String
        var milliseconds: Int64?
        var reason: String?
        var probe: String?
        var dose: Double?
        var lastSample: Int64?
    }

    struct Alarm {
        var session: Int64
        var boot: Int
        var kind: String
        var overBy: String?
        var overAt: Int64?
    }

    let path: String

    func sessions() throws -> [Session] {
        try rows(
            """
            SELECT s.id, b.boot_id, s.started_ns, s.modality, s.duration_ms, s.end_reason, s.end_probe, s.dose_cem43,
                (SELECT max(t_ms) FROM sample WHERE session = s.id AND id BETWEEN s.id * 1000000000
                    AND s.id * 1000000000 + 999999999)
            FROM session s JOIN boot b ON b.id = s.boot ORDER BY s.id
            """
        ) { row in
            Session(
                id: row.integer(0) ?? 0, boot: row.boot(1), startedAt: row.integer(2) ?? 0, modality: row.text(3) ?? "",
                milliseconds: row.integer(4), reason: row.text(5), probe: row.text(6), dose: row.real(7),
                lastSample: row.integer(8))
        }
    }

    /// The valid readings of a session.
    func samples(of session: Int64) throws -> [SessionWatch.Kept] {
        try rows(
            """
            SELECT t_ms, probe, mc FROM sample WHERE mc IS NOT NULL
                AND id BETWEEN \(session) * 1000000000 AND \(session) * 1000000000 + 999999999 ORDER BY id
            """
        ) { row in
            SessionWatch.Kept(
                time: row.integer(0) ?? 0, role: row.text(1) == "skin" ? .skin : .pack,
                reading: Int32(row.integer(2) ?? 0))
        }
    }

    func alarms() throws -> [Alarm] {
        try rows(
            """
            SELECT a.session, b.boot_id, a.kind, a.over_by, a.over_ns FROM alarm a JOIN boot b ON b.id = a.boot
            ORDER BY a.boot, a.since_ns
            """
        ) { row in
            Alarm(
                session: row.integer(0) ?? 0, boot: row.boot(1), kind: row.text(2) ?? "", overBy: row.text(3),
                overAt: row.integer(4))
        }
    }

    /// How many events of each kind there are.
    func events() throws -> [String: Int] {
        let counts = try rows("SELECT kind, count(*) FROM event GROUP BY kind") { row in
            (row.text(0) ?? "", Int(row.integer(1) ?? 0))
        }
        return Dictionary(uniqueKeysWithValues: counts)
    }

    /// What SQLite thinks of the file.
    func verdict() throws -> String { try rows("PRAGMA integrity_check(1)") { $0.text(0) ?? "" }.first ?? "" }

    private struct Row {
        let statement: OpaquePointer

        func integer(_ column: Int32) -> Int64? {
            sqlite3_column_type(statement, column) == SQLITE_NULL ? nil : sqlite3_column_int64(statement, column)
        }

        func real(_ column: Int32) -> Double? {
            sqlite3_column_type(statement, column) == SQLITE_NULL ? nil : sqlite3_column_double(statement, column)
        }

        func text(_ column: Int32) -> String? {
            sqlite3_column_text(statement, column).map { String(cString: $0) }
        }

        /// The simulated machine counts its boots in the last part of their ids.
        func boot(_ column: Int32) -> Int { Int(text(column)?.split(separator: "-").last ?? "") ?? 0 }
    }

    private func rows<Value>(_ sql: String, _ read: (Row) -> Value) throws -> [Value] {
        var handle: OpaquePointer?
        defer { sqlite3_close_v2(handle) }
        guard sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK, let handle else {
            throw LedgerError(words: "the log cannot be opened")
        }
        csqlite_checkpoint_on_close(handle, 0)
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK, let statement else {
            throw LedgerError(words: String(cString: sqlite3_errmsg(handle)))
        }
        defer { sqlite3_finalize(statement) }
        var values: [Value] = []
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW: values.append(read(Row(statement: statement)))
            case SQLITE_DONE: return values
            default: throw LedgerError(words: String(cString: sqlite3_errmsg(handle)))
            }
        }
    }
}

struct LedgerError: Error, CustomStringConvertible {
    var words: String
    var description: String { words }
}
