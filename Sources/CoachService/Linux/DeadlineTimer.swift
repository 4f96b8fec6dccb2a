import CLinux
import CoachCore
import Glibc

/// Wakes the loop at an instant: a timerfd on CLOCK_BOOTTIME.
struct DeadlineTimer: ~Copyable, Sendable {
    private let descriptor: OwnedDescriptor

    /// Readable from the instant on.
    var number: Int32 { descriptor.number }

    init() throws(SystemFailure) {
        descriptor = try OwnedDescriptor(
            timerfd_create(CLOCK_BOOTTIME, Int32(TFD_CLOEXEC | TFD_NONBLOCK)), "make a timer")
    }

    /// Sets the instant; one that has passed is due at once. nil is never. What was set before no longer counts.
    func arm(at instant: Instant?) throws(SystemFailure) {
        var setting = itimerspec()
        if let instant {
            // Zero would switch the timer off, and the kernel refuses what lies before the boot.
            let nanoseconds = max(1, instant.nanoseconds)
            setting.it_value.tv_sec = time_t(nanoseconds / 1_000_000_000)
            setting.it_value.tv_nsec = Int(nanoseconds % 1_000_000_000)
        }
        guard timerfd_settime(number, Int32(TFD_TIMER_ABSTIME), &setting, nil) == 0 else {
            throw SystemFailure("set a timer")
        }
    }

    /// Takes note that the timer has fired, so that it no longer wakes.
    /// - Returns: Whether it had.
    @discardableResult
    func acknowledge() -> Bool {
        var expirations: UInt64 = 0
        let result = withUnsafeMutableBytes(of: &expirations) { descriptor.read(into: $0) }
        // EAGAIN: it has not fired, or was set anew.
        return (try? result.get()) == MemoryLayout<UInt64>.size
    }
}
