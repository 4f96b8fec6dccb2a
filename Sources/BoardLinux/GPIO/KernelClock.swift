import CoachCore
import Glibc

/// The two clocks that GPIO time stamps run on.
enum KernelClock {
    /// CLOCK_BOOTTIME, now.
    static func now() -> Instant { Instant(nanoseconds: read(CLOCK_BOOTTIME)) }

    /// The instant of a GPIO time stamp. The kernel stamps with CLOCK_MONOTONIC, which stands still in suspend.
    ///
    /// Never later than now: kernels before 5.7 stamp with wall time, and an edge from the future would hold the
    /// debouncer up for years.
    struct Conversion {
        private let ahead: Int64
        private let now: Int64

        /// Good for the stamps of one drain: all of them are shifted alike, so their distances stay exact.
        init() {
            let before = KernelClock.read(CLOCK_MONOTONIC)
            now = KernelClock.read(CLOCK_BOOTTIME)
            let after = KernelClock.read(CLOCK_MONOTONIC)
            ahead = now - (before + (after - before) / 2)
        }

        func instant(monotonicNanoseconds stamp: UInt64) -> Instant {
            Instant(nanoseconds: min(Int64(clamping: stamp) &+ ahead, now))
        }
    }

    private static func read(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
