import CLinux
import CoachCore
import Glibc

/// Wakes the loop at an instant: a timerfd on CLOCK_BOOTTIME.
struct DeadlineTimer: ~Copyable, Sendable {
    private let descriptor: OwnedDescriptor
    /// What the kernel's timer stands at; nil: it has fired, and has to be set whatever comes next.
    private var setting: Setting? = .at(nil)

    private enum Setting: Equatable {
        case at(Instant?)
    }

    /// Readable from the instant on.
    var number: Int32 { descriptor.number }

    init() throws(SystemFailure) {
        descriptor = try OwnedDescriptor(
            timerfd_create(CLOCK_BOOTTIME, Int32(TFD_CLOEXEC | TFD_NONBLOCK)), "make a timer")
    }

    /// Sets the instant; one that has passed is due at once. nil is never. What was set before no longer counts.
    ///
    /// Asks nothing of the kernel where the timer stands at that instant already: most turns change no deadline.
    mutating func arm(at instant: Instant?) throws(SystemFailure) {
        guard setting != .at(instant) else { return }
        var timer = itimerspec()
        if let instant {
            // Zero would switch the timer off, and the kernel refuses what lies before the boot.
            let nanoseconds = max(1, instant.nanoseconds)
            timer.it_value.tv_sec = time_t(nanoseconds / 1_000_000_000)
            timer.it_value.tv_nsec = Int(nanoseconds % 1_000_000_000)
        }
        guard timerfd_settime(number, Int32(TFD_TIMER_ABSTIME), &timer, nil) == 0 else {
            throw SystemFailure("set a timer")
        }
        setting = .at(instant)
    }

    /// Takes note that the timer has fired. It stays readable until it is armed again, which needs no read.
    mutating func acknowledge() { setting = nil }
}
