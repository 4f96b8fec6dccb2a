import Glibc

/// A file descriptor that closes when its owner goes.
struct OwnedDescriptor: ~Copyable, Sendable {
    /// For system calls while the owner lives.
    let number: Int32

    /// Takes over what a system call returned.
    /// - Throws: ``SystemFailure`` if that was a failure.
    init(_ number: Int32, _ operation: String) throws(SystemFailure) {
        guard number >= 0 else { throw SystemFailure(operation) }
        self.number = number
    }

    deinit { close(number) }

    /// One read(2), again after each signal.
    /// - Returns: At most `limit` bytes; none at the end of a file.
    func read(upTo limit: Int) throws(SystemFailure) -> [UInt8] {
        var failure: SystemFailure?
        let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, filled in
            switch read(into: UnsafeMutableRawBufferPointer(buffer)) {
            case .success(let count): filled = count
            case .failure(let error): failure = error
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// Fills the buffer with one read(2), again after each signal.
    /// - Returns: How many bytes came.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Result<Int, SystemFailure> {
        while true {
            let count = Glibc.read(number, buffer.baseAddress, buffer.count)
            if count >= 0 { return .success(count) }
            if errno != EINTR { return .failure(SystemFailure("read")) }
        }
    }
}
