import Glibc

/// Reading files and folders.
public enum Files {
    /// The folder of the project in which the tests were built.
    public static let project = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }

    /// The names in a folder, in order; none where it cannot be read.
    public static func names(in folder: String) -> [String] {
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

    /// All of a file, one of the kernel's too.
    /// - Throws: ``Trouble``
    public static func contents(of path: String) throws -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Trouble("open \(path)") }
        defer { close(descriptor) }
        var contents: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = read(descriptor, &buffer, buffer.count), count != 0 {
            guard count > 0 else { throw Trouble("read \(path)") }
            contents += buffer[..<count]
        }
        return contents
    }

    /// The same as text.
    /// - Throws: ``Trouble``
    public static func text(of path: String) throws -> String {
        try String(decoding: contents(of: path), as: UTF8.self)
    }
}
