import Glibc

/// A folder of one input's own, in memory where there is a place for that; gone with all that is in it at the end.
struct ScratchFolder: ~Copyable {
    let path: String

    init() throws(Finding) {
        let base = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
        var template = Array("\(base)/packcoach-fuzz-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw Finding(description: "no folder can be made in \(base): \(String(cString: strerror(errno)))")
        }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit { Self.remove(path) }

    /// - Parameter name: with the folders below this one that it is in; they are made.
    /// - Returns: the file's path.
    @discardableResult
    func write(_ name: String, _ bytes: [UInt8]) throws(Finding) -> String {
        let folders = name.split(separator: "/").dropLast()
        for depth in folders.indices { mkdir("\(path)/\(folders[...depth].joined(separator: "/"))", 0o700) }
        let file = "\(path)/\(name)"
        let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        defer { close(descriptor) }
        guard descriptor >= 0, Glibc.write(descriptor, bytes, bytes.count) == bytes.count else {
            throw Finding(description: "\(file) cannot be written: \(String(cString: strerror(errno)))")
        }
        return file
    }

    /// The names of the files in it.
    var files: [String] { Self.entries(of: path) }

    /// A file's bytes; nil where there is none.
    static func contents(of path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var contents: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            guard count > 0 else { return count == 0 ? contents : nil }
            contents += buffer[..<count]
        }
    }

    /// The names in a folder, in order; none where there is none.
    static func entries(of folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    private static func remove(_ folder: String) {
        for name in entries(of: folder) where unlink("\(folder)/\(name)") != 0 { remove("\(folder)/\(name)") }
        rmdir(folder)
    }
}
