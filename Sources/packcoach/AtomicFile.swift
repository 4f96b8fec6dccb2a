import Glibc

/// A file that is there when it is complete, and not before: written under another name beside it.
final class AtomicFile {
    private let path: String
    private let partial: String
    private let replaces: Bool
    private let descriptor: Int32

    /// - Parameter replaces: whether a file that is there may go.
    /// - Throws: ``Failure``: the file is there, or none can be made.
    init(path: String, replaces: Bool) throws {
        self.path = Self.target(of: path)
        self.replaces = replaces
        partial = "\(self.path).partial-\(getpid())"
        var status = stat()
        if stat(self.path, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFREG else {
                throw Failure(.inputOutput, "\(path) is there and no file: name another, or - for standard output.")
            }
            guard replaces else { throw Self.isThere(path) }
        }
        descriptor = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw Self.failure("write", path) }
    }

    deinit {
        guard descriptor >= 0 else { return }
        // After a rename there is nothing left by that name.
        close(descriptor)
        unlink(partial)
    }

    func write(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count >= 0 || errno == EINTR else { throw Self.failure("write", path) }
            rest = rest.dropFirst(max(0, count))
        }
    }

    /// It is on the disk under its name when this returns.
    func commit() throws {
        guard fsync(descriptor) == 0 else { throw Self.failure("write", path) }
        // Somebody else may have made the file in the meantime; a link does not replace it.
        if !replaces {
            if link(partial, path) == 0 { return }
            guard errno != EEXIST else { throw Self.isThere(path) }
        }
        // There are file systems without links, on USB sticks above all.
        guard rename(partial, path) == 0 else { throw Self.failure("name", path) }
    }

    /// What a link leads to; it stays a link.
    private static func target(of path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private static func isThere(_ path: String) -> Failure {
        Failure(.inputOutput, "\(path) is there already; --force replaces it.")
    }

    private static func failure(_ operation: String, _ path: String) -> Failure {
        Failure(.inputOutput, "cannot \(operation) \(path): \(String(cString: strerror(errno)))")
    }
}
