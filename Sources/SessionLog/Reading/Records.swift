import CoachCore

/// A session as the log holds it.
public struct SessionRecord: Hashable, Sendable {
    public var id: Int64
    public var modality: Modality
    /// The press.
    public var startedAt: WallTime
    /// The wall times come from a synchronised clock.
    public var clockSynced: Bool
    public var minimum: Duration
    public var ceiling: Duration
    public var probes: [ProbeRole]
    public var name: String
    public var site: String
    public var overrideReason: String?
    /// Nil while it runs, as with the reason.
    public var duration: Duration?
    public var endReason: EndReason?
    public var endProbe: ProbeRole?
    /// The minimum was reached, and neither safety nor a fault ended it.
    public var windowMet: Bool
    /// Of the leading probe.
    public var minimumReading: Temperature?
    public var maximumReading: Temperature?
    /// CEM43 minutes; nil without a skin probe.
    public var dose: Double?
    /// From the alarm's first sound to the first acknowledgement.
    public var acknowledgedAfter: Duration?
    public var painBefore: Int?
    public var painAfter: Int?
    public var note: String?
}

/// One reading of a session.
public struct SampleRecord: Hashable, Sendable {
    /// Since the press.
    public var time: Duration
    public var probe: ProbeRole
    public var reading: Reading
}

/// One line of the log's events.
public struct EventRecord: Hashable, Sendable {
    /// The kernel's boot_id of the boot in which it happened.
    public var bootID: String
    /// When, in that boot.
    public var instant: Instant
    public var at: WallTime
    public var clockSynced: Bool
    /// What a person gave with `--at`.
    public var givenAt: WallTime?
    public var session: Int64?
    /// Since the press of its session; nil outside one, and where two boots lie between whose clocks do not tell.
    public var time: Duration?
    /// A word of ``EventKind``, or one that another version of packcoach wrote.
    public var kind: String
    public var detail: String
}

extension SessionRecord {
    /// The columns that ``init(_:)`` reads, of a session `s`.
    static let query = """
        SELECT s.*,
            coalesce(s.window_met, EXISTS (
                SELECT 1 FROM event e WHERE e.session = s.id AND e.kind = 'window-open')) AS met,
            (SELECT a.over_ns - (
                SELECT min(first.since_ns) FROM alarm first WHERE first.session = a.session AND first.boot = a.boot)
             FROM alarm a WHERE a.session = s.id AND a.over_by = 'acknowledged'
             ORDER BY a.boot, a.since_ns LIMIT 1) AS acknowledged_after_ns
        FROM session s
        """

    init(_ row: Row) throws {
        id = try row.sessionID("id")
        modality = try row.word("modality")
        startedAt = try row.wallTime("started_at")
        clockSynced = try row.integer("clock_synced") == 1
        minimum = try row.duration("minimum_ms")
        ceiling = try row.duration("ceiling_ms")
        probes = try row.text("probes").split(separator: " ").compactMap { ProbeRole(rawValue: String($0)) }
        name = try row.text("name")
        site = try row.text("site")
        overrideReason = row.textIfAny("override_reason")
        duration = try row.durationIfAny("duration_ms")
        endReason = try row.wordIfAny("end_reason")
        endProbe = try row.wordIfAny("end_probe")
        windowMet = try row.integer("met") == 1
        minimumReading = try row.temperatureIfAny("min_mc")
        maximumReading = try row.temperatureIfAny("max_mc")
        dose = try row.doseIfAny("dose_cem43")
        acknowledgedAfter = try row.instantIfAny("acknowledged_after_ns").map { $0 - .boot }
        painBefore = row.integerIfAny("pain_before").map(Int.init)
        painAfter = row.integerIfAny("pain_after").map(Int.init)
        note = row.textIfAny("note")
    }
}

extension SampleRecord {
    init(_ row: Row) throws {
        time = try row.duration("t_ms")
        probe = try row.word("probe")
        if let temperature = try row.temperatureIfAny("mc") {
            reading = .success(temperature)
        } else {
            reading = .failure(try row.word("fault"))
        }
    }
}

extension EventRecord {
    /// The columns that ``init(_:)`` reads, of an event `e`.
    static let query = """
        SELECT e.*, b.boot_id, s.started_ns, s.started_at, s.boot AS session_boot, s.clock_synced AS session_synced
        FROM event e JOIN boot b ON b.id = e.boot LEFT JOIN session s ON s.id = e.session
        """

    init(_ row: Row) throws {
        bootID = try row.text("boot_id")
        instant = try row.instant("boottime_ns")
        at = try row.wallTime("at")
        clockSynced = try row.integer("clock_synced") == 1
        givenAt = row.textIfAny("given_at").flatMap(RFC3339.wallTime)
        session = row.integerIfAny("session")
        kind = try row.text("kind")
        detail = try row.text("detail")
        if let press = try row.instantIfAny("started_ns") {
            if row.integerIfAny("session_boot") == row.integerIfAny("boot") {
                time = instant - press
            } else if clockSynced, row.integerIfAny("session_synced") == 1 {
                time = try at - row.wallTime("started_at")
            }
        }
    }
}
