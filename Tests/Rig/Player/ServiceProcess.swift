import CGuest
import Glibc

/// The service under test, started as systemd would: told where to send READY=1, its messages read from its standard
/// error and dated as they come.
final class ServiceProcess {
    /// How the program is started: itself, or in a root of its own.
    private let program: [String]
    private let environment: [String]
    private let notify: Int32
    private var messages: Int32 = -1
    private var unfinishedLine: [UInt8] = []
    private(set) var pid: pid_t?
    private(set) var isReady = false
    /// What it said: nanoseconds since the boot, a space, the line.
    private(set) var journal = ""

    private static let notifyPath = "/run/rig/notify"

    /// - Parameter root: a folder that the program takes for its root; nil: none.
    init(binary: String, root: String?, configuration: String) throws {
        program = (root.map { ["/usr/sbin/chroot", $0] } ?? []) + [binary]
        environment = [
            "PATH=/usr/bin:/bin", "TZ=UTC", "LC_ALL=C.UTF-8", "NOTIFY_SOCKET=\(Self.notifyPath)",
            "RUNTIME_DIRECTORY=/run/packcoach", "PACKCOACH_CONFIG=\(configuration)",
        ]
        notify = try check(socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0), "socket")
        unlink(Self.notifyPath)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(Self.notifyPath.utf8)) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let bound = withUnsafePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(notify, $0, size) }
        }
        try check(bound, "bind \(Self.notifyPath)")
    }

    // MARK: Life and death

    func start() throws {
        var ends: [Int32] = [0, 0]
        try check(pipe(&ends), "pipe")
        _ = fcntl(ends[0], F_SETFD, FD_CLOEXEC)
        _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
        isReady = false
        pid = try spawn(program + ["run"], output: ends[1])
        close(ends[1])
        if messages >= 0 { close(messages) }
        messages = ends[0]
    }

    /// It vanishes without a word.
    func kill() {
        guard let pid else { return }
        Glibc.kill(pid, SIGKILL)
        var status: Int32 = 0
        waitpid(pid, &status, 0)
        takeMessages()
        self.pid = nil
    }

    func terminate() {
        if let pid { Glibc.kill(pid, SIGTERM) }
    }

    /// A command beside it, whose output goes to a file.
    func run(_ words: [String], outputTo path: String) throws -> pid_t {
        let file = try check(open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666), "open \(path)")
        defer { close(file) }
        return try spawn(program + words, output: file)
    }

    private func spawn(_ words: [String], output: Int32) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO)
        var arguments = words.map { strdup($0) } + [nil]
        var variables = environment.map { strdup($0) } + [nil]
        defer { for text in arguments + variables { free(text) } }
        var pid: pid_t = 0
        let code = posix_spawn(&pid, words[0], &actions, nil, &arguments, &variables)
        if code != 0 { throw Trouble("start \(words.joined(separator: " "))", code: code) }
        return pid
    }

    // MARK: Listening

    /// Waits until `deadline` (nanoseconds since the boot) and takes what the service says meanwhile.
    /// - Parameter orReady: ends as soon as the service is ready.
    func listen(until deadline: Int64, orReady: Bool = false) {
        while true {
            if orReady, isReady { return }
            let left = deadline - Clock.now()
            guard left > 0 else { return }
            // poll(2) may be late by a thousandth of its time-out: the last of a long wait is a wait of its own.
            let ready = guest_wait(notify, messages, left > 20_000_000 ? left - left / 500 : left)
            if ready & 1 != 0 { takeNotices() }
            if ready & 2 != 0 { takeMessages() }
        }
    }

    private func takeNotices() {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while case let count = recv(notify, &buffer, buffer.count, Int32(MSG_DONTWAIT)), count > 0 {
            let lines = String(decoding: buffer[..<count], as: UTF8.self).split(separator: "\n")
            if lines.contains("READY=1") { isReady = true }
        }
    }

    private func takeMessages() {
        guard messages >= 0 else { return }
        var buffer = [UInt8](repeating: 0, count: 1 << 14)
        while true {
            let count = read(messages, &buffer, buffer.count)
            if count > 0 {
                unfinishedLine += buffer[..<count]
                continue
            }
            // Nobody is left to write: an end that stays readable for ever.
            if count == 0 {
                close(messages)
                messages = -1
            }
            break
        }
        while let end = unfinishedLine.firstIndex(of: 0x0A) {
            journal += "\(Clock.now()) \(String(decoding: unfinishedLine[..<end], as: UTF8.self))\n"
            unfinishedLine.removeFirst(end + 1)
        }
    }
}
