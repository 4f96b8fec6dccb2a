import Glibc
import TestSupport

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
    /// All files under these folders whose name ends so, in the order of their paths.
    static func all(under folders: [String], ext: String = "") -> [ProjectFile] {
        folders.flatMap { paths(in: $0) }.filter { $0.hasSuffix(ext) }.sorted().compactMap { path in
            (try? Files.text(of: "\(Files.project)/\(path)")).map { ProjectFile(path: path, text: $0) }
        }
    }

    /// There is such a file or folder.
    static func exists(_ path: String) -> Bool { access("\(Files.project)/\(path)", F_OK) == 0 }

    private static func paths(in folder: String) -> [String] {
        Files.names(in: "\(Files.project)/\(folder)").filter { !$0.hasPrefix(".") }.flatMap { name in
            let path = "\(folder)/\(name)"
            return isFolder("\(Files.project)/\(path)") ? paths(in: path) : [path]
        }
    }

    /// One file, by its path from the project's folder on; nil where it cannot be read.
    static func text(of path: String) -> String? { try? Files.text(of: "\(Files.project)/\(path)") }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
