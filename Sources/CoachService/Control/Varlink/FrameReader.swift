/// Cuts a stream of bytes into Varlink's messages, each ended by a zero byte; keeps at most one limit's worth of an
/// unfinished one.
struct FrameReader: Sendable {
    /// A message was longer than the limit. What follows cannot be told apart any more: close the connection.
    struct TooLong: Error, Hashable {}

    private let limit: Int
    private var bytes: [UInt8] = []
    /// Where the first message that was not handed out begins.
    private var start = 0
    /// Up to here there is no zero byte.
    private var searched = 0

    /// - Parameter limit: bytes that a message may have, its end not counted.
    init(limit: Int) {
        self.limit = limit
    }

    mutating func append(_ more: some Sequence<UInt8>) {
        // Once for all messages that were handed out, so that many short ones do not move the rest again and again.
        bytes.removeFirst(start)
        searched -= start
        start = 0
        bytes.append(contentsOf: more)
    }

    /// The next whole message, without its end; nil: more bytes are needed.
    mutating func next() throws(TooLong) -> [UInt8]? {
        guard let end = bytes[searched...].firstIndex(of: 0) else {
            searched = bytes.count
            guard searched - start <= limit else { throw TooLong() }
            return nil
        }
        guard end - start <= limit else { throw TooLong() }
        defer {
            start = end + 1
            searched = start
        }
        return Array(bytes[start..<end])
    }

    /// There are bytes that were not searched for an end yet.
    var mayHoldMessage: Bool { searched < bytes.count }
}
