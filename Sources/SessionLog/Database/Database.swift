import CSQLite
import Glibc

/// One connection to an SQLite file, for one thread.
///
/// Not Sendable on purpose: the writer lives on the log's thread, a reader where it was made.
final class Database {
    enum Access {
        /// Opens or makes the file, for writing.
        case create
        /// Opens the file for writing; it must be there.
        case write
        /// Opens the file and changes no row of it.
        case read
        /// Reads a file of which nobody can be writing, without asking for a lock; see ``LogReader``.
        case readUnlocked
    }

    let path: String
    private let handle: OpaquePointer
    private var statements: [String: Statement] = [:]

    /// - Parameters:
    ///   - busyTimeout: how long a statement waits for another process's lock.
    ///   - vfs: the name of a registered SQLite file system; nil for the real one.
    init(path: String, access: Access, busyTimeout: Duration, vfs: String? = nil) throws {
        self.path = path
        if vfs == nil { try Self.checkFile(path) }
        let flags =
            switch access {
            case .create: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
            // A reader too: only who may write can bring in what a killed service left beside the file.
            case .write, .read: SQLITE_OPEN_READWRITE
            case .readUnlocked: SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
            }
        let name = access == .readUnlocked ? "file:\(Self.escaped(path))?immutable=1" : path
        handle = try Self.open(path, as: name, flags | SQLITE_OPEN_NOMUTEX, vfs)
        sqlite3_extended_result_codes(handle, 1)
        sqlite3_busy_timeout(handle, Int32(clamping: busyTimeout.milliseconds))
        try run("PRAGMA trusted_schema = OFF")
        checkpointsOnClose(false)
        if case .read = access { try run("PRAGMA query_only = ON") }
    }

    deinit {
        statements.removeAll()
        // Without open statements this cannot fail; a file that vanished is closed all the same.
        sqlite3_close_v2(handle)
    }

    /// A pipe would hold up whoever opens it, and what SQLite says of directories and devices misleads.
    private static func checkFile(_ path: String) throws {
        var status = stat()
        guard stat(path, &status) == 0 else {
            // What is not there yet, or cannot be seen, SQLite tells; of links in a ring it does not know.
            if errno == ELOOP { throw LogError(errno: ELOOP, operation: "open the log", path: path) }
            return
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return
        case S_IFDIR: throw LogError(errno: EISDIR, operation: "open the log", path: path)
        default: throw LogError(.cannotOpen, operation: "open the log", path: path, reason: "it is no regular file")
        }
    }

    private static func open(
        _ path: String, as name: String, _ flags: Int32, _ vfs: String?
    ) throws -> OpaquePointer {
        var handle: OpaquePointer?
        let code = sqlite3_open_v2(name, &handle, flags, vfs)
        guard let handle else {
            throw LogError(
                .unexpected, operation: "open the log", path: path, reason: String(cString: sqlite3_errstr(code)))
        }
        guard code == SQLITE_OK else {
            defer { sqlite3_close_v2(handle) }
            throw LogError(
                code: code, errno: sqlite3_system_errno(handle), message: String(cString: sqlite3_errmsg(handle)),
                operation: "open the log", path: path)
        }
        return handle
    }

    /// A path as part of a URI: three characters mean something else there.
    private static func escaped(_ path: String) -> String {
        path.reduce(into: "") { text, character in
            switch character {
            case "%": text += "%25"
            case "?": text += "%3f"
            case "#": text += "%23"
            default: text.append(character)
            }
        }
    }

    // MARK: Statements

    /// Runs a statement that gives no rows.
    ///
    /// - Returns: how many rows it changed.
    @discardableResult
    func run(_ sql: String, _ values: [(any Bindable)?] = []) throws -> Int {
        let statement = try prepared(sql, values)
        defer { statement.reset() }
        while try statement.step() {}
        return Int(sqlite3_changes(handle))
    }

    /// All rows that a statement gives.
    func rows<Value>(_ sql: String, _ values: [(any Bindable)?] = [], _ read: (Row) throws -> Value) throws -> [Value] {
        let statement = try prepared(sql, values)
        defer { statement.reset() }
        var result: [Value] = []
        while try statement.step() { result.append(try read(Row(statement: statement))) }
        return result
    }

    /// Hands each row that a statement gives to `take`, without keeping any.
    func each(_ sql: String, _ values: [(any Bindable)?] = [], _ take: (Row) throws -> Void) throws {
        let statement = try prepared(sql, values)
        defer { statement.reset() }
        while try statement.step() { try take(Row(statement: statement)) }
    }

    /// The first row that a statement gives, nil without one.
    func row<Value>(_ sql: String, _ values: [(any Bindable)?] = [], _ read: (Row) throws -> Value) throws -> Value? {
        let statement = try prepared(sql, values)
        defer { statement.reset() }
        return try statement.step() ? read(Row(statement: statement)) : nil
    }

    /// Runs several statements without values, as a schema has them.
    func script(_ sql: String) throws {
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw error("change the log") }
    }

    private func prepared(_ sql: String, _ values: [(any Bindable)?]) throws -> Statement {
        if statements[sql] == nil { statements[sql] = try Statement(sql, on: handle, of: self) }
        let statement = statements[sql]!
        try statement.bind(values)
        return statement
    }

    /// The statements that were run so far, without scripts.
    var prepared: [String] { Array(statements.keys) }

    // MARK: Transactions

    /// Runs `body` in one transaction that takes the write lock at once: all of it is written or nothing.
    func transaction<Value>(_ body: () throws -> Value) throws -> Value {
        try run("BEGIN IMMEDIATE")
        do {
            let value = try body()
            try run("COMMIT")
            return value
        } catch {
            // SQLite may have rolled back already, as after a full disk; then this says so and nothing is open.
            if sqlite3_get_autocommit(handle) == 0 { _ = try? run("ROLLBACK") }
            throw error
        }
    }

    /// Runs `body` on one consistent state of the file, whatever a writer does meanwhile.
    func snapshot<Value>(_ body: () throws -> Value) throws -> Value {
        try run("BEGIN")
        defer { _ = try? run("ROLLBACK") }
        return try body()
    }

    /// Whether closing may write to the file. Off until a writer has accepted it: a refused file stays as it is.
    func checkpointsOnClose(_ enabled: Bool) {
        csqlite_checkpoint_on_close(handle, enabled ? 1 : 0)
    }

    // MARK: Check

    /// Looks through the file for as long as this takes at most.
    func quickCheck(within limit: Duration) throws -> LogHealth.Verdict {
        let stop = StopWatch(limit)
        // Asked every millisecond or so; anything but 0 interrupts.
        sqlite3_progress_handler(
            handle, 10_000,
            { Unmanaged<StopWatch>.fromOpaque($0!).takeUnretainedValue().isOver ? 1 : 0 },
            Unmanaged.passUnretained(stop).toOpaque())
        defer {
            sqlite3_progress_handler(handle, 0, nil, nil)
            withExtendedLifetime(stop) {}
        }
        do {
            let lines = try rows("PRAGMA quick_check(5)") { try $0.text("quick_check") }
            return lines == ["ok"] ? .sound : .damaged(lines)
        } catch let error as LogError {
            guard !stop.hasStopped else { return .unfinished }
            if error.kind == .damaged { return .damaged([error.reason]) }
            throw error
        }
    }

    // MARK: Errors

    /// The file at the path is no longer the one that is open.
    var hasMoved: Bool {
        var moved: Int32 = 0
        return sqlite3_file_control(handle, "main", SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK && moved != 0
    }

    /// The file could only be opened for reading, whatever was asked for; that stays so for this connection, even when
    /// the file system can be written again.
    var isReadOnly: Bool { sqlite3_db_readonly(handle, "main") == 1 }

    /// The error that SQLite reported last on this connection.
    func error(_ operation: String) -> LogError {
        let code = sqlite3_extended_errcode(handle)
        let isOfSystem = [SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_FULL].contains(code & 0xff)
        return LogError(
            code: code, errno: isOfSystem ? lastErrno : 0, message: String(cString: sqlite3_errmsg(handle)),
            operation: operation, path: path)
    }

    /// What the kernel said last. From the file system itself: `sqlite3_system_errno` does not hear of a commit that
    /// failed and then gives an older error. ``Statement/step()`` clears it.
    private var lastErrno: Int32 {
        var vfs: UnsafeMutablePointer<sqlite3_vfs>?
        guard sqlite3_file_control(handle, "main", SQLITE_FCNTL_VFS_POINTER, &vfs) == SQLITE_OK, let vfs else {
            return 0
        }
        return vfs.pointee.xGetLastError(vfs, 0, nil)
    }
}

/// When to give up.
private final class StopWatch {
    private let limit: Duration
    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant
    private(set) var hasStopped = false

    init(_ limit: Duration) {
        self.limit = limit
        start = clock.now
    }

    var isOver: Bool {
        if clock.now - start >= limit { hasStopped = true }
        return hasStopped
    }
}
