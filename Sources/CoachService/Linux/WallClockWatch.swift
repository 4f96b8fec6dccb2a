import CLinux
import Glibc

/// Wakes the loop when somebody sets the wall clock, or the machine comes back from suspend, without asking for it:
/// a timerfd on CLOCK_REALTIME that a step of the clock cancels. A clock that is merely slewed wakes nobody.
struct WallClockWatch: ~Copyable, Sendable {
    private let descriptor: OwnedDescriptor

    /// Readable after the clock was set.
    var number: Int32 { descriptor.number }

    init() throws(SystemFailure) {
        let descriptor = try OwnedDescriptor(
            timerfd_create(CLOCK_REALTIME, Int32(TFD_CLOEXEC | TFD_NONBLOCK)), "watch the wall clock")
        try Self.arm(descriptor.number)
        self.descriptor = descriptor
    }

    /// Takes note that the clock was set, and goes on watching.
    /// - Returns: Whether it had been.
    @discardableResult
    func acknowledge() throws(SystemFailure) -> Bool {
        var expirations: UInt64 = 0
        switch withUnsafeMutableBytes(of: &expirations, { descriptor.read(into: $0) }) {
        case .failure(let failure) where failure.code == ECANCELED:
            try Self.arm(number)
            return true
        case .failure(let failure) where failure.code == EAGAIN:
            return false
        case .failure(let failure):
            throw failure
        case .success:
            return false
        }
    }

    private static func arm(_ number: Int32) throws(SystemFailure) {
        // In the year 2242, so that it never fires by itself.
        var setting = itimerspec()
        setting.it_value.tv_sec = 1 << 33
        let flags = TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET
        // ECANCELED: the clock was set just now, and the timer is armed all the same.
        guard timerfd_settime(number, Int32(flags), &setting, nil) == 0 || errno == ECANCELED else {
            throw SystemFailure("watch the wall clock")
        }
    }
}
