import CSQLite
import Glibc
import Synchronization

/// The real file system as SQLite sees it, which can be made to fail, counts what wears an SD card, and is quick: it
/// never waits for the real disk.
///
/// To be registered before it is used as `vfs:` and kept for longer than every connection that uses it.
public final class SimulatedDisk: Sendable {
    public enum Condition: Hashable, Sendable {
        case working
        /// Nothing more can be written; what is there can be read and deleted.
        case full
        /// As after the kernel has mounted it read-only because of an error.
        case readOnly
    }

    /// What was written so far.
    public struct Wear: Hashable, Sendable {
        /// Bytes that SQLite handed over.
        public var bytes = 0
        /// Bytes of the 4 KiB blocks that those lay in, each counted once between two syncs: what a card really writes,
        /// the file system's own journal aside.
        public var blockBytes = 0
        public var syncs = 0
    }

    private struct State {
        var condition = Condition.working
        var wear = Wear()
        /// Blocks that were written since the file's last sync, by the file's address.
        var dirty: [Int: Set<Int64>] = [:]
    }

    private static let blockSize: Int64 = 4096

    /// Under this name SQLite knows it.
    public let name: String
    private let state = Mutex(State())

    // SAFETY: made in init, read by SQLite, freed in deinit; nobody changes them in between.
    nonisolated(unsafe) private let vfs: UnsafeMutablePointer<sqlite3_vfs>
    nonisolated(unsafe) private let methods: UnsafeMutablePointer<sqlite3_io_methods>
    nonisolated(unsafe) fileprivate let real: UnsafeMutablePointer<sqlite3_vfs>

    /// - Parameter name: not yet taken by another SQLite file system of this process.
    /// - Throws: ``LogError`` if SQLite cannot register it.
    public init(name: String) throws {
        guard let real = sqlite3_vfs_find(nil) else {
            throw LogError(.unexpected, operation: "simulate the disk", path: name, reason: "SQLite has no file system")
        }
        self.name = name
        self.real = real
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
            return disk.condition == .readOnly
                ? SQLITE_IOERR | 10 << 8  // SQLITE_IOERR_DELETE
                : disk.real.pointee.xDelete(disk.real, name, sync)
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

    public var condition: Condition {
        get { state.withLock { $0.condition } }
        set { state.withLock { $0.condition = newValue } }
    }

    public var wear: Wear { state.withLock { $0.wear } }

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
        SimulatedFile(file).disk = self
        file.pointee.pMethods = UnsafePointer(methods)
        return SQLITE_OK
    }

    /// - Returns: SQLITE_OK, or why nothing can be written.
    fileprivate func willWrite(_ count: Int64, at offset: Int64, of file: SimulatedFile) -> Int32 {
        state.withLock { state in
            switch state.condition {
            case .full: return SQLITE_FULL
            case .readOnly: return SQLITE_IOERR | 3 << 8  // SQLITE_IOERR_WRITE
            case .working: break
            }
            state.wear.bytes += Int(count)
            let blocks = offset / Self.blockSize...(offset + max(1, count) - 1) / Self.blockSize
            state.dirty[file.address, default: []].formUnion(blocks)
            return SQLITE_OK
        }
    }

    fileprivate func didSync(_ file: SimulatedFile) {
        state.withLock { state in
            state.wear.syncs += 1
            state.wear.blockBytes += (state.dirty.removeValue(forKey: file.address)?.count ?? 0) * Int(Self.blockSize)
        }
    }

    fileprivate func didClose(_ file: SimulatedFile) {
        state.withLock { state in
            state.wear.blockBytes += (state.dirty.removeValue(forKey: file.address)?.count ?? 0) * Int(Self.blockSize)
        }
    }
}

/// A file of a ``SimulatedDisk`` in the memory that SQLite gives it: the header that SQLite looks for, the disk, and
/// behind both the real file.
private struct SimulatedFile {
    private struct Header {
        var base: sqlite3_file
        var disk: Unmanaged<SimulatedDisk>?
    }

    static var headerSize: Int { MemoryLayout<Header>.stride }

    private let memory: UnsafeMutableRawPointer

    init(_ file: UnsafeMutablePointer<sqlite3_file>?) {
        memory = UnsafeMutableRawPointer(file!)
    }

    var address: Int { Int(bitPattern: memory) }

    var real: UnsafeMutablePointer<sqlite3_file> {
        (memory + Self.headerSize).assumingMemoryBound(to: sqlite3_file.self)
    }

    var disk: SimulatedDisk {
        get { memory.assumingMemoryBound(to: Header.self).pointee.disk!.takeUnretainedValue() }
        nonmutating set { memory.assumingMemoryBound(to: Header.self).pointee.disk = .passUnretained(newValue) }
    }

    private var realMethods: sqlite3_io_methods { real.pointee.pMethods.pointee }

    /// Version 2: with the shared memory of the write-ahead log, without mapping the file itself.
    static let methods = sqlite3_io_methods(
        iVersion: 2,
        xClose: { file in
            let file = SimulatedFile(file)
            file.disk.didClose(file)
            return file.realMethods.xClose(file.real)
        },
        xRead: { file, buffer, count, offset in
            let file = SimulatedFile(file)
            return file.realMethods.xRead(file.real, buffer, count, offset)
        },
        xWrite: { file, buffer, count, offset in
            let file = SimulatedFile(file)
            let code = file.disk.willWrite(Int64(count), at: offset, of: file)
            return code == SQLITE_OK ? file.realMethods.xWrite(file.real, buffer, count, offset) : code
        },
        xTruncate: { file, size in
            let file = SimulatedFile(file)
            return file.disk.condition == .readOnly
                ? SQLITE_IOERR | 6 << 8  // SQLITE_IOERR_TRUNCATE
                : file.realMethods.xTruncate(file.real, size)
        },
        xSync: { file, _ in
            // A power cut is simulated too: the kernel runs on and forgets nothing, so there is nothing to wait for.
            let file = SimulatedFile(file)
            file.disk.didSync(file)
            return SQLITE_OK
        },
        xFileSize: { file, size in
            let file = SimulatedFile(file)
            return file.realMethods.xFileSize(file.real, size)
        },
        xLock: { file, level in
            let file = SimulatedFile(file)
            return file.realMethods.xLock(file.real, level)
        },
        xUnlock: { file, level in
            let file = SimulatedFile(file)
            return file.realMethods.xUnlock(file.real, level)
        },
        xCheckReservedLock: { file, result in
            let file = SimulatedFile(file)
            return file.realMethods.xCheckReservedLock(file.real, result)
        },
        xFileControl: { file, operation, argument in
            let file = SimulatedFile(file)
            return file.realMethods.xFileControl(file.real, operation, argument)
        },
        xSectorSize: { file in
            let file = SimulatedFile(file)
            return file.realMethods.xSectorSize(file.real)
        },
        xDeviceCharacteristics: { file in
            let file = SimulatedFile(file)
            return file.realMethods.xDeviceCharacteristics(file.real)
        },
        xShmMap: { file, page, size, extend, memory in
            let file = SimulatedFile(file)
            return file.realMethods.xShmMap(file.real, page, size, extend, memory)
        },
        xShmLock: { file, offset, count, flags in
            let file = SimulatedFile(file)
            return file.realMethods.xShmLock(file.real, offset, count, flags)
        },
        xShmBarrier: { file in
            let file = SimulatedFile(file)
            file.realMethods.xShmBarrier(file.real)
        },
        xShmUnmap: { file, delete in
            let file = SimulatedFile(file)
            return file.realMethods.xShmUnmap(file.real, delete)
        },
        xFetch: nil,
        xUnfetch: nil)
}
