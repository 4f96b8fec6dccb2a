import Glibc

/// A directory of a test's own, gone with all that is in it when the test lets go of it.
public final class TestDirectory: Sendable {
    /// Absolute, without a slash at its end.
    public let path: String

    /// - Parameter inMemory: where the machine has a place for that.
    /// - Throws: ``Trouble``
    public init(inMemory: Bool = false) throws {
        let base = inMemory && access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
        var template = Array("\(base)/packcoach-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Trouble("make a directory in \(base)") }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit { Self.remove(path) }

    /// Writes a file, over what is there, and makes the folders that it is to lie in.
    /// - Parameter name: from the directory on.
    /// - Returns: its path.
    /// - Throws: ``Trouble``
    @discardableResult
    public func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        makeFolders(to: name)
        let file = "\(path)/\(name)"
        let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Trouble("open \(file)") }
        defer { close(descriptor) }
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else { throw Trouble("write \(file)") }
        return file
    }

    /// The same of a text.
    @discardableResult
    public func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }

    /// Makes a folder and those that it is to lie in.
    public func makeFolder(_ name: String) { makeFolders(to: "\(name)/") }

    /// Takes a file away, or a folder with all that is in it.
    public func remove(_ name: String) { Self.remove("\(path)/\(name)") }

    private func makeFolders(to name: String) {
        var folder = path
        for part in name.split(separator: "/", omittingEmptySubsequences: false).dropLast() {
            folder += "/\(part)"
            mkdir(folder, 0o755)
        }
    }

    private static func remove(_ path: String) {
        guard unlink(path) != 0 else { return }
        for name in Files.names(in: path) { remove("\(path)/\(name)") }
        rmdir(path)
    }
}
