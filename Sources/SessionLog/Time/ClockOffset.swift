import CoachCore

/// Wall time minus boot time, by which instants of a boot become wall times.
struct ClockOffset: Hashable, Comparable, Sendable {
    var nanoseconds: Int64

    init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    init(_ clock: ClockReading) {
        nanoseconds = clock.wall.milliseconds * 1_000_000 - clock.instant.nanoseconds
    }

    static func < (left: ClockOffset, right: ClockOffset) -> Bool { left.nanoseconds < right.nanoseconds }

    func wall(_ instant: Instant) -> WallTime {
        WallTime(
            milliseconds: (nanoseconds + instant.nanoseconds).quotientAndRemainder(flooredBy: 1_000_000).quotient)
    }

    func instant(_ wall: WallTime) -> Instant {
        Instant(nanoseconds: wall.milliseconds * 1_000_000 - nanoseconds)
    }
}
