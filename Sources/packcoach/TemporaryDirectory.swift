import Glibc

/// A directory of its own below TMPDIR, gone with its owner.
struct TemporaryDirectory: ~Copyable {
    let path: String

    init() throws {
        let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(base)/packcoach.XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw Failure(cannot: "make a directory in \(base)", advice: ". Set TMPDIR to one that is writable.")
        }
        path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    }

    deinit {
        for name in SystemFiles().entries(path) { unlink("\(path)/\(name)") }
        rmdir(path)
    }
}
