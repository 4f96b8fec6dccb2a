import Glibc

/// Questions to whoever sits at the terminal, while something goes on that must not wait for the answer.
struct Dialogue {
    enum Answer {
        case yes, no, again
        /// Nobody can be asked: standard input is no terminal, or has ended.
        case nobody
    }

    /// How often what goes on is kept going while an answer is waited for.
    private static let beatMilliseconds: Int32 = 500

    /// Standard output is for a program: whoever is there is talked to on standard error.
    var isBeside = false

    var canAsk: Bool { isatty(STDIN_FILENO) == 1 && isatty(isBeside ? STDERR_FILENO : STDOUT_FILENO) == 1 }

    func say(_ line: String) { write(line + "\n") }

    /// Asks until there is an answer.
    /// - Parameter keep: called at once and twice a second meanwhile.
    func ask(_ question: String, keep: () throws -> Void) throws -> Answer {
        guard canAsk else { return .nobody }
        while true {
            write("           \(question) [y/n, a = again] ")
            guard let line = try line(keep: keep) else {
                write("\n")
                return .nobody
            }
            switch line.trimmed.lowercased() {
            case "y", "yes": return .yes
            case "n", "no": return .no
            case "a", "again": return .again
            default: write("           Please answer y, n or a.\n")
            }
        }
    }

    private func line(keep: () throws -> Void) throws -> String? {
        while true {
            try keep()
            var typed = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            guard poll(&typed, 1, Self.beatMilliseconds) > 0 else { continue }
            // A terminal gives whole lines.
            var bytes = [UInt8](repeating: 0, count: 256)
            let count = read(STDIN_FILENO, &bytes, bytes.count)
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : nil
        }
    }

    private func write(_ text: String) {
        if isBeside {
            var errors = StandardError()
            errors.write(text)
        } else {
            var output = StandardOutput()
            output.write(text)
        }
    }
}
