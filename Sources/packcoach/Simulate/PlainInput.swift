import Glibc

/// Keys as lines of words, from a pipe or a terminal that hands on whole lines.
struct PlainInput {
    /// What came in.
    struct Arrival: Hashable, Sendable {
        var keys: [SimulateKey] = []
        /// Lines that mean no key, for an answer to whoever typed them.
        var unknown: [String] = []
        /// Nothing will follow.
        var hasEnded = false
    }

    private let descriptor: Int32
    private var lines = KeyLines()
    private var hasEnded = false

    init(descriptor: Int32 = STDIN_FILENO) {
        self.descriptor = descriptor
    }

    /// Waits up to `timeout` for a line. After the end of the input it only waits, so that a loop round it keeps its pace.
    mutating func next(timeout: Duration) -> Arrival {
        let milliseconds = Int32(clamping: max(0, (timeout.nanoseconds + 999_999) / 1_000_000))
        guard !hasEnded else {
            poll(nil, 0, milliseconds)
            return Arrival(hasEnded: true)
        }
        var awaited = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&awaited, 1, milliseconds) > 0 else { return Arrival() }
        var bytes = [UInt8](repeating: 0, count: 1024)
        let count = read(descriptor, &bytes, bytes.count)
        if count < 0, errno == EINTR || errno == EAGAIN { return Arrival() }
        var arrival = lines.take(bytes.prefix(max(0, count)))
        if count <= 0 {
            hasEnded = true
            arrival = lines.finish()
        }
        return arrival
    }
}

/// Gathers bytes into lines and lines into keys.
struct KeyLines {
    private var line: [UInt8] = []

    mutating func take(_ bytes: some Sequence<UInt8>) -> PlainInput.Arrival {
        var arrival = PlainInput.Arrival()
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                close(into: &arrival)
            } else if line.count < 80 {
                line.append(byte)
            }
        }
        return arrival
    }

    /// The end of the input closes a last line that has no end of its own.
    mutating func finish() -> PlainInput.Arrival {
        var arrival = PlainInput.Arrival(hasEnded: true)
        if !line.isEmpty { close(into: &arrival) }
        return arrival
    }

    private mutating func close(into arrival: inout PlainInput.Arrival) {
        let text = String(decoding: line, as: UTF8.self)
        line = []
        if let key = SimulateKey(line: text) {
            arrival.keys.append(key)
        } else {
            arrival.unknown.append(text)
        }
    }
}
