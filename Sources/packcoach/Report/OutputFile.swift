import Glibc

/// A file that is there when it is whole and not before: what was under its name stays until then.
struct OutputFile: ~Copyable {
    private let path: String
    private let unfinished: String
    private let descriptor: Int32
    private var isKept = false

    /// - Throws: ``Failure`` of status `inputOutput`, or `permission`.
    init(_ path: String) throws {
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            throw Failure(.inputOutput, "cannot write \(path): it is a directory. Name a file in it.")
        }
        let unfinished = "\(path).\(getpid()).part"
        let descriptor = open(unfinished, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o666)
        guard descriptor >= 0 else { throw Self.failure(path) }
        (self.path, self.unfinished, self.descriptor) = (path, unfinished, descriptor)
    }

    deinit {
        close(descriptor)
        if !isKept { unlink(unfinished) }
    }

    func write(_ text: String) throws {
        guard writeWhole(text, to: descriptor) else { throw Self.failure(path) }
    }

    /// Gives the file its name.
    mutating func keep() throws {
        guard rename(unfinished, path) == 0 else { throw Self.failure(path) }
        isKept = true
    }

    private static func failure(_ path: String) -> Failure {
        let status: ExitStatus = errno == EACCES || errno == EPERM ? .permission : .inputOutput
        return Failure(
            status,
            "cannot write \(path): \(String(cString: strerror(errno))). Name another file, or write to standard output."
        )
    }
}

/// Writes all of a text, however often the kernel takes only a part.
/// - Returns: false where it failed; errno says why.
func writeWhole(_ text: String, to descriptor: Int32) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
        var rest = UnsafeRawBufferPointer(bytes)[...]
        while !rest.isEmpty {
            let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if count < 0 {
                if errno == EINTR { continue }
                return false
            }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
