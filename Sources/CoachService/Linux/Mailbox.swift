import Synchronization

/// Where other threads leave messages for the loop, which is woken through a descriptor.
final class Mailbox<Message: Sendable>: Sendable {
    private let messages = Mutex<[Message]>([])
    private let counter: EventCounter

    /// Readable while there are messages.
    var number: Int32 { counter.number }

    init() throws(SystemFailure) {
        counter = try EventCounter()
    }

    /// Leaves a message. Any thread may; it never waits for the loop.
    func post(_ message: Message) {
        let wasEmpty = messages.withLock { messages in
            messages.append(message)
            return messages.count == 1
        }
        // The first message wakes the loop for all that follow until it takes them.
        if wasEmpty { counter.signal() }
    }

    /// Takes all messages, in the order in which each thread left them.
    func takeAll() -> [Message] {
        // In this order: a message that comes in between wakes once more for nothing, and none is missed.
        counter.reset()
        return messages.withLock { messages in
            defer { messages = [] }
            return messages
        }
    }
}
