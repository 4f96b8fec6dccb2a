import Glibc
import Testing

@testable import SessionLog

/// This test program once more, as a process of its own that runs ``ChildTests`` alone: with other rights, and to be
/// killed.
final class ChildProcess {
    enum Part: String {
        /// Writes half a session, then stands in the middle of a transaction until it is stopped.
        case serve
        /// Says what it can read.
        case read
        /// Says what time it is at noon.
        case localTime
    }

    struct User {
        var user: Int
        var group: Int
    }

    private let process: pid_t
    private let input: Int32
    private let output: Int32
    private var status: Int32?

    init(_ part: Part, path: String = "", as user: User? = nil, timeZone: String? = nil) throws {
        var toChild: [Int32] = [0, 0]
        var fromChild: [Int32] = [0, 0]
        guard pipe(&toChild) == 0, pipe(&fromChild) == 0 else { throw Failure(errno) }
        for descriptor in toChild + fromChild { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_adddup2(&actions, toChild[0], STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, fromChild[1], STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, fromChild[1], STDERR_FILENO)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            close(toChild[0])
            close(fromChild[1])
        }

        var buffer = [CChar](repeating: 0, count: 4096)
        let length = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        guard length > 0 else { throw Failure(errno) }
        let program = String(decoding: buffer.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        var arguments = [program, "--testing-library", "swift-testing", "--filter", "ChildTests"]
        if let user {
            arguments =
                ["setpriv", "--reuid=\(user.user)", "--regid=\(user.group)", "--clear-groups", "--"] + arguments
        }
        var environment = ["PATH=/usr/bin:/bin", "PACKCOACH_LOG_CHILD=\(part.rawValue) \(path)"]
        if let libraries = getenv("LD_LIBRARY_PATH") {
            environment.append("LD_LIBRARY_PATH=" + String(cString: libraries))
        }
        if let timeZone { environment.append("TZ=\(timeZone)") }

        var process: pid_t = 0
        let code = arguments.withCStrings { arguments in
            environment.withCStrings { environment in
                posix_spawnp(&process, arguments[0]!, &actions, nil, arguments, environment)
            }
        }
        guard code == 0 else { throw Failure(code) }
        self.process = process
        input = toChild[1]
        output = fromChild[0]
    }

    deinit {
        if status == nil { kill() }
        close(input)
        close(output)
    }

    /// The rest of the line that the child begins with `>`; if it ends without one, all that it said.
    func answer() -> String {
        var said = ""
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while read(output, &byte, 1) == 1 {
            line.append(byte)
            guard byte == UInt8(ascii: "\n") else { continue }
            if line.first == UInt8(ascii: ">") { return String(decoding: line.dropFirst().dropLast(), as: UTF8.self) }
            said += String(decoding: line, as: UTF8.self)
            line = []
        }
        return "no answer, but: " + said
    }

    /// Lets it go on to its end, and waits for that.
    func stop() {
        guard status == nil else { return }
        write(input, "\n", 1)
        wait()
    }

    /// kill -9.
    func kill() {
        Glibc.kill(process, SIGKILL)
        wait()
    }

    private func wait() {
        var status: Int32 = 0
        waitpid(process, &status, 0)
        self.status = status
    }

    struct Failure: Error, CustomStringConvertible {
        var code: Int32
        init(_ code: Int32) { self.code = code }
        var description: String { "cannot start a process: \(words(of: code))" }
    }
}

/// Not tests of their own: what a ``ChildProcess`` does.
@Suite("ChildTests: parts of other tests", .enabled(if: getenv("PACKCOACH_LOG_CHILD") != nil, "runs in other tests"))
struct ChildTests {
    @Test("a process that other tests start")
    func child() throws {
        let order = try #require(getenv("PACKCOACH_LOG_CHILD").map { String(cString: $0) })
        let parts = order.split(separator: " ", maxSplits: 1)
        let path = parts.count > 1 ? String(parts[1]) : ""
        switch ChildProcess.Part(rawValue: String(parts[0])) {
        case .serve: try serve(path)
        case .read: say(read(path))
        case .localTime: say(LocalTime().string(.noon, synchronised: true))
        case nil: Issue.record("what is \(order)?")
        }
    }

    private func serve(_ path: String) throws {
        umask(0o077)
        let writer = try LogWriter(path: path, boot: BootIdentity(bootID: "boot-1"), about: .test)
        try RecordedSession(1).write(to: writer)
        try RecordedSession(2, at: .seconds(20_000)).write(to: writer, until: 600)
        // So many rows that they do not fit into memory: half a transaction is on the disk.
        try writer.database.run("PRAGMA cache_size = 10")
        try writer.database.run("BEGIN IMMEDIATE")
        for number in 0..<3000 {
            try writer.database.run("INSERT INTO sample (id, mc) VALUES (?, 0)", [9_000_000_000_000 + number * 10])
        }
        say("ready")
        var byte: UInt8 = 0
        Glibc.read(STDIN_FILENO, &byte, 1)
        try writer.database.run("ROLLBACK")
    }

    private func read(_ path: String) -> String {
        do {
            let reader = try LogReader(path: path)
            let sessions = try reader.sessions().map { "\($0.id) \($0.endReason?.rawValue ?? "running")" }
            return "\(sessions.joined(separator: ", ")); \(try reader.samples(of: 2).count) samples"
        } catch let error as LogError {
            return error.kind.rawValue
        } catch {
            return "\(error)"
        }
    }

    private func say(_ words: String) {
        let line = Array(">\(words)\n".utf8)
        // A line of its own even after what the test library wrote.
        write(STDOUT_FILENO, [UInt8(ascii: "\n")] + line, line.count + 1)
    }
}

extension [String] {
    fileprivate func withCStrings<Result>(_ body: ([UnsafeMutablePointer<CChar>?]) -> Result) -> Result {
        let copies = map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return body(copies + [nil])
    }
}
