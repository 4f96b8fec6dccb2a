import CoachCore
import Glibc

/// Reads the log, whether its service runs, has stopped or was killed; changes no row.
///
/// For one thread. A member of the group may write the file, so that what a killed service left beside it can be read;
/// on a read-only file system, and for whoever may only read, a log that was closed in order is read all the same.
public final class LogReader {
    let database: Database

    /// - Parameter vfs: the name of an SQLite file system, as of a ``SimulatedDisk``; nil for the real one.
    /// - Throws: ``LogError``; `.missing` where no service ran yet.
    public init(path: String, vfs: String? = nil) throws {
        database = try Self.open(path, vfs)
    }

    private static func open(_ path: String, _ vfs: String?) throws -> Database {
        do {
            return try checked(Database(path: path, access: .read, busyTimeout: .seconds(2), vfs: vfs))
        } catch let error as LogError where [.cannotOpen, .permission, .readOnly].contains(error.kind) {
            // In write-ahead mode even reading makes a file beside the log. Where that is refused and no such file is
            // there, nobody is writing and the log alone says it all.
            guard access(path, R_OK) == 0, access(path + "-wal", F_OK) != 0 else { throw error }
            return try checked(Database(path: path, access: .readUnlocked, busyTimeout: .zero, vfs: vfs))
        }
    }

    private static func checked(_ database: Database) throws -> Database {
        try Migrator().checkReadable(database)
        return database
    }

    // MARK: Sessions

    /// The newest sessions, newest first.
    ///
    /// - Parameter since: leaves out what a synchronised clock dates before this.
    /// - Throws: ``LogError``
    public func sessions(limit: Int? = nil, since: WallTime? = nil) throws -> [SessionRecord] {
        try database.rows(
            SessionRecord.query + " WHERE s.started_at >= ? OR s.clock_synced = 0 ORDER BY s.id DESC LIMIT ?",
            [since.map(RFC3339.string) ?? "", limit ?? -1], SessionRecord.init)
    }

    /// - Returns: nil where the log holds no such session.
    /// - Throws: ``LogError``
    public func session(_ id: Int64) throws -> SessionRecord? {
        try database.row(SessionRecord.query + " WHERE s.id = ?", [id], SessionRecord.init)
    }

    /// - Throws: ``LogError``
    public func lastSession() throws -> SessionRecord? {
        try sessions(limit: 1).first
    }

    /// The effective configuration that a session ran under.
    ///
    /// - Throws: ``LogError``
    public func configuration(of session: Int64) throws -> String? {
        try database.row(
            "SELECT c.text FROM session s JOIN configuration c ON c.id = s.configuration WHERE s.id = ?", [session]
        ) { try $0.text("text") }
    }

    /// All readings of a session, oldest first.
    ///
    /// - Throws: ``LogError``
    public func samples(of session: Int64) throws -> [SampleRecord] {
        let keys = SampleKey.range(of: session)
        return try database.rows(
            "SELECT * FROM sample WHERE id BETWEEN ? AND ? ORDER BY id", [keys.first, keys.last], SampleRecord.init)
    }

    // MARK: Events

    /// A session's events, in the order in which they were written.
    ///
    /// - Throws: ``LogError``
    public func events(of session: Int64) throws -> [EventRecord] {
        try database.rows(EventRecord.query + " WHERE e.session = ? ORDER BY e.id", [session], EventRecord.init)
    }

    /// The newest events of all kinds, in a session or outside one, newest first.
    ///
    /// - Parameter since: leaves out what a synchronised clock dates before this.
    /// - Throws: ``LogError``
    public func events(limit: Int? = nil, since: WallTime? = nil) throws -> [EventRecord] {
        try database.rows(
            EventRecord.query + " WHERE e.at >= ? OR e.clock_synced = 0 ORDER BY e.id DESC LIMIT ?",
            [since.map(RFC3339.string) ?? "", limit ?? -1], EventRecord.init)
    }
}
