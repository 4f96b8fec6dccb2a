import Glibc

/// Files, whole.
enum File {
    static func read(_ path: String) throws -> String {
        String(decoding: try bytes(path), as: UTF8.self)
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        let file = try check(open(path, O_RDONLY | O_CLOEXEC), "open \(path)")
        defer { close(file) }
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(file, &buffer, buffer.count)
            if count < 0 { throw Trouble("read \(path)", code: errno) }
            if count == 0 { return all }
            all += buffer[..<count]
        }
    }

    /// Replaces what is there; `append` adds to it.
    static func write(_ bytes: [UInt8], to path: String, append: Bool = false) throws {
        let mode = append ? O_APPEND : O_TRUNC
        let file = try check(open(path, O_WRONLY | O_CREAT | O_CLOEXEC | mode, 0o666), "open \(path)")
        defer { close(file) }
        try write(bytes, to: file, path)
    }

    static func write(_ text: String, to path: String, append: Bool = false) throws {
        try write(Array(text.utf8), to: path, append: append)
    }

    /// One write to a file of the kernel's: it takes a statement at a time, and makes no files.
    static func tell(_ text: String, to path: String) throws {
        let file = try check(open(path, O_WRONLY | O_CLOEXEC), "open \(path)")
        defer { close(file) }
        try write(Array(text.utf8), to: file, path)
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    static func copy(_ path: String, to other: String) throws {
        try write(bytes(path), to: other)
    }

    private static func write(_ bytes: [UInt8], to file: Int32, _ path: String) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0 { throw Trouble("write \(path)", code: errno) }
            rest = rest.dropFirst(count)
        }
    }
}
