import CoachCore

/// What is stamped on every session besides what the session itself knows.
public struct LogAbout: Hashable, Sendable {
    /// `[about]` of the configuration.
    public var name: String
    /// Where on the body, such as `hip`.
    public var site: String
    /// The effective configuration as text; kept once for all sessions that ran under it.
    public var configuration: String

    public init(name: String, site: String, configuration: String) {
        self.name = name
        self.site = site
        self.configuration = configuration
    }
}

/// The service's end of the log: takes entries and has them on the disk when it returns.
///
/// For one thread. While it lives the file is in SQLite's write-ahead mode; when it goes, the file becomes an ordinary
/// one again, which can be read without the right to write. If it is killed, the next reader or writer with that right
/// brings in what it left; that is why the group may write.
public final class LogWriter {
    let database: Database
    private let ledger: BootLedger
    private let about: LogAbout
    private var memory = Memory()

    /// What later entries need to know of earlier ones; follows the transactions.
    struct Memory {
        /// Sessions that the service numbered without having seen the log, by that number.
        var renumbered: [Int64: Int64] = [:]
        /// Sessions whose absence was noted.
        var absent: Set<Int64> = []
    }

    /// Opens or makes the log, and brings an older schema to the newest.
    ///
    /// - Parameters:
    ///   - about: stamped on the sessions that start from now on.
    ///   - vfs: the name of an SQLite file system, as of a ``SimulatedDisk``; nil for the real one.
    /// - Throws: ``LogError``. `.damaged`: ``LogFile/moveAside(_:at:)`` makes room for a new file. `.newerSchema` and
    ///   `.foreign`: nothing was changed, and trying again does not help.
    public init(path: String, boot: BootIdentity, about: LogAbout, vfs: String? = nil) throws {
        database = try Self.open(path, vfs)
        guard !database.isReadOnly else {
            throw LogError(.readOnly, operation: "open the log", path: path, reason: "it can only be read")
        }
        ledger = BootLedger(database: database, identity: boot)
        self.about = about
    }

    /// Apart from the initializer, so that for a file that is refused ``deinit`` does not run, which writes to it.
    private static func open(_ path: String, _ vfs: String?) throws -> Database {
        try LogFile.prepare(path)
        let database = try Database(path: path, access: .create, busyTimeout: .seconds(5), vfs: vfs)
        try database.run("PRAGMA page_size = \(Storage.pageSize)")
        // In this order: a file that is not ours to judge stays as it is, and so does one that is not sound.
        try Migrator().refuseUnknown(database)
        try checkSound(database)
        try Migrator().migrate(database)
        try database.row("PRAGMA journal_mode = WAL") { _ in }
        try database.run("PRAGMA synchronous = FULL")
        database.checkpointsOnClose(true)
        return database
    }

    deinit {
        // Fails while somebody reads; the file is then left in write-ahead mode and is as good.
        _ = try? database.row("PRAGMA journal_mode = DELETE") { _ in }
    }

    /// Writes all entries or, if it throws, none; they may then be written again.
    ///
    /// What is in the log already is not written twice. `.started` of a session that the log knows does nothing, so
    /// after a change of file the running session's may simply be sent again; entries of a session that the file does
    /// not hold are left out, which is noted. State entries make no event: what shall be listed as one is sent as
    /// `.event`.
    ///
    /// Called with no entries it keeps the record of how long this boot has run, which later counts as proof that time
    /// passed.
    ///
    /// - Throws: ``LogError``. `.moved`: make a new writer.
    public func write(_ entries: [LogEntry], clock: ClockReading) throws {
        guard !database.hasMoved else {
            throw LogError(
                .moved, operation: "write to the log", path: database.path,
                reason: "the file was removed or replaced while it was open")
        }
        let before = memory
        do {
            try database.transaction {
                // In a session the samples themselves show that the boot still runs.
                let onlyMeasured = entries.contains { if case .sample = $0 { true } else { false } }
                let boot = try ledger.note(clock, exactly: !onlyMeasured)
                let rows = EntryRows(database: database, boot: boot, clock: clock, about: about)
                for entry in entries { try rows.write(entry, &memory) }
            }
        } catch {
            memory = before
            throw error
        }
    }

    /// Closes a session that an earlier boot left open, as `power-loss` with its last sample's time. Its rows and the
    /// event are written together; a session that has an end keeps it.
    ///
    /// - Throws: ``LogError``
    public func closeAfterPowerLoss(_ pending: PendingSession, clock: ClockReading) throws {
        guard pending.isOpen, let end = pending.session.end else { return }
        let id = pending.session.start.id
        let event = LogEvent(session: id, at: clock.instant, kind: .ended, detail: end.reason.rawValue)
        try write([.ended(session: id, end), .event(event)], clock: clock)
    }

    /// A log of years takes longer to check than the service may wait for it: there it is every table but the samples,
    /// and of these the newest, beside which the next are written. Damage among the old ones is told to whoever reads
    /// them.
    static func checkSound(_ database: Database, wholeUpTo largest: Int64 = Storage.checkedWhole) throws {
        let pages = try database.row("PRAGMA page_count") { try $0.integer("page_count") } ?? 0
        let pageSize = try database.row("PRAGMA page_size") { try $0.integer("page_size") } ?? 0
        guard pages * pageSize > largest else { return try check("PRAGMA quick_check(1)", database) }
        let tables = try database.rows("SELECT name FROM sqlite_schema WHERE type = 'table'") { try $0.text("name") }
        for table in tables where table != "sample" { try check("PRAGMA quick_check('\(table)')", database) }
        try database.each("SELECT * FROM sample ORDER BY id DESC LIMIT 5000") { _ in }
    }

    private static func check(_ pragma: String, _ database: Database) throws {
        let verdict = try database.row(pragma) { try $0.text("quick_check") }
        guard verdict == "ok" else {
            throw LogError(
                .damaged, operation: "open the log", path: database.path, reason: verdict ?? "it cannot be checked")
        }
    }
}

/// How the file is laid out for an SD card.
///
/// Measured for a session of 20 min with two probes at 1 Hz, samples every 25 s, the rest at once (55 transactions), in
/// bytes handed to the kernel and, in brackets, in bytes of the 4 KiB blocks that a card has to write for them:
///
///     page size             512               1024               4096
///     write-ahead log       171 kB (393 kB)   234 kB (455 kB)    610 kB (827 kB)
///     rollback journal      317 kB (1.4 MB)   483 kB (1.4 MB)    1.5 MB (1.9 MB)
///
/// Starting and stopping the service adds 44 kB (78 kB) to the first of them. The write-ahead log syncs once a
/// transaction, the rollback journal three times.
enum Storage {
    /// Bytes; the least that SQLite has.
    static let pageSize = 512
    /// Bytes of a log that is checked as a whole when the service starts: about 800 sessions with two probes. 425 MB
    /// take 5 s of a PC's time and 28 s with a cold disk.
    static let checkedWhole: Int64 = 32 << 20
}
