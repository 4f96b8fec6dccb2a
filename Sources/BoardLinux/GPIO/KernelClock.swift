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
        private let monotonicNow: Int64
        private let boottimeNow: Int64

        /// Good for the stamps of one drain: all of them are shifted alike, so their distances stay exact.
        /// - Parameter now: CLOCK_BOOTTIME, read before: what has passed since then makes edges look older, never younger.
        init(now: Instant) {
            self.init(monotonicNow: KernelClock.read(CLOCK_MONOTONIC), boottimeNow: now.nanoseconds)
        }

        /// Both clocks at one moment, in nanoseconds.
        init(monotonicNow: Int64, boottimeNow: Int64) {
            self.monotonicNow = monotonicNow
            self.boottimeNow = boottimeNow
        }

        func instant(monotonicNanoseconds stamp: UInt64) -> Instant {
            let age = max(0, monotonicNow - Int64(clamping: stamp))
            return Instant(nanoseconds: boottimeNow - age)
        }
    }

    private static func read(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
