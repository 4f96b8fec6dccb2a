/// The rules in time that configuration cannot touch.
public enum CoachRules {
    // Start

    /// A start is decided by one valid sample of each probe; so many bad ones refuse it.
    public static let badReadsToRefuse = 2
    /// Without an answer until then it is refused. A conversion takes 750 ms: two of them and some scheduling.
    public static let checkTimeout = Duration.milliseconds(1800)
    /// A pack at or below this is ice.
    public static let iceAtMost = Temperature.celsius(15)
    /// A pack at or above this is heat.
    public static let heatAtLeast = Temperature.celsius(35)
    /// Before the other modality, and after a session that the pack or a fault cut short: skin back near normal (policy;
    /// blood flow stays depressed after rewarming, Khoshnevis, PMC4395553).
    public static let shortRest = Duration.minutes(30)
    /// Ice for the first 48 hours of an episode, then heat (the source articles).
    public static let noHeatAfterOnset = Duration.hours(48)
    /// No heat right after a run (the source articles); the length is policy.
    public static let noHeatAfterRun = Duration.hours(3)
    /// Sessions in a rolling day: NHS MPFT for heat, for ice what 3 to 4 hours between them leave.
    public static func sessionsPerDay(_ modality: Modality) -> Int {
        switch modality {
        case .ice: 6
        case .heat: 3
        }
    }
    /// What counts as a day: it rolls, and has no midnight.
    public static let day = Duration.hours(24)
    /// A session taken off by press before this was no session.
    public static let uncountedBefore = Duration.seconds(30)
    /// A session cut off by the pack or a fault before this does not count for the day and leaves the short rest.
    public static let cutShortBefore = Duration.minutes(5)

    // Button

    /// Presses so soon after a session's start are a hand that slipped.
    public static let deafAfterStart = Duration.seconds(2)
    /// Presses so soon after an end or an acknowledgement are meant for what was before.
    public static let deafAfterEnd = Duration.seconds(3)
    /// A button closed for so long is stuck.
    public static let stuckAfter = Duration.seconds(30)
    /// A press so soon after an early stop takes it back.
    public static let resumeWithin = Duration.seconds(60)

    // Session

    /// SR-32: one chirp at each: look at your skin (NHS Wales: check at 5 minutes).
    public static let skinChecks = [Duration.minutes(5), Duration.minutes(10)]
    /// The skin's stop limits stay armed for so long after any end.
    public static let armedAfterEnd = Duration.minutes(5)
    /// `remove-planned` unanswered for so long takes the safety pattern.
    public static let plannedEscalatesAfter = Duration.minutes(2)
    /// From an acknowledgement to the look whether the skin is still in danger.
    public static let recheckAfter = Duration.seconds(60)
    /// A power-loss alarm ends by itself once so much time has provably passed.
    public static let powerLossExpires = Duration.hours(2)

    // Notices

    /// SR-33: a skin probe has to move by this within ``contactWithin``, or it does not touch skin under a pack.
    public static func contactChange(_ modality: Modality) -> Temperature {
        switch modality {
        case .ice: .celsius(2)
        case .heat: .celsius(1)
        }
    }
    public static let contactWithin = Duration.minutes(5)
    /// Above this an ice pack is spent.
    public static let iceSpentAbove = Temperature.celsius(20)
    /// Below this a heat pack is spent.
    public static let heatSpentBelow = Temperature.celsius(33)
    /// A probe whose value has not changed for so long may be frozen; melting ice does the same, so it is only told.
    public static let frozenAfter = Duration.minutes(5)

    // Advice

    /// From here on an episode is for a professional to look at (safety figures, section 6).
    public static let professionalAfterOnset = Duration.hours(14 * 24)
    /// So many sessions in a row that raised the pain are so, too.
    public static let painRaisedInARow = 3

    // Watching

    /// Between the starts of two readings in a session.
    public static let sampleInterval = Duration.seconds(1)
    /// Between two readings when idle: the watchdog's wake.
    public static let idleInterval = Duration.seconds(60)
    /// A probe that gives nothing valid for so long when idle is a fault; one bad read never is.
    public static let idleFaultAfter = Duration.seconds(10)
    /// No answer for so long is ``ProbeFault/stale``.
    public static let staleAfter = Duration.seconds(3)
    /// No answer for so long is ``ProbeFault/hung``.
    public static let hungAfter = Duration.seconds(5)
    /// A pack refused as not ready, too cold or too hot is watched for so long.
    public static let packWatch = Duration.minutes(45)

    // Indication

    /// The lamp test when the service is up.
    public static let lampTest = Duration.seconds(1)
    /// How long a refusal is shown.
    public static let refusalShown = Duration.seconds(5)
    /// How long a self-test shows what it was asked for, unless it is asked again: as long as its terminal may have been
    /// gone before the device is its own again.
    public static let testShown = Duration.seconds(3)
}
