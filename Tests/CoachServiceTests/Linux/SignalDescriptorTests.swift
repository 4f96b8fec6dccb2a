import Glibc
import Testing

@testable import CoachService

@Suite("Signals")
struct SignalDescriptorTests {
    /// Signals go to this thread alone: the test process has others, in which they are not blocked.
    @Test("a stop signal comes through the descriptor, and the process lives", arguments: StopSignal.allCases)
    func stopSignal(expected: StopSignal) throws {
        var before = sigset_t()
        pthread_sigmask(SIG_BLOCK, nil, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        let signals = try SignalDescriptor()
        let none = try signals.next()
        #expect(none == nil)
        #expect(pthread_kill(pthread_self(), expected.rawValue) == 0)
        var poller = Poller<Int>()
        poller.watch(signals.number, as: 0)
        #expect(try poller.wait(upTo: .seconds(30)).count == 1)
        let received = [try signals.next(), try signals.next()]
        #expect(received == [expected, nil])
    }

    @Test("the stop signals are those that systemd, a terminal and its end send")
    func numbers() {
        #expect(StopSignal.allCases.map(\.rawValue) == [SIGTERM, SIGINT, SIGHUP])
    }

    @Test("a client that hangs up is an error, not the end of the process")
    func brokenPipe() throws {
        var before = sigset_t()
        pthread_sigmask(SIG_BLOCK, nil, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        _ = try SignalDescriptor()
        var ends: [Int32] = [-1, -1]
        #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
        close(ends[0])
        #expect(write(ends[1], "x", 1) == -1)
        #expect(errno == EPIPE)
        close(ends[1])
    }
}
