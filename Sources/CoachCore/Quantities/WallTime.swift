/// Wall time, for people only: nothing in a session is ever decided by it.
public struct WallTime: Hashable, Comparable, Sendable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    public var milliseconds: Int64

    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    public static func < (left: WallTime, right: WallTime) -> Bool {
        left.milliseconds < right.milliseconds
    }

    public static func + (time: WallTime, duration: Duration) -> WallTime {
        WallTime(milliseconds: time.milliseconds + duration.milliseconds)
    }

    public static func - (time: WallTime, duration: Duration) -> WallTime {
        WallTime(milliseconds: time.milliseconds - duration.milliseconds)
    }

    public static func - (later: WallTime, earlier: WallTime) -> Duration {
        .milliseconds(later.milliseconds - earlier.milliseconds)
    }
}

/// Both clocks read at one moment.
public struct ClockReading: Hashable, Sendable {
    /// CLOCK_BOOTTIME.
    public var instant: Instant
    /// CLOCK_REALTIME.
    public var wall: WallTime
    /// The kernel holds wall time to be synchronised: adjtimex(2) without STA_UNSYNC.
    public var synchronised: Bool

    public init(instant: Instant, wall: WallTime, synchronised: Bool) {
        self.instant = instant
        self.wall = wall
        self.synchronised = synchronised
    }
}
