import Glibc

/// Standard error as a text stream. `stderr` itself is a mutable global, which Swift 6 does not let through.
struct StandardError: TextOutputStream {
    mutating func write(_ string: String) { writeAll(string, to: STDERR_FILENO) }
}

/// Standard output as a text stream without a buffer: each line is there when it was told, in a pipe too.
struct StandardOutput: TextOutputStream {
    mutating func write(_ string: String) { writeAll(string, to: STDOUT_FILENO) }

    /// A whole line.
    static func say(_ line: String) { writeAll(line + "\n", to: STDOUT_FILENO) }
}

private func writeAll(_ string: String, to descriptor: Int32) {
    var rest = Array(string.utf8)[...]
    while !rest.isEmpty {
        let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        if count < 0 && errno != EINTR { return }
        rest = rest.dropFirst(max(0, count))
    }
}
