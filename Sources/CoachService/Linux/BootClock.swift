import CLinux
import CoachCore
import Glibc

/// The clocks of this machine.
public enum BootClock {
    /// CLOCK_BOOTTIME: it goes on in suspend, and nobody can set it.
    public static func now() -> Instant {
        Instant(nanoseconds: nanoseconds(of: CLOCK_BOOTTIME))
    }

    /// Both clocks at one moment, and whether wall time can be believed.
    public static func reading() -> ClockReading {
        // A thread that is put aside between the two would pair times that do not belong together.
        var attempts = 5
        while true {
            let before = now()
            let wall = WallTime(milliseconds: nanoseconds(of: CLOCK_REALTIME) / 1_000_000)
            attempts -= 1
            if now() - before < .milliseconds(1) || attempts == 0 {
                return ClockReading(instant: before, wall: wall, synchronised: isSynchronised())
            }
        }
    }

    /// Whether the kernel holds wall time to be synchronised: adjtimex(2) without STA_UNSYNC. Where asking is not
    /// allowed nothing is known, and the answer is no.
    ///
    /// Nothing wakes anybody when this changes without a step of the clock; ask on every wake.
    static func isSynchronised() -> Bool {
        var state = timex()
        return adjtimex(&state) >= 0 && state.status & STA_UNSYNC == 0
    }

    /// What tells this boot from every other: the kernel's boot id, 36 letters.
    static func bootID(path: String = "/proc/sys/kernel/random/boot_id") throws(SystemFailure) -> String {
        let file = try OwnedDescriptor(open(path, O_RDONLY | O_CLOEXEC), "open \(path)")
        let bytes = try file.read(upTo: 64)
        return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }

    /// The same for other targets, as a plain error.
    public static func bootIDText() throws -> String { try bootID() }

    private static func nanoseconds(of clock: clockid_t) -> Int64 {
        var time = timespec()
        // Both clocks are part of every kernel that could run this.
        let result = clock_gettime(clock, &time)
        precondition(result == 0, "this kernel has no clock \(clock)")
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
