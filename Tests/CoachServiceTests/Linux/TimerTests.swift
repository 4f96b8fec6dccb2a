import CLinux
import CoachCore
import Glibc
import Testing

@testable import CoachService

@Suite("Timers of the loop")
struct TimerTests {
    @Test("a deadline wakes at its instant and not before")
    func fires() throws {
        var timer = try DeadlineTimer()
        let instant = BootClock.now() + .milliseconds(30)
        try timer.arm(at: instant)
        #expect(isReady(timer.number, within: .seconds(30)))
        #expect(BootClock.now() >= instant)
        timer.acknowledge()
        try timer.arm(at: instant + .seconds(3600))
        #expect(!isReady(timer.number))
    }

    @Test(
        "a deadline that has passed wakes at once, even one before the boot",
        arguments: [1, 0, -1, -5_000_000_000, 1_000_000_000, Int64.min])
    func past(nanoseconds: Int64) throws {
        var timer = try DeadlineTimer()
        try timer.arm(at: Instant(nanoseconds: nanoseconds))
        #expect(isReady(timer.number, within: .seconds(30)))
    }

    @Test("a deadline that is set again after it has fired wakes again, the same one too")
    func setAgain() throws {
        var timer = try DeadlineTimer()
        try timer.arm(at: .boot)
        #expect(isReady(timer.number, within: .seconds(30)))
        timer.acknowledge()
        try timer.arm(at: nil)
        #expect(!isReady(timer.number))
        try timer.arm(at: .boot)
        #expect(isReady(timer.number, within: .seconds(30)))
        timer.acknowledge()
        try timer.arm(at: .boot)
        #expect(isReady(timer.number, within: .seconds(30)))
    }

    @Test("a deadline set anew or taken away no longer wakes")
    func setAnew() throws {
        var timer = try DeadlineTimer()
        #expect(!isReady(timer.number))
        try timer.arm(at: .boot)
        #expect(isReady(timer.number, within: .seconds(30)))
        try timer.arm(at: nil)
        #expect(!isReady(timer.number))
        try timer.arm(at: .boot)
        #expect(isReady(timer.number, within: .seconds(30)))
        try timer.arm(at: Instant(nanoseconds: .max))
        #expect(!isReady(timer.number))
    }

    @Test("nobody is woken while nobody sets the wall clock")
    func clockAlone() throws {
        let watch = try WallClockWatch()
        let wasSet = try watch.acknowledge()
        #expect(!wasSet)
    }

    @Test("each setting of the wall clock wakes", .enabled(if: mayStepClock(), "needs the right to set the clock"))
    func clockSet() throws {
        let watch = try WallClockWatch()
        for step in [1, -1, 1, -1] {
            #expect(stepClock(microseconds: step))
            #expect(isReady(watch.number, within: .seconds(30)))
            let wasSet = [try watch.acknowledge(), try watch.acknowledge()]
            #expect(wasSet == [true, false])
        }
    }

    private func isReady(_ descriptor: Int32, within limit: Duration = .zero) -> Bool {
        var poller = Poller<Int>()
        poller.watch(descriptor, as: 0)
        return (try? poller.wait(upTo: limit).first?.canRead) ?? false
    }
}

/// Steps the wall clock by so little that nobody minds; the kernel tells no step of zero to those who watch.
private func stepClock(microseconds: Int) -> Bool {
    var change = timex()
    change.modes = UInt32(ADJ_SETOFFSET)
    // The kernel wants microseconds that are not negative.
    change.time = timeval(
        tv_sec: microseconds < 0 ? -1 : 0, tv_usec: microseconds < 0 ? 1_000_000 + microseconds : microseconds)
    return adjtimex(&change) >= 0
}

/// Whether this process has CAP_SYS_TIME: a step of zero needs it too.
private func mayStepClock() -> Bool { stepClock(microseconds: 0) }
