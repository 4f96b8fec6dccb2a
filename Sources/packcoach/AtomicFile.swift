import Glibc

/// A file that is there when it is complete, and not before: until then it has no name, or on file systems that know no
/// such files another one.
final class AtomicFile {
    private let path: String
    private let partial: String
    private let replaces: Bool
    private let descriptor: Int32
    private let isNameless: Bool

    /// O_TMPFILE, a macro that Swift's Glibc module leaves out.
    private static let nameless = 0o20_000_000 | O_DIRECTORY

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
        let nameless = open(Self.directory(of: self.path), Self.nameless | O_WRONLY | O_CLOEXEC, 0o666)
        isNameless = nameless >= 0
        descriptor =
            isNameless ? nameless : open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw Failure(cannot: "write \(path)") }
    }

    deinit {
        guard descriptor >= 0 else { return }
        close(descriptor)
        // Where it was given its own name there is nothing left by this one.
        unlink(partial)
    }

    func write(_ bytes: ArraySlice<UInt8>) throws {
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count >= 0 || errno == EINTR else { throw Failure(cannot: "write \(path)") }
            rest = rest.dropFirst(max(0, count))
        }
    }

    /// It is on the disk under its name when this returns.
    func commit() throws {
        guard fsync(descriptor) == 0 else { throw Failure(cannot: "write \(path)") }
        // Somebody else may have made the file in the meantime; a link does not replace it.
        if !replaces {
            if link(to: path) { return }
            guard errno != EEXIST else { throw Self.isThere(path) }
        }
        if isNameless, !link(to: partial) { throw Failure(cannot: "name \(path)") }
        // For a file without a name that is to replace one, and where there are no links, as on many USB sticks.
        guard rename(partial, path) == 0 else { throw Failure(cannot: "name \(path)") }
    }

    private func link(to name: String) -> Bool {
        isNameless
            ? linkat(AT_FDCWD, "/proc/self/fd/\(descriptor)", AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0
            : Glibc.link(partial, name) == 0
    }

    private static func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
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
}
