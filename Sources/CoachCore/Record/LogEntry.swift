/// One session, as it is known at its start.
public struct SessionStart: Hashable, Sendable {
    /// Counted up from the newest session in the log; see ``History/nextSessionID``.
    public var id: Int64
    /// The press, from which session time counts.
    public var at: Instant
    /// Fixed at the start.
    public var modality: Modality
    /// From here on ending it counts as completed.
    public var minimum: Duration
    /// Here it ends, whatever happens.
    public var ceiling: Duration
    /// The probes that are fitted.
    public var probes: [ProbeRole]
    /// Why the rest was overridden, in the person's words.
    public var overrideReason: String?

    public init(
        id: Int64, at: Instant, modality: Modality, minimum: Duration, ceiling: Duration, probes: [ProbeRole],
        overrideReason: String? = nil
    ) {
        self.id = id
        self.at = at
        self.modality = modality
        self.minimum = minimum
        self.ceiling = ceiling
        self.probes = probes
        self.overrideReason = overrideReason
    }
}

/// How a session ended.
public struct SessionEnd: Hashable, Sendable {
    /// When.
    public var at: Instant
    /// Why; of several that fell together the gravest.
    public var reason: EndReason
    /// The probe whose limit or fault ended it; nil for every other reason.
    public var probe: ProbeRole?
    /// From the press to the end.
    public var duration: Duration
    /// The minimum was reached and neither safety nor a fault ended it.
    public var windowMet: Bool

    public init(at: Instant, reason: EndReason, probe: ProbeRole? = nil, duration: Duration, windowMet: Bool) {
        self.at = at
        self.reason = reason
        self.probe = probe
        self.duration = duration
        self.windowMet = windowMet
    }
}

/// Something that happened, in a session or outside one.
public struct LogEvent: Hashable, Sendable {
    /// The session that it belongs to; nil outside one.
    public var session: Int64?
    /// When it happened; of a person's mark when that was, which may lie before this boot.
    public var at: Instant
    /// What happened, as one word.
    public var kind: EventKind
    /// A code or words for people, such as `pack crc` or `ceiling`; never empty where the kind alone does not say it all.
    public var detail: String

    public init(session: Int64?, at: Instant, kind: EventKind, detail: String = "") {
        self.session = session
        self.at = at
        self.kind = kind
        self.detail = detail
    }
}

/// What the log is told, in the order in which it happened.
public enum LogEntry: Hashable, Sendable {
    /// A press or a start was let through.
    case started(SessionStart)
    /// A reading of a session's probe.
    case sample(session: Int64, Sample)
    /// `minimum`, `maximum`: lowest and highest valid reading of the session's leading probe; nil without one.
    /// `dose`: CEM43 minutes so far; nil without a skin probe.
    case measured(session: Int64, minimum: Temperature?, maximum: Temperature?, dose: Double?)
    /// A second end of the same session replaces the first.
    case ended(session: Int64, SessionEnd)
    /// The end before is taken back: the session runs on as if the pack had stayed on.
    case resumed(session: Int64, at: Instant)
    /// The alarm that asks for the pack to be taken off began, or changed its kind.
    case alarm(session: Int64, at: Instant, AlarmKind)
    /// The alarm of a session was acknowledged, or (`expired`) ended by itself.
    case alarmOver(session: Int64, at: Instant, expired: Bool)
    /// What a person reads in `packcoach log events`.
    case event(LogEvent)
}
