/// What the start rules know of the past, as instants of this boot.
///
/// SR-25: where the clock leaves it open when something was, the instant is the **latest** that it can have been: only time
/// that has provably passed counts towards a rest.
public struct History: Hashable, Sendable {
    /// An ended session.
    public struct Session: Hashable, Sendable {
        /// Its number in the log.
        public var id: Int64
        /// What its rests are counted for.
        public var modality: Modality
        /// Why it ended.
        public var reason: EndReason
        /// The probe whose limit or fault ended it.
        public var probe: ProbeRole?
        /// From the press to the end.
        public var duration: Duration
        /// The end; after `power-loss` and `shutdown` the acknowledgement where there was one.
        public var endedAt: Instant
        /// Thermal dose of the skin in CEM43 minutes; 0 where no skin probe was fitted.
        public var dose: Double

        public init(
            id: Int64, modality: Modality, reason: EndReason, probe: ProbeRole? = nil, duration: Duration,
            endedAt: Instant, dose: Double = 0
        ) {
            self.id = id
            self.modality = modality
            self.reason = reason
            self.probe = probe
            self.duration = duration
            self.endedAt = endedAt
            self.dose = dose
        }
    }

    /// At least all that ended in the last 24 h or may still ask for a rest; in no particular order.
    public var sessions: [Session]
    /// The last marked run.
    public var lastRun: Instant?
    /// The onset of the pain in this episode; nil: none marked, the 48-hour rule is not armed.
    public var onset: Instant?
    /// The number that the next session gets.
    public var nextSessionID: Int64
    /// Something above is dated by proof alone, because a clock was not synchronised; refusals then name the remedy.
    public var unproven: Bool
    /// The log could not be read: the sessions stand for all that it may hold. Refusals then say so.
    public var isAssumed: Bool

    public init(
        sessions: [Session] = [], lastRun: Instant? = nil, onset: Instant? = nil, nextSessionID: Int64 = 1,
        unproven: Bool = false, isAssumed: Bool = false
    ) {
        self.sessions = sessions
        self.lastRun = lastRun
        self.onset = onset
        self.nextSessionID = nextSessionID
        self.unproven = unproven
        self.isAssumed = isAssumed
    }
}

/// A session that a service which came back finds in the log: still open, or over with something still to watch.
public struct UnfinishedSession: Hashable, Sendable {
    /// As it began.
    public var start: SessionStart
    /// Nil while it runs.
    public var end: SessionEnd?
    /// The alarm that stands unacknowledged, and since when.
    public var alarm: Alarm?
    /// When its alarm was acknowledged, and which one that was.
    public var acknowledgedAt: Instant?
    /// The kind of the one that was acknowledged.
    public var acknowledgedKind: AlarmKind?
    /// How many safety alarms it has had so far; from the second on the pack was asked about again.
    public var safetyAlarms: Int
    /// All samples that were kept, oldest first; the safety monitor is rebuilt by feeding it these.
    public var samples: [Sample]
    /// Its log entries say that these were done already.
    public var windowOpened: Bool
    /// So many reminders of a look at the skin were given.
    public var skinChecks: Int
    /// It ran before this boot: never resumed, its instants are the latest that they can have been, it always has an
    /// end, and its alarm ends by itself once two hours have provably passed.
    public var isFromEarlierBoot: Bool

    /// An alarm that nobody has acknowledged.
    public struct Alarm: Hashable, Sendable {
        /// Whether it began as the planned or as the safety alarm.
        public var kind: AlarmKind
        /// When it began to sound.
        public var since: Instant

        public init(kind: AlarmKind, since: Instant) {
            self.kind = kind
            self.since = since
        }
    }

    public init(
        start: SessionStart, end: SessionEnd? = nil, alarm: Alarm? = nil, acknowledgedAt: Instant? = nil,
        acknowledgedKind: AlarmKind? = nil, safetyAlarms: Int = 0, samples: [Sample] = [], windowOpened: Bool = false,
        skinChecks: Int = 0, isFromEarlierBoot: Bool = false
    ) {
        self.start = start
        self.end = end
        self.alarm = alarm
        self.acknowledgedAt = acknowledgedAt
        self.acknowledgedKind = acknowledgedKind
        self.safetyAlarms = safetyAlarms
        self.samples = samples
        self.windowOpened = windowOpened
        self.skinChecks = skinChecks
        self.isFromEarlierBoot = isFromEarlierBoot
    }
}
