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
    /// - Parameter since: leaves out what is from before this; see ``lastSession(before:)``.
    /// - Throws: ``LogError``
    public func sessions(limit: Int? = nil, since: WallTime? = nil) throws -> [SessionRecord] {
        var found: [SessionRecord] = []
        try eachSession(LogSelection(since: since), limit: limit) { found.append($0) }
        return found
    }

    /// Hands on sessions without keeping them: a page is read, and the log let go before it is handed on, so that
    /// whoever is slow to take it holds up no writer.
    ///
    /// - Parameters:
    ///   - limit: at most so many.
    ///   - newestFirst: else the oldest.
    /// - Throws: ``LogError``, and what `take` throws.
    public func eachSession(
        _ selection: LogSelection = LogSelection(), limit: Int? = nil, newestFirst: Bool = true,
        _ take: (SessionRecord) throws -> Void
    ) throws {
        let (condition, values) = selection.condition
        var (after, before) = (try selection.since.map(lastSession) ?? .min, Int64.max)
        var left = limit ?? .max
        while left > 0 {
            let count = min(left, Self.page)
            let page = try database.rows(
                SessionRecord.query + " WHERE s.id > ? AND s.id < ? AND \(condition) "
                    + "ORDER BY s.id \(newestFirst ? "DESC" : "ASC") LIMIT ?",
                [after, before] + values + [count], SessionRecord.init)
            try page.forEach(take)
            guard page.count == count, let end = page.last else { return }
            if newestFirst { before = end.id } else { after = end.id }
            left -= count
        }
    }

    /// Sessions or events that are read at once.
    static let page = 200

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
        var found: [EventRecord] = []
        try eachEvent(since: since) { event in
            found.append(event)
            return found.count < limit ?? .max
        }
        return found
    }

    /// Hands on events as ``eachSession(_:limit:newestFirst:_:)`` does sessions, until `take` has enough.
    ///
    /// - Parameters:
    ///   - since: leaves out what a synchronised clock dates before this.
    ///   - newestFirst: else the oldest.
    ///   - take: whether it wants more.
    /// - Throws: ``LogError``, and what `take` throws.
    public func eachEvent(
        since: WallTime? = nil, newestFirst: Bool = true, _ take: (EventRecord) throws -> Bool
    ) throws {
        let condition = since == nil ? "TRUE" : "(e.at >= ? OR e.clock_synced = 0)"
        let values: [(any Bindable)?] = since.map { [RFC3339.string($0)] } ?? []
        var (after, before) = (try since.map(lastEvent) ?? .min, Int64.max)
        while true {
            let page = try database.rows(
                EventRecord.query + " WHERE e.id > ? AND e.id < ? AND \(condition) "
                    + "ORDER BY e.id \(newestFirst ? "DESC" : "ASC") LIMIT ?",
                [after, before] + values + [Self.page]
            ) { (id: try $0.integer("id"), event: try EventRecord($0)) }
            for row in page { guard try take(row.event) else { return } }
            guard page.count == Self.page, let end = page.last else { return }
            if newestFirst { before = end.id } else { after = end.id }
        }
    }

    // MARK: Samples

    /// A session's temperature at certain times: a few looks at the index, however long the session was.
    ///
    /// - Parameters:
    ///   - times: since the press, each with how long after it a reading still stands for it.
    /// - Returns: for each time the first valid reading from there on; nil: there is none near.
    /// - Throws: ``LogError``
    public func readings(
        of session: Int64, _ probe: ProbeRole, at times: [Duration], within step: Duration
    ) throws -> [Temperature?] {
        // In one transaction: to take the lock for each would cost more than the looks.
        try database.snapshot {
            try times.map { time in
                try database.row(
                    """
                    SELECT mc FROM sample WHERE id BETWEEN ? AND ? AND id % 10 = ? AND mc IS NOT NULL
                    ORDER BY id LIMIT 1
                    """,
                    [
                        SampleKey.key(session, time, .pack), SampleKey.key(session, time + step, .pack) - 1,
                        probe == .pack ? 0 : 1,
                    ]
                ) { Temperature(millidegrees: Int32(clamping: $0.integer(at: 0))) }
            }
        }
    }
}
