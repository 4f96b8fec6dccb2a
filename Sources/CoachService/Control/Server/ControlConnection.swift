import CoachCore
import Glibc

/// One client's connection: a conversation and the socket that it runs over.
final class ControlConnection {
    private let socket: UnixSocket
    var conversation = VarlinkConversation()
    /// The client may do more than ask what there is.
    let isAllowed: Bool
    /// When it connected or last called.
    var usedAt: Instant
    /// Nobody reads what is sent.
    private(set) var isDeaf = false
    /// Nothing more comes from it.
    private var hasEnded = false
    /// What the loop waits for on it; nil: nothing, not even its end.
    var watched: Poller<LoopSource>.Interest?

    init(_ socket: UnixSocket, isAllowed: Bool, at now: Instant) {
        self.socket = socket
        self.isAllowed = isAllowed
        usedAt = now
    }

    var number: Int32 { socket.number }

    /// There is nothing left to do for it.
    var isOver: Bool { hasEnded && !conversation.isBusy && conversation.output.isEmpty }

    /// What to wait for. That the other side is gone is told in any case; nil: that is known, and nothing more comes.
    var interest: Poller<LoopSource>.Interest? {
        if isDeaf, hasEnded { return nil }
        if !conversation.output.isEmpty { return .writing }
        return conversation.isListening && !hasEnded ? .reading : []
    }

    /// Takes what has come, one buffer of it at most; what is left is told again.
    func read() {
        guard !hasEnded else { return }
        var bytes = [UInt8](repeating: 0, count: VarlinkConversation.longestCall)
        let result = bytes.withUnsafeMutableBytes { socket.descriptor.read(into: $0) }
        switch result {
        case .success(0): hasEnded = true
        case .success(let count): conversation.receive(bytes[..<count])
        case .failure(let failure) where failure.code == EAGAIN: break
        case .failure: hasEnded = true
        }
    }

    /// Sends what there is room for.
    func send() {
        guard !conversation.output.isEmpty else { return }
        guard !isDeaf, let count = try? socket.send(conversation.output) else { return hangUp() }
        conversation.sent(count)
    }

    /// The other side is gone.
    func hangUp() {
        isDeaf = true
        conversation.dropOutput()
    }
}
