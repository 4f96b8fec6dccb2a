import CGuest
import Glibc

/// The guest's clocks.
enum Clock {
    /// Nanoseconds since the boot.
    static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    static func wallMilliseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }

    static func setWall(milliseconds: Int64) throws {
        let (seconds, rest) = milliseconds.quotientAndRemainder(dividingBy: 1000)
        var time = timespec(tv_sec: Int(seconds), tv_nsec: Int(rest) * 1_000_000)
        try check(clock_settime(CLOCK_REALTIME, &time), "set the clock")
    }

    /// As a time daemon does; setting the clock makes it unsynchronised, and so do some hours without a word of one.
    static func setSynchronised(_ yes: Bool) throws {
        try check(guest_set_synchronised(yes ? 1 : 0), "adjtimex")
    }
}
