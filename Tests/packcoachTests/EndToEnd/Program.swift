import Glibc
import TestSupport
import Testing

/// The program as a process of its own, with its output in files.
///
/// Every wait is for something that happens, and bounded. That a process is ended by a signal which nobody sent, as a
/// trap of Swift ends it, is an error of every test.
final class Program {
    /// What there is to read.
    enum Input {
        case pipe
        /// Nothing, from the beginning.
        case empty
        /// Not even a descriptor.
        case closed
        case terminal(PseudoTerminal)
    }

    /// How a process ended.
    struct Ending {
        var status: Int32
        var output: String
        var errors: String
    }

    /// POSIX_SPAWN_SETSID, which Swift's Glibc module leaves out.
    private static let ownSession: Int32 = 0x80
    /// For what comes at once on an idle machine.
    static let patience = Duration.seconds(60)
    private static let fewestLooks = 100

    let process: pid_t
    private let outputFile: String
    private let errorFile: String
    private var input: Int32 = -1
    private var terminal: PseudoTerminal?
    private var waitStatus: Int32?
    private var isKilled = false

    /// - Parameters:
    ///   - words: the program and its arguments.
    ///   - name: of the files that it writes to, in `directory`.
    init(_ words: [String], input: Input, environment: [String: String], directory: String, name: String) throws {
        outputFile = "\(directory)/\(name).out"
        errorFile = "\(directory)/\(name).err"
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        var reading: Int32 = -1
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
            if reading >= 0 { close(reading) }
        }
        var flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
        switch input {
        case .pipe:
            var ends: [Int32] = [-1, -1]
            guard pipe(&ends) == 0 else { throw Trouble("pipe") }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            (reading, self.input) = (ends[0], ends[1])
            posix_spawn_file_actions_adddup2(&actions, reading, STDIN_FILENO)
        case .empty: posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        case .closed: posix_spawn_file_actions_addclose(&actions, STDIN_FILENO)
        case .terminal(let terminal):
            // The leader of a session gets the first terminal that it opens.
            flags |= Self.ownSession
            self.terminal = terminal
            posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, terminal.path, O_RDWR, 0)
        }
        if case .terminal = input {
            posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDOUT_FILENO)
        } else {
            posix_spawn_file_actions_addopen(
                &actions, STDOUT_FILENO, outputFile, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0o644)
        }
        posix_spawn_file_actions_addopen(
            &actions, STDERR_FILENO, errorFile, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0o644)
        // Whatever the tests' own process does with its signals.
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(flags))

        var process: pid_t = 0
        let code = (["env", "-C", directory] + words).withCStrings { arguments in
            environment.map { "\($0.key)=\($0.value)" }.withCStrings { environment in
                posix_spawnp(&process, arguments[0]!, &actions, &attributes, arguments, environment)
            }
        }
        self.process = process
        guard code == 0 else { throw Trouble("start \(words[0])", code: code) }
    }

    deinit {
        if process > 0, waitStatus == nil {
            Glibc.kill(process, SIGKILL)
            var status: Int32 = 0
            waitpid(process, &status, 0)
        }
        closeInput()
    }

    var output: String { text(of: outputFile) }
    var errors: String { text(of: errorFile) }

    // MARK: What is done to it

    func type(_ text: String) {
        let bytes = Array(text.utf8)
        guard write(input, bytes, bytes.count) == bytes.count else {
            Issue.record("it reads no more: \(errors)")
            return
        }
    }

    func closeInput() {
        if input >= 0 { close(input) }
        input = -1
    }

    func terminate() { Glibc.kill(process, SIGTERM) }

    /// kill -9, and what it leaves behind.
    func kill() async throws {
        isKilled = true
        Glibc.kill(process, SIGKILL)
        _ = try await ending()
    }

    // MARK: What is waited for

    /// Waits until standard error holds this.
    func tells(_ words: String, _ count: Int = 1, within limit: Duration = patience) async throws {
        try await wait("\"\(words)\" on standard error", within: limit) {
            self.count(words) >= count
        }
    }

    /// Waits until standard output holds this.
    func says(_ words: String, within limit: Duration = patience) async throws {
        try await wait("\"\(words)\" on standard output", within: limit) { output.contains(words) }
    }

    /// How often standard error holds this.
    func count(_ words: String) -> Int { errors.ranges(of: words).count }

    /// Presses the button of the simulated board again and again, as somebody does whom the coach does not hear yet,
    /// until standard error holds this, more often than before.
    func press(until words: String, moreThan before: Int = 0) async throws {
        let end = ContinuousClock.now + Self.patience
        while ContinuousClock.now < end {
            type("\n")
            for _ in 1...20 {
                if count(words) > before { return }
                try await Task.sleep(for: .milliseconds(25))
            }
        }
        throw Trouble(words: "no press led to \"\(words)\", but: \(errors)")
    }

    /// Waits until it holds. Ends early where the process does.
    func wait(_ what: String, within limit: Duration = patience, until holds: () throws -> Bool) async throws {
        let end = ContinuousClock.now + limit
        while try !holds() {
            let isOver = hasEnded
            guard try !holds() else { return }
            guard !isOver, ContinuousClock.now < end else {
                throw Trouble(words: "waited for \(what); there is: \(output)\(errors)")
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Waits for the process's own end.
    @discardableResult
    func ending(within limit: Duration = patience) async throws -> Ending {
        let end = ContinuousClock.now + limit
        var looks = 0
        while !hasEnded {
            looks += 1
            // On a busy machine all of the patience may pass between two looks, in which nobody read its terminal.
            guard ContinuousClock.now < end || looks < Self.fewestLooks else {
                throw Trouble(words: "it does not end: \(output)\(errors)")
            }
            // A terminal holds little; a program that draws its last picture waits for a reader.
            _ = terminal?.drawn()
            try await Task.sleep(for: .milliseconds(10))
        }
        let status = waitStatus ?? 0
        let signal = status & 0x7f
        guard signal == 0 || isKilled else {
            throw Trouble(words: "ended by \(String(cString: strsignal(signal))): \(output)\(errors)")
        }
        return Ending(status: status >> 8 & 0xff, output: output, errors: errors)
    }

    private var hasEnded: Bool {
        if waitStatus != nil { return true }
        var status: Int32 = 0
        guard waitpid(process, &status, WNOHANG) == process else { return false }
        waitStatus = status
        return true
    }

    private func text(of file: String) -> String {
        String(decoding: (try? Files.contents(of: file)) ?? [], as: UTF8.self)
    }
}

extension [String] {
    fileprivate func withCStrings<Result>(_ body: ([UnsafeMutablePointer<CChar>?]) -> Result) -> Result {
        let copies = map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return body(copies + [nil])
    }
}
