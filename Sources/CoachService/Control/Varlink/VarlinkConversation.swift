/// One connection as the service sees it, without the connection: bytes in, one call at a time, bytes out.
///
/// Calls are answered in the order in which they came: while one is under way, those behind it wait in the buffer. What
/// the other side does not read piles up to a limit, and no further call is taken while anything does.
struct VarlinkConversation: Sendable {
    /// Bytes that a call may have. The longest sensible one holds a reason in a few sentences.
    static let longestCall = 16 * 1024
    /// Bytes that may wait for a reader besides those that the kernel keeps.
    static let longestOutput = 64 * 1024

    /// What the other side did that no answer serves.
    enum Broken: Error, Hashable {
        case tooLong, malformed
        /// It takes too long to read what it asked for.
        case slowReader
    }

    private enum State: Hashable {
        case idle
        case answering(isOneway: Bool)
        case streaming
    }

    private var reader = FrameReader(limit: longestCall)
    private var state = State.idle
    /// What is to be sent.
    private(set) var output: [UInt8] = []

    init() {}

    /// Whether more bytes from the other side are of use now.
    var isListening: Bool { state == .idle && output.isEmpty }
    /// A call is being answered, once or again and again.
    var isBusy: Bool { state != .idle }
    /// Bytes wait that may make a call, and it could be taken.
    var mayHoldCall: Bool { isListening && reader.mayHoldMessage }
    var isStreaming: Bool { state == .streaming }
    /// The other side waits for what is being answered.
    var isAwaited: Bool { isBusy && state != .answering(isOneway: true) }

    mutating func receive(_ bytes: some Sequence<UInt8>) { reader.append(bytes) }

    /// The next call; nil: there is none, or not yet. Each is to be answered before the next one comes.
    mutating func nextCall() throws(Broken) -> VarlinkCall? {
        guard isListening else { return nil }
        do {
            guard let frame = try reader.next() else { return nil }
            let call = try VarlinkCall(frame: frame)
            state = .answering(isOneway: call.isOneway)
            return call
        } catch is FrameReader.TooLong {
            throw .tooLong
        } catch {
            throw .malformed
        }
    }

    /// Answers the call under way: its only or last reply.
    mutating func answer(_ message: [UInt8]) {
        defer { state = .idle }
        switch state {
        case .answering(isOneway: false), .streaming: output += message
        case .answering(isOneway: true), .idle: break
        }
    }

    /// The call under way is answered by a stream.
    mutating func beginStream() { state = .streaming }

    /// One more message of the stream.
    mutating func stream(_ message: [UInt8]) throws(Broken) {
        guard isStreaming else { return }
        guard output.count + message.count <= Self.longestOutput else { throw .slowReader }
        output += message
    }

    /// That many bytes of the output were sent.
    mutating func sent(_ count: Int) { output.removeFirst(count) }

    /// Nobody reads any more.
    mutating func dropOutput() { output = [] }
}
