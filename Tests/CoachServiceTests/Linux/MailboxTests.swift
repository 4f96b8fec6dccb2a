import CoachCore
import Testing

@testable import CoachService

@Suite("The loop's mailbox")
struct MailboxTests {
    @Test("a message wakes the loop until it is taken")
    func wakes() throws {
        let mailbox = try Mailbox<String>()
        var poller = Poller<Int>()
        poller.watch(mailbox.number, as: 0)
        #expect(try poller.wait(upTo: .zero) == [])
        #expect(mailbox.takeAll() == [])
        mailbox.post("a")
        mailbox.post("b")
        #expect(try poller.wait().map(\.canRead) == [true])
        #expect(mailbox.takeAll() == ["a", "b"])
        #expect(try poller.wait(upTo: .zero) == [])
        mailbox.post("c")
        #expect(try poller.wait().map(\.canRead) == [true])
        #expect(mailbox.takeAll() == ["c"])
    }

    @Test("of many messages from many threads none is lost, and each thread's stay in order")
    func manyThreads() throws {
        let (threadCount, messageCount) = (4, 5000)
        let mailbox = try Mailbox<(thread: Int, number: Int)>()
        let workers = try (0..<threadCount).map { try WorkerThread("posting-\($0)") { 0 } }
        for (index, worker) in workers.enumerated() {
            worker.submit { _ in
                for number in 0..<messageCount { mailbox.post((index, number)) }
            }
        }
        var poller = Poller<Int>()
        poller.watch(mailbox.number, as: 0)
        var taken = Array(repeating: [Int](), count: threadCount)
        while taken.map(\.count).reduce(0, +) < threadCount * messageCount {
            // A lost wake-up would leave the wait without an event.
            try #require(try !poller.wait(upTo: .seconds(60)).isEmpty)
            for message in mailbox.takeAll() { taken[message.thread].append(message.number) }
        }
        #expect(taken == Array(repeating: Array(0..<messageCount), count: threadCount))
    }
}
