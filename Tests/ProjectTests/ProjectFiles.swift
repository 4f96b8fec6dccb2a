import Glibc

/// A text file of the project.
struct ProjectFile {
    /// From the project's folder on.
    var path: String
    var text: String

    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
    /// It is no text.
    var isBinary: Bool { text.contains("\0") }
}

/// The project's own files, read from the folder that this file lies in.
enum ProjectFiles {
    /// The project's folder.
    static let root = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }

    /// All files under these folders whose name ends so, in the order of their paths.
    static func all(under folders: [String], ext: String = "") -> [ProjectFile] {
        folders.flatMap { paths(in: $0) }.filter { $0.hasSuffix(ext) }.sorted().compactMap { path in
            text(of: path).map { ProjectFile(path: path, text: $0) }
        }
    }

    /// There is such a file or folder.
    static func exists(_ path: String) -> Bool { access("\(root)/\(path)", F_OK) == 0 }

    private static func paths(in folder: String) -> [String] {
        guard let stream = opendir("\(root)/\(folder)") else { return [] }
        defer { closedir(stream) }
        var paths: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard !name.hasPrefix(".") else { continue }
            let path = "\(folder)/\(name)"
            paths += Int32(entry.pointee.d_type) == Int32(DT_DIR) ? self.paths(in: path) : [path]
        }
        return paths
    }

    /// One file, by its path from the project's folder on.
    static func text(of path: String) -> String? {
        guard let stream = fopen("\(root)/\(path)", "r") else { return nil }
        defer { fclose(stream) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while case let count = fread(&buffer, 1, buffer.count, stream), count > 0 { bytes += buffer[..<count] }
        return String(decoding: bytes, as: UTF8.self)
    }
}
