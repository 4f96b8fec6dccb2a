import CoachCore
import Glibc
import Testing

@testable import CoachService

/// Two ends of a pipe, closed at the end.
private struct Pipe: ~Copyable {
    let reading: Int32
    let writing: Int32

    init() throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw SystemFailure("make a pipe") }
        (reading, writing) = (ends[0], ends[1])
    }

    func write(_ text: String) {
        _ = Glibc.write(writing, text, text.utf8.count)
    }

    deinit {
        close(reading)
        close(writing)
    }
}

@Suite("Waiting for descriptors")
struct PollerTests {
    private enum Source: Hashable {
        case first, second
    }

    @Test("what is there is told at once, in the order of the sources, and nothing else")
    func ready() throws {
        let first = try Pipe()
        let second = try Pipe()
        var poller = Poller<Source>()
        poller.watch(first.reading, as: .first)
        poller.watch(second.reading, as: .second)
        #expect(try poller.wait(upTo: .zero) == [])
        second.write("x")
        #expect(try poller.wait() == [Self.readable(.second)])
        first.write("x")
        #expect(try poller.wait() == [Self.readable(.first), Self.readable(.second)])
    }

    @Test("a source that was forgotten is silent, and one that is watched anew changes what is waited for")
    func changes() throws {
        let pipe = try Pipe()
        var poller = Poller<Source>()
        poller.watch(pipe.reading, as: .first)
        pipe.write("x")
        #expect(try poller.wait() == [Self.readable(.first)])
        poller.watch(pipe.writing, as: .first, for: .writing)
        #expect(
            try poller.wait() == [Poller<Source>.Event(source: .first, canRead: false, canWrite: true, isOver: false)])
        poller.forget(.first)
        poller.forget(.first)
        #expect(try poller.wait(upTo: .zero) == [])
    }

    @Test("a descriptor whose other side is gone, or that is closed, is over")
    func over() throws {
        var ends: [Int32] = [-1, -1]
        #expect(pipe(&ends) == 0)
        close(ends[1])
        var poller = Poller<Source>()
        poller.watch(ends[0], as: .first)
        let hungUp = try poller.wait()
        #expect(hungUp.map(\.isOver) == [true])
        close(ends[0])
        // No number as high as this one is ever handed out.
        poller.watch(.max, as: .first)
        #expect(try poller.wait().map(\.isOver) == [true])
    }

    @Test("a signal neither ends nor prolongs the wait")
    func signals() throws {
        let interruptions = try Interruptions()
        let pipe = try Pipe()
        var poller = Poller<Source>()
        poller.watch(pipe.reading, as: .first)
        let start = BootClock.now()
        let events = try? poller.wait(upTo: .milliseconds(200))
        let waited = BootClock.now() - start
        let count = interruptions.stop()
        #expect(events == [])
        #expect(waited >= .milliseconds(200))
        #expect(waited < .seconds(60))
        #expect(count > 0)
    }

    private static func readable(_ source: Source) -> Poller<Source>.Event {
        Poller<Source>.Event(source: source, canRead: true, canWrite: false, isOver: false)
    }
}

/// Sends the making thread a signal that interrupts its system calls, every few milliseconds until stopped.
private final class Interruptions: Sendable {
    private let worker: WorkerThread<Int>
    private let isOver: EventCounter
    private let count: Mailbox<Int>

    init() throws {
        var action = sigaction()
        // A handler that does nothing still interrupts; an ignored signal does not.
        action.__sigaction_handler.sa_handler = { _ in }
        guard sigaction(SIGUSR2, &action, nil) == 0 else { throw SystemFailure("handle a signal") }
        let isOver = try EventCounter()
        let target = pthread_self()
        let count = try Mailbox<Int>()
        self.worker = try WorkerThread("interruptions") { 0 }
        self.isOver = isOver
        self.count = count
        worker.submit { [self] _ in
            while !self.isOver.wait(upTo: .milliseconds(5)) {
                pthread_kill(target, SIGUSR2)
                self.count.post(1)
            }
        }
    }

    /// Ends it.
    /// - Returns: How many signals were sent.
    func stop() -> Int {
        isOver.signal()
        #expect(worker.finish(within: .seconds(60)))
        return count.takeAll().count
    }
}
