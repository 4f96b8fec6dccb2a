import Glibc

/// The terminal as a picture with raw keys, from its making to its end. There is one in a process.
///
/// Whatever ends the process, the terminal is left as it was found. ^Z suspends, `fg` draws the picture anew.
struct Terminal: ~Copyable {
    private let wakeRead: Int32
    private let wakeWrite: Int32
    private var decoder: KeyDecoder
    /// What stands on the terminal, to write only what changes.
    private var shown: [String]
    private var shownSize: (width: Int, height: Int)

    /// Standard input and output must be a terminal; see ``ScreenStyle/canDraw(inputIsTerminal:outputIsTerminal:environment:)``.
    init() throws(TerminalError) {
        // Swift 6.0 crashes on a ~Copyable value that holds anything when its initialiser throws.
        let wake = try Self.begin()
        (wakeRead, wakeWrite) = wake
        decoder = KeyDecoder()
        shown = []
        shownSize = (0, 0)
    }

    private static func begin() throws(TerminalError) -> (read: Int32, write: Int32) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw TerminalError("make a pipe for signals") }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        do throws(TerminalError) {
            try TerminalMode.prepare(wake: ends[1])
            try TerminalMode.enter()
        } catch {
            TerminalMode.release()
            for end in ends { close(end) }
            throw error
        }
        return (ends[0], ends[1])
    }

    deinit {
        TerminalMode.leave()
        TerminalMode.release()
        close(wakeRead)
        close(wakeWrite)
    }

    /// Columns and rows; 80 × 24 where the terminal does not tell. Of one that says it is larger than any, as much as
    /// can be drawn.
    var size: (width: Int, height: Int) {
        var window = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0, window.ws_row > 0 else {
            return (80, 24)
        }
        return (min(Int(window.ws_col), 1000), min(Int(window.ws_row), 300))
    }

    /// Shows `lines`, one a row from the top, in one write of the rows that have changed.
    mutating func draw(_ lines: [String]) throws(TerminalError) {
        let size = size
        var output = ""
        if size != shownSize {
            output = "\u{1b}[0m\u{1b}[2J"
            shown = []
            shownSize = size
        }
        for (row, line) in lines.prefix(size.height).enumerated() where row >= shown.count || shown[row] != line {
            // Erased first: behind a full row the cursor stands on the last column, which would be erased with it.
            output += "\u{1b}[\(row + 1);1H\u{1b}[K\(line)"
        }
        if shown.count > lines.count { output += "\u{1b}[\(lines.count + 1);1H\u{1b}[J" }
        shown = lines
        guard !output.isEmpty else { return }
        try write(output)
    }

    /// The keys that were pressed, waiting up to `timeout` for one. Comes back early, with or without a key, when the
    /// picture should be drawn again; ``TerminalKey/end`` on ^C, SIGTERM, SIGHUP and when the terminal is gone.
    /// - Parameter other: a descriptor that ends the waiting, too, when there is something to read.
    mutating func nextKeys(timeout: Duration, or other: Int32? = nil) throws(TerminalError) -> [TerminalKey] {
        var keys: [TerminalKey] = []
        let arrival = waitForInput(timeout: timeout, or: other)
        if arrival.signals { keys += try takeSignals() }
        if arrival.keys { keys += readKeys() }
        // Escape by itself, and no sequence that begins with it: nothing follows.
        if decoder.isPending {
            if waitForInput(timeout: .milliseconds(25), or: nil).keys { keys += readKeys() } else { decoder.settle() }
        }
        return keys
    }

    private func waitForInput(timeout: Duration, or other: Int32?) -> (signals: Bool, keys: Bool) {
        var descriptors = [
            pollfd(fd: wakeRead, events: Int16(POLLIN), revents: 0),
            pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
            // poll(2) passes over a negative one.
            pollfd(fd: other ?? -1, events: Int16(POLLIN), revents: 0),
        ]
        let milliseconds = max(0, (timeout.nanoseconds + 999_999) / 1_000_000)
        guard poll(&descriptors, 3, Int32(clamping: milliseconds)) > 0 else { return (false, false) }
        return (descriptors[0].revents != 0, descriptors[1].revents != 0)
    }

    private mutating func takeSignals() throws(TerminalError) -> [TerminalKey] {
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = read(wakeRead, &bytes, bytes.count)
        let signals = bytes.prefix(max(0, count)).map(Int32.init)
        if signals.contains(where: TerminalMode.endings.contains) { return [.end] }
        if signals.contains(SIGTSTP) {
            try TerminalMode.suspend()
            shownSize = (0, 0)
        } else if signals.contains(SIGCONT) {
            // Stopped by SIGSTOP, which nobody can catch: the shell has changed the mode since.
            try TerminalMode.enter()
            shownSize = (0, 0)
        }
        return TerminalMode.hasBeenAskedToEnd ? [.end] : []
    }

    private mutating func readKeys() -> [TerminalKey] {
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = read(STDIN_FILENO, &bytes, bytes.count)
        if count < 0 { return errno == EAGAIN || errno == EINTR ? [] : [.end] }
        guard count > 0 else { return [.end] }
        // ^L, as everywhere: something else wrote on the terminal.
        if bytes.prefix(count).contains(0x0c) { shownSize = (0, 0) }
        return decoder.decode(bytes.prefix(count))
    }

    private func write(_ text: String) throws(TerminalError) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if written > 0 {
                bytes = bytes.dropFirst(written)
            } else if errno == EAGAIN {
                var descriptor = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
                poll(&descriptor, 1, 1000)
            } else if errno != EINTR {
                throw TerminalError("write to the terminal")
            }
        }
    }
}

/// The terminal does not do what it was asked to.
struct TerminalError: Error, Hashable, CustomStringConvertible {
    let description: String

    /// What was tried; the reason is errno, in words.
    init(_ operation: String) {
        let reason = String(cString: strerror(errno))
        description =
            "cannot \(operation): \(reason); run it in a terminal, or with `| cat` for lines instead of a picture"
    }
}
