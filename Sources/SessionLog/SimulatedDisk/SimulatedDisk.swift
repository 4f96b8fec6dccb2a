import CSQLite
import Glibc
import Synchronization

/// The real file system as SQLite sees it, which can be made to fail, counts what wears an SD card, and is quick: it
/// never waits for the real disk. Where it is asked to, it forgets at a power cut what was never synced.
///
/// To be registered before it is used as `vfs:` and kept for longer than every connection that uses it.
public final class SimulatedDisk: Sendable {
    /// What it does with what is asked of it.
    public enum Condition: Hashable, Sendable {
        case working
        /// Nothing more can be written; what is there can be read and deleted.
        case full
        /// As after the kernel has mounted it read-only because of an error.
        case readOnly
        /// The card does not answer: nothing more can be written or synced, and what can be read is in memory.
        case failing
        /// The process that used it is gone: nothing that it still has open does anything to a file.
        case abandoned
    }

    /// What was written so far.
    struct Wear: Hashable, Sendable {
        /// Bytes that SQLite handed over.
        var bytes = 0
        /// Bytes of the 4 KiB blocks that those lay in, each counted once between two syncs: what a card really writes,
        /// the file system's own journal aside.
        var blockBytes = 0
    }

    private struct State {
        var condition = Condition.working
        var wear = Wear()
        /// Blocks that were written since the file's last sync, by the file's address.
        var dirty: [Int: Set<Int64>] = [:]
        /// Nil: a power cut loses nothing.
        var unsynced: UnsyncedWrites?
        /// The paths of files that are open, by their addresses.
        var paths: [Int: String] = [:]
        /// So many more changes of a file, and the process is gone.
        var changesLeft: Int?
    }

    private static let blockSize: Int64 = 4096

    /// Under this name SQLite knows it.
    public let name: String
    private let state: Mutex<State>

    // SAFETY: made in init, read by SQLite, freed in deinit; nobody changes them in between.
    nonisolated(unsafe) private let vfs: UnsafeMutablePointer<sqlite3_vfs>
    nonisolated(unsafe) private let methods: UnsafeMutablePointer<sqlite3_io_methods>
    nonisolated(unsafe) let real: UnsafeMutablePointer<sqlite3_vfs>

    /// - Parameters:
    ///   - name: not yet taken by another SQLite file system of this process.
    ///   - unsynced: what becomes at a power cut of what was never synced; nil: nothing is lost.
    /// - Throws: ``LogError`` if SQLite cannot register it.
    public init(name: String, unsynced: UnsyncedWrites? = nil) throws {
        guard let real = sqlite3_vfs_find(nil) else {
            throw LogError(.unexpected, operation: "simulate the disk", path: name, reason: "SQLite has no file system")
        }
        self.name = name
        self.real = real
        state = Mutex(State(unsynced: unsynced))
        vfs = .allocate(capacity: 1)
        methods = .allocate(capacity: 1)
        methods.initialize(to: SimulatedFile.methods)
        // All that is not about files, time and randomness, stays the real one's.
        vfs.initialize(to: real.pointee)
        vfs.pointee.zName = UnsafePointer(strdup(name))
        vfs.pointee.szOsFile = Int32(SimulatedFile.headerSize) + real.pointee.szOsFile
        vfs.pointee.pNext = nil
        vfs.pointee.pAppData = Unmanaged.passUnretained(self).toOpaque()
        vfs.pointee.xOpen = { vfs, name, file, flags, outFlags in
            SimulatedDisk.of(vfs).open(name, file, flags, outFlags)
        }
        vfs.pointee.xDelete = { vfs, name, sync in
            let disk = SimulatedDisk.of(vfs)
            guard disk.mayChange(.delete) == SQLITE_OK else { return SQLITE_IOERR | 10 << 8 }  // SQLITE_IOERR_DELETE
            if let name { disk.state.withLock { $0.unsynced?.forget(String(cString: name)) } }
            return disk.real.pointee.xDelete(disk.real, name, sync)
        }
        vfs.pointee.xAccess = { vfs, name, flags, result in
            let disk = SimulatedDisk.of(vfs)
            let code = disk.real.pointee.xAccess(disk.real, name, flags, result)
            if disk.condition == .readOnly, flags == SQLITE_ACCESS_READWRITE { result?.pointee = 0 }
            return code
        }
        vfs.pointee.xGetLastError = { vfs, count, buffer in
            let disk = SimulatedDisk.of(vfs)
            return switch disk.condition {
            case .working: disk.real.pointee.xGetLastError(disk.real, count, buffer)
            case .full: ENOSPC
            case .readOnly: EROFS
            case .failing, .abandoned: EIO
            }
        }
        let code = sqlite3_vfs_register(vfs, 0)
        guard code == SQLITE_OK else {
            throw LogError(
                .unexpected, operation: "simulate the disk", path: name, reason: String(cString: sqlite3_errstr(code)))
        }
    }

    deinit {
        sqlite3_vfs_unregister(vfs)
        free(UnsafeMutableRawPointer(mutating: vfs.pointee.zName))
        vfs.deallocate()
        methods.deallocate()
    }

    /// From now on, for files that are open too.
    public var condition: Condition {
        get { state.withLock { $0.condition } }
        set { state.withLock { $0.condition = newValue } }
    }

    var wear: Wear { state.withLock { $0.wear } }

    /// The process is gone after so many more changes of a file, in the midst of what it does.
    public func abandon(after changes: Int) { state.withLock { $0.changesLeft = changes } }

    /// The power was cut: of what was written since a file's last sync some sectors are there, and some never were.
    /// To be called when no connection is open.
    public func losePower() {
        state.withLock { state in
            state.changesLeft = nil
            state.dirty = [:]
            state.unsynced?.lose()
        }
    }

    // MARK: For its files

    private static func of(_ vfs: UnsafeMutablePointer<sqlite3_vfs>?) -> SimulatedDisk {
        Unmanaged<SimulatedDisk>.fromOpaque(vfs!.pointee.pAppData).takeUnretainedValue()
    }

    private func open(
        _ name: UnsafePointer<CChar>?, _ file: UnsafeMutablePointer<sqlite3_file>?, _ flags: Int32,
        _ outFlags: UnsafeMutablePointer<Int32>?
    ) -> Int32 {
        guard let file else { return SQLITE_MISUSE }
        file.pointee.pMethods = nil
        var flags = flags
        if condition == .readOnly {
            // The kernel refuses to make a file; one that is there, it opens for reading.
            guard let name, access(name, F_OK) == 0 else { return SQLITE_CANTOPEN }
            flags = flags & ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) | SQLITE_OPEN_READONLY
        }
        let code = real.pointee.xOpen(real, name, SimulatedFile(file).real, flags, outFlags)
        guard code == SQLITE_OK else { return code }
        if let name {
            state.withLock { $0.paths[SimulatedFile(file).address] = String(cString: name) }
        }
        SimulatedFile(file).disk = self
        file.pointee.pMethods = UnsafePointer(methods)
        return SQLITE_OK
    }

    enum Change {
        case write, truncate, delete, sync
    }

    /// - Returns: SQLITE_OK, or why nothing can be changed.
    func mayChange(_ change: Change) -> Int32 {
        state.withLock { state in
            if let left = state.changesLeft {
                state.changesLeft = left > 0 ? left - 1 : nil
                if left == 0 { state.condition = .abandoned }
            }
            let failure: Int32 =
                switch change {
                case .write: SQLITE_IOERR | 3 << 8  // SQLITE_IOERR_WRITE
                case .truncate: SQLITE_IOERR | 6 << 8  // SQLITE_IOERR_TRUNCATE
                case .delete: SQLITE_IOERR | 10 << 8  // SQLITE_IOERR_DELETE
                case .sync: SQLITE_IOERR | 4 << 8  // SQLITE_IOERR_FSYNC
                }
            switch state.condition {
            case .working: return SQLITE_OK
            case .full: return change == .write ? SQLITE_FULL : SQLITE_OK
            case .readOnly: return change == .sync ? SQLITE_OK : failure
            case .failing, .abandoned: return failure
            }
        }
    }

    /// - Returns: SQLITE_OK, or why nothing can be written.
    func willWrite(_ bytes: UnsafeRawBufferPointer, at offset: Int64, of file: SimulatedFile) -> Int32 {
        let code = mayChange(.write)
        guard code == SQLITE_OK else { return code }
        state.withLock { state in
            state.wear.bytes += bytes.count
            let blocks = offset / Self.blockSize...(offset + Int64(max(1, bytes.count)) - 1) / Self.blockSize
            state.dirty[file.address, default: []].formUnion(blocks)
            if let path = state.paths[file.address] {
                state.unsynced?.note(bytes.count, at: offset, of: path) { file.sector(at: $0, length: $1) }
            }
        }
        return SQLITE_OK
    }

    func willTruncate(_ file: SimulatedFile, to size: Int64) -> Int32 {
        let code = mayChange(.truncate)
        guard code == SQLITE_OK else { return code }
        state.withLock { state in
            if let path = state.paths[file.address] { state.unsynced?.noteTruncation(to: size, of: path) }
        }
        return SQLITE_OK
    }

    func didSync(_ file: SimulatedFile) {
        state.withLock { state in
            state.wear.blockBytes += (state.dirty.removeValue(forKey: file.address)?.count ?? 0) * Int(Self.blockSize)
            if let path = state.paths[file.address] { state.unsynced?.forget(path) }
        }
    }

    func didClose(_ file: SimulatedFile) {
        state.withLock { state in
            state.wear.blockBytes += (state.dirty.removeValue(forKey: file.address)?.count ?? 0) * Int(Self.blockSize)
            state.paths[file.address] = nil
        }
    }
}
