import CoachCore

/// Wall time minus boot time, by which instants of a boot become wall times.
///
/// What lies beyond the 292 years that 64 bits of nanoseconds hold, as no clock shows but a person may type, becomes the
/// farthest time that there is.
struct ClockOffset: Hashable, Comparable, Sendable {
    var nanoseconds: Int64

    init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    init(_ clock: ClockReading) {
        nanoseconds = clock.wall.nanosecondsClamped.subtractingClamped(clock.instant.nanoseconds)
    }

    static func < (left: ClockOffset, right: ClockOffset) -> Bool { left.nanoseconds < right.nanoseconds }

    func wall(_ instant: Instant) -> WallTime {
        WallTime(
            milliseconds: nanoseconds.addingClamped(instant.nanoseconds)
                .quotientAndRemainder(flooredBy: 1_000_000).quotient)
    }

    /// At most as far away as ``LogRange`` allows.
    func instant(_ wall: WallTime) -> Instant {
        let exact = wall.nanosecondsClamped.subtractingClamped(nanoseconds)
        return Instant(nanoseconds: min(max(exact, -LogRange.nanoseconds), LogRange.nanoseconds))
    }
}

extension WallTime {
    /// Since 1970.
    fileprivate var nanosecondsClamped: Int64 {
        let (product, overflows) = milliseconds.multipliedReportingOverflow(by: 1_000_000)
        return overflows ? (milliseconds < 0 ? .min : .max) : product
    }
}

extension Int64 {
    /// The sum, or the end of the range beyond which it lies.
    func addingClamped(_ other: Int64) -> Int64 {
        let (sum, overflows) = addingReportingOverflow(other)
        return overflows ? (other < 0 ? .min : .max) : sum
    }

    /// The difference, or the end of the range beyond which it lies.
    func subtractingClamped(_ other: Int64) -> Int64 {
        let (difference, overflows) = subtractingReportingOverflow(other)
        return overflows ? (other < 0 ? .max : .min) : difference
    }
}
