import CoachCore
import Glibc
import TestSupport
import Testing

@testable import CoachService

/// What a thread works on: neither copyable nor sendable, and it says when it ends.
private struct Tally: ~Copyable {
    var numbers: [Int] = []
    let report: Mailbox<[Int]>

    deinit { report.post(numbers) }
}

@Suite("Threads for what can block")
struct WorkerThreadTests {
    @Test("jobs run one after the other in their order, and the state ends with the thread")
    func order() throws {
        let report = try Mailbox<[Int]>()
        let worker = try WorkerThread("tally") { Tally(report: report) }
        for number in 0..<1000 { #expect(worker.submit { $0.numbers.append(number) }) }
        #expect(worker.finish(within: .seconds(60)))
        #expect(report.takeAll() == [Array(0..<1000)])
        #expect(worker.backlog == 0)
    }

    @Test("a job runs on a thread of its own that bears its name and takes no signals")
    func thread() throws {
        let here = pthread_self()
        let answers = try Mailbox<(isHere: Bool, name: [UInt8], blocksTerm: Bool)>()
        let worker = try WorkerThread("probe-reader") { 0 }
        worker.submit { _ in
            var mask = sigset_t()
            pthread_sigmask(SIG_BLOCK, nil, &mask)
            let name = (try? Files.contents(of: "/proc/thread-self/comm")) ?? []
            answers.post((pthread_equal(pthread_self(), here) != 0, name, sigismember(&mask, SIGTERM) == 1))
        }
        #expect(worker.finish(within: .seconds(60)))
        let answer = try #require(answers.takeAll().first)
        #expect(!answer.isHere)
        #expect(String(decoding: answer.name, as: UTF8.self) == "probe-reader\n")
        #expect(answer.blocksTerm)
    }

    @Test("a thread that hangs neither holds up who gives it jobs nor who ends it")
    func hangs() throws {
        let report = try Mailbox<[Int]>()
        let gate = try Gate()
        let worker = try WorkerThread("hanging") { Tally(report: report) }
        worker.submit { _ in gate.pass() }
        gate.waitUntilReached()
        #expect(worker.submit { $0.numbers.append(7) })
        #expect(worker.backlog == 2)
        #expect(!worker.finish(within: .milliseconds(20)))
        #expect(!worker.submit { $0.numbers.append(8) })
        #expect(report.takeAll() == [])
        // Once it goes on it ends its work; nothing that was taken is lost, and nothing that was refused is done.
        gate.open()
        #expect(worker.finish(within: .seconds(60)))
        #expect(report.takeAll() == [[7]])
    }

    @Test("a thread whose owner goes ends its work and itself")
    func owner() throws {
        let report = try Mailbox<[Int]>()
        do {
            let worker = try WorkerThread("orphan") { Tally(report: report) }
            worker.submit { $0.numbers.append(1) }
        }
        var poller = Poller<Int>()
        poller.watch(report.number, as: 0)
        #expect(try poller.wait(upTo: .seconds(60)).count == 1)
        #expect(report.takeAll() == [[1]])
    }
}

/// Holds a thread up until it is opened.
private final class Gate: Sendable {
    private let reached: EventCounter
    private let opened: EventCounter

    init() throws {
        let reached = try EventCounter()
        let opened = try EventCounter()
        self.reached = reached
        self.opened = opened
    }

    func pass() {
        reached.signal()
        _ = opened.wait()
    }

    func waitUntilReached() {
        let isReached = reached.wait(upTo: .seconds(60))
        #expect(isReached)
    }

    func open() {
        opened.signal()
    }
}
