import Glibc
import Synchronization

/// The mode of the process's one terminal, to be left again on every way out: return, error, `exit`, signal, crash.
///
/// What a signal handler touches stands here, and is safe there: atomics, write(2), tcsetattr(3), sigaction(2).
enum TerminalMode {
    /// The picture stands on the terminal and its mode is raw.
    private static let isActive = Atomic<Bool>(false)
    private static let isEnding = Atomic<Bool>(false)
    /// The end of the pipe that wakes ``Terminal``; −1 while there is none.
    private static let wake = Atomic<Int32>(-1)

    // SAFETY: written once by `prepare`, before any handler is installed; only read from then on.
    nonisolated(unsafe) private static var saved = termios()
    nonisolated(unsafe) private static let previous = UnsafeMutablePointer<sigaction>.allocate(capacity: 65)

    /// Signals that ask for an end; the first is handed to ``Terminal``, a second one ends the process at once.
    static let endings = [SIGINT, SIGTERM, SIGHUP]
    private static let crashes = [SIGQUIT, SIGABRT, SIGILL, SIGTRAP, SIGFPE, SIGBUS, SIGSEGV]

    /// A new alternate screen without a cursor and without wrapping at the edge.
    private static var entry: StaticString { "\u{1b}[?1049h\u{1b}[0m\u{1b}[2J\u{1b}[?25l\u{1b}[?7l" }
    /// The way back; on a terminal without an alternate screen the shell's prompt comes below the picture.
    private static var exit: StaticString { "\u{1b}[0m\u{1b}[?7h\u{1b}[999;1H\r\n\u{1b}[?25h\u{1b}[?1049l" }

    /// A second ^C need not wait for anything.
    static var hasBeenAskedToEnd: Bool { isEnding.load(ordering: .acquiring) }

    /// Saves the terminal's mode and takes the signals over; each one is written to `wake` as its number.
    static func prepare(wake descriptor: Int32) throws(TerminalError) {
        var mode = termios()
        guard tcgetattr(STDIN_FILENO, &mode) == 0 else { throw TerminalError("read the terminal's mode") }
        saved = mode
        wake.store(descriptor, ordering: .releasing)
        isEnding.store(false, ordering: .releasing)
        // Made now: a handler must not be the first to ask for it.
        _ = isActive.load(ordering: .relaxed)
        atexit { TerminalMode.leave() }
        for signal in endings + [SIGTSTP, SIGCONT, SIGWINCH] { install(note, for: signal) }
        for signal in crashes { install(crash, for: signal) }
    }

    /// Gives the signals back, if they were taken over.
    static func release() {
        guard wake.load(ordering: .acquiring) >= 0 else { return }
        for signal in endings + [SIGTSTP, SIGCONT, SIGWINCH] + crashes {
            _ = sigaction(signal, previous + Int(signal), nil)
        }
        wake.store(-1, ordering: .releasing)
    }

    /// Raw keys, but ^C, ^Z and ^\ stay signals, so that they reach the whole job as the shell expects.
    static func enter() throws(TerminalError) {
        var mode = saved
        mode.c_lflag &= ~tcflag_t(ECHO | ICANON | IEXTEN)
        mode.c_iflag &= ~tcflag_t(IXON | ICRNL | INLCR | ISTRIP)
        withUnsafeMutableBytes(of: &mode.c_cc) { characters in
            characters[Int(VMIN)] = 1
            characters[Int(VTIME)] = 0
        }
        // Interrupted by a signal, or in the background and stopped by the shell: again.
        while tcsetattr(STDIN_FILENO, TCSAFLUSH, &mode) != 0 {
            guard errno == EINTR, !hasBeenAskedToEnd else { throw TerminalError("set the terminal's mode") }
        }
        isActive.store(true, ordering: .releasing)
        write(entry)
    }

    /// Puts the terminal back as it was. Does nothing if it is.
    static func leave() {
        guard isActive.exchange(false, ordering: .acquiringAndReleasing) else { return }
        // In the background the terminal belongs to the shell, which has set its own mode.
        guard tcgetpgrp(STDIN_FILENO) == getpgrp() else { return }
        write(exit)
        _ = withUnsafePointer(to: &saved) { tcsetattr(STDIN_FILENO, TCSANOW, $0) }
    }

    /// Stops the process as ^Z does, and comes back when it is continued.
    static func suspend() throws(TerminalError) {
        leave()
        _ = sigaction(SIGTSTP, previous + Int(SIGTSTP), nil)
        raise(SIGTSTP)
        install(note, for: SIGTSTP, keepsPrevious: false)
        guard !hasBeenAskedToEnd else { return }
        try enter()
    }

    private static func install(
        _ handler: @escaping @convention(c) (Int32) -> Void, for signal: Int32, keepsPrevious: Bool = true
    ) {
        var action = sigaction()
        action.__sigaction_handler.sa_handler = handler
        action.sa_flags = SA_RESTART
        sigemptyset(&action.sa_mask)
        _ = sigaction(signal, &action, keepsPrevious ? previous + Int(signal) : nil)
    }

    private static let note: @convention(c) @Sendable (Int32) -> Void = { signal in
        let error = errno
        if signal == SIGINT || signal == SIGTERM || signal == SIGHUP {
            if TerminalMode.isEnding.exchange(true, ordering: .acquiringAndReleasing) {
                TerminalMode.crash(signal)
                return
            }
        }
        var byte = UInt8(truncatingIfNeeded: signal)
        _ = Glibc.write(TerminalMode.wake.load(ordering: .acquiring), &byte, 1)
        errno = error
    }

    /// Leaves the picture, and then lets the signal do what it did before: it comes again when the handler returns.
    private static let crash: @convention(c) @Sendable (Int32) -> Void = { signal in
        TerminalMode.leave()
        _ = sigaction(signal, TerminalMode.previous + Int(signal), nil)
        raise(signal)
    }

    private static func write(_ sequence: StaticString) {
        _ = Glibc.write(STDOUT_FILENO, sequence.utf8Start, sequence.utf8CodeUnitCount)
    }
}
