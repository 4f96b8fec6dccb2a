/// How far configuration may go, and what stands without it: the one place of these figures.
///
/// Each figure names its source.
/// SR-28: configuration may make every one of the safety figures stricter and none of them looser.
public enum ConfigurableLimits {
    /// Ice: 15 to 20 min (the source articles); 20 min is the most, for a nerve palsy after 20 min of ice is on record
    /// (Moeller 1997). Rest 3 h (articles: every 3 to 4 h), never below 2 h (NHS MPFT: 2 to 3 h and skin normal again).
    public static let ice = SessionTimeLimits(
        standard: SessionTimes(minimum: .minutes(15), ceiling: .minutes(20), rest: .hours(3)),
        leastMinimum: .minutes(15),
        ceiling: .minutes(5) ... .minutes(20),
        rest: .hours(2) ... .hours(24))

    /// Heat: 20 min (the source articles; one says 15 to 20); 20 min is the most (FDA 1997). Rest 1 h (NHS Wales).
    public static let heat = SessionTimeLimits(
        standard: SessionTimes(minimum: .minutes(20), ceiling: .minutes(20), rest: .hours(1)),
        leastMinimum: .minutes(15),
        ceiling: .minutes(5) ... .minutes(20),
        rest: .hours(1) ... .hours(24))

    /// What a configuration may set for this modality.
    public static func times(of modality: Modality) -> SessionTimeLimits {
        switch modality {
        case .ice: ice
        case .heat: heat
        }
    }

    /// How many LEDs a board may have: below 1 nothing shows the countdown, and a ``LEDFrame`` holds 10.
    public static let ledCount = 1...10

    /// How many probes: one of each role at most.
    public static let probeCount = 1...2

    /// How long the button must rest before an edge counts. Below 1 ms nothing is filtered; contacts bounce for up to
    /// some 20 ms, and past 100 ms a quick press is lost.
    public static let debounce: ClosedRange<Duration> = .milliseconds(1) ... .milliseconds(100)
}

/// What configuration may make of the times of one modality.
public struct SessionTimeLimits: Hashable, Sendable {
    /// The times without any configuration.
    public let standard: SessionTimes
    /// A session ended before this never counts as completed, unless a ceiling set below it takes it along.
    public let leastMinimum: Duration
    /// How far the ceiling may be set.
    public let ceiling: ClosedRange<Duration>
    /// How long the rest before the same modality may be set.
    public let rest: ClosedRange<Duration>

    /// The minimum where none is set: the standard one, or the ceiling where that stands below it.
    public func standardMinimum(under ceiling: Duration) -> Duration {
        min(standard.minimum, ceiling)
    }

    /// How far the minimum may be set under this ceiling.
    ///
    /// A later minimum asks for more before a session counts as completed and lengthens none, so it may be raised up to
    /// the ceiling.
    public func minimum(under ceiling: Duration) -> ClosedRange<Duration> {
        min(leastMinimum, ceiling)...ceiling
    }
}
