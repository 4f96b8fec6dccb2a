import Glibc

/// Programs that a test runs to their end.
enum Shell {
    struct Ending {
        /// Of waitpid(2): 0 is success.
        var status: Int32
        /// What it printed, errors too.
        var output: String
    }

    /// Runs a program of the path; no argument may hold a quotation mark.
    static func run(_ words: String...) -> Ending {
        let command = words.map { "'\($0)'" }.joined(separator: " ")
        guard let stream = popen("\(command) 2>&1 </dev/null", "r") else { return Ending(status: -1, output: "popen") }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while case let count = fread(&buffer, 1, buffer.count, stream), count > 0 { bytes += buffer[..<count] }
        return Ending(status: pclose(stream), output: String(decoding: bytes, as: UTF8.self))
    }

    /// `Tests/install tests` installs what is asked for here; a bare Debian 13 root has none of it.
    static func has(_ program: String) -> Bool { run("sh", "-c", "command -v \(program)").status == 0 }
}
