import Glibc

/// A folder of its own for a test, removed with everything in it at the end.
final class TemporaryFolder {
    let path: String

    init() {
        var template = Array("/tmp/packcoach-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { preconditionFailure("mkdtemp: \(String(cString: strerror(errno)))") }
        path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    }

    deinit { Self.remove(path) }

    /// Writes a file, making the folders above it.
    func write(_ text: String, to file: String) {
        makeFolders(to: file)
        let descriptor = open("\(path)/\(file)", O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        guard descriptor >= 0, Glibc.write(descriptor, text, text.utf8.count) == text.utf8.count else {
            preconditionFailure("\(file): \(String(cString: strerror(errno)))")
        }
        close(descriptor)
    }

    func makeFolder(_ folder: String) {
        makeFolders(to: "\(folder)/")
    }

    func link(_ name: String, to target: String) {
        guard symlink(target, "\(path)/\(name)") == 0 else { preconditionFailure("symlink \(name)") }
    }

    func move(_ from: String, to new: String) {
        guard rename("\(path)/\(from)", "\(path)/\(new)") == 0 else { preconditionFailure("rename \(from)") }
    }

    func remove(_ name: String) { Self.remove("\(path)/\(name)") }

    private func makeFolders(to file: String) {
        var folder = path
        for part in file.split(separator: "/", omittingEmptySubsequences: false).dropLast() {
            folder += "/\(part)"
            mkdir(folder, 0o755)
        }
    }

    private static func remove(_ path: String) {
        if let stream = opendir(path) {
            var names: [String] = []
            while let entry = readdir(stream) {
                names.append(
                    withUnsafeBytes(of: &entry.pointee.d_name) {
                        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
                    })
            }
            closedir(stream)
            for name in names where name != "." && name != ".." { remove("\(path)/\(name)") }
            rmdir(path)
        } else {
            unlink(path)
        }
    }
}
