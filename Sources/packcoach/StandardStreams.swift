import ArgumentParser
import Glibc
import Synchronization

/// The three descriptors that every process is expected to start with.
enum StandardStreams {
    /// Opens those that whoever started this process has closed, on /dev/null. Without this the first files that are
    /// opened take their numbers: the service would take its stop signals for presses.
    static func open() {
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
        where fcntl(descriptor, F_GETFD) < 0 && errno == EBADF {
            _ = Glibc.open("/dev/null", descriptor == STDIN_FILENO ? O_RDONLY : O_WRONLY)
        }
    }

    /// Hands on what `print` still holds.
    /// - Throws: ``Failure`` of status `inputOutput` where that, or a line before it, could not be written, as on a full
    ///   disk. Where nobody reads any more that is no failure.
    static func flush() throws {
        let code = fflush(nil) == 0 ? StandardOutput.firstFailure : errno
        guard code == 0 || code == EPIPE else { throw Failure(cannot: "write to standard output", code: code) }
    }
}

/// Standard error as a text stream. `stderr` itself is a mutable global, which Swift 6 does not let through.
struct StandardError: TextOutputStream {
    mutating func write(_ string: String) { writeAll(string, to: STDERR_FILENO) }
}

/// Standard output as a text stream without a buffer: each line is there when it was told, in a pipe too.
///
/// What could not be written is told by ``StandardStreams/flush()``.
struct StandardOutput: TextOutputStream {
    private static let failure = Atomic<Int32>(0)

    /// The errno of the first line that could not be written; 0 without one.
    static var firstFailure: Int32 { failure.load(ordering: .relaxed) }

    mutating func write(_ string: String) { Self.putAll(string) }

    /// All of it, for output that may be long.
    /// - Throws: ``Failure`` of status `inputOutput` where it cannot be written, as on a full disk. Where nobody reads
    ///   any more it ends without a word, as SIGPIPE would have it.
    static func put(_ bytes: ArraySlice<UInt8>) throws {
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                if errno == EPIPE { throw ExitCode.success }
                throw Failure(cannot: "write to standard output")
            }
            rest = rest.dropFirst(count)
        }
    }

    static func put(_ text: String) throws { try put(Array(text.utf8)[...]) }

    static func put(_ lines: [String]) throws { try put(lines.map { $0 + "\n" }.joined()) }

    /// A whole line.
    static func say(_ line: String) { putAll(line + "\n") }

    /// Sentences: broken at blanks on a terminal that is narrower, a whole line elsewhere.
    static func tell(_ sentences: String) {
        guard isatty(STDOUT_FILENO) != 0 else { return say(sentences) }
        for line in sentences.wrapped(to: OutputShape.ofStandardOutput().width) { say(line) }
    }

    private static func putAll(_ text: String) {
        let code = writeAll(text, to: STDOUT_FILENO)
        if code != 0 { _ = failure.compareExchange(expected: 0, desired: code, ordering: .relaxed) }
    }
}

/// - Returns: errno where not all of it could be written, else 0.
@discardableResult
private func writeAll(_ string: String, to descriptor: Int32) -> Int32 {
    var rest = Array(string.utf8)[...]
    while !rest.isEmpty {
        let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        if count < 0 && errno != EINTR { return errno }
        rest = rest.dropFirst(max(0, count))
    }
    return 0
}
