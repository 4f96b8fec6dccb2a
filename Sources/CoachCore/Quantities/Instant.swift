/// A point on the time line of one boot: CLOCK_BOOTTIME, which goes on in suspend and which nobody can set.
///
/// SR-25: every countdown and every cut-off runs on this and never on wall time. An instant may be negative: it then lies
/// before the boot, as the end of an earlier session does.
public struct Instant: Hashable, Comparable, Sendable {
    /// Nanoseconds since the boot.
    public var nanoseconds: Int64

    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// The boot itself.
    public static let boot = Instant(nanoseconds: 0)

    public static func < (left: Instant, right: Instant) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    public static func + (instant: Instant, duration: Duration) -> Instant {
        Instant(nanoseconds: instant.nanoseconds + duration.nanoseconds)
    }

    public static func - (instant: Instant, duration: Duration) -> Instant {
        Instant(nanoseconds: instant.nanoseconds - duration.nanoseconds)
    }

    /// The time from `earlier` to this instant; negative if `earlier` is in fact later.
    public static func - (later: Instant, earlier: Instant) -> Duration {
        .nanoseconds(later.nanoseconds - earlier.nanoseconds)
    }

    /// The earlier of two that may be missing; nil: both are. Every turn of the loop asks this many times over, so it
    /// gathers nothing in arrays.
    public static func earliest(_ one: Instant?, _ other: Instant?) -> Instant? {
        guard let one, let other else { return one ?? other }
        return min(one, other)
    }
}
