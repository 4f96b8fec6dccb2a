import CSQLite

/// A file of a ``SimulatedDisk`` in the memory that SQLite gives it: the header that SQLite looks for, the disk, and
/// behind both the real file.
struct SimulatedFile {
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

    var realMethods: sqlite3_io_methods { real.pointee.pMethods.pointee }

    /// What stands there now; shorter at the file's end.
    func sector(at offset: Int64, length: Int) -> [UInt8] {
        var size: Int64 = 0
        guard realMethods.xFileSize(real, &size) == SQLITE_OK, size > offset else { return [] }
        let count = Int(min(Int64(length), size - offset))
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, read in
            read = realMethods.xRead(real, buffer.baseAddress, Int32(count), offset) == SQLITE_OK ? count : 0
        }
    }

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
            let code = file.disk.willWrite(
                UnsafeRawBufferPointer(start: buffer, count: Int(count)), at: offset, of: file)
            return code == SQLITE_OK ? file.realMethods.xWrite(file.real, buffer, count, offset) : code
        },
        xTruncate: { file, size in
            let file = SimulatedFile(file)
            let code = file.disk.willTruncate(file, to: size)
            return code == SQLITE_OK ? file.realMethods.xTruncate(file.real, size) : code
        },
        xSync: { file, _ in
            // A power cut is simulated too: the kernel runs on and forgets nothing, so there is nothing to wait for.
            let file = SimulatedFile(file)
            let code = file.disk.mayChange(.sync)
            if code == SQLITE_OK { file.disk.didSync(file) }
            return code
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
