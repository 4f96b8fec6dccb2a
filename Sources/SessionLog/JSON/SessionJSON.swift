import CoachCore

/// A session as `packcoach log list --json` gives it. What has no value is written as null.
public struct SessionJSON: Encodable, Sendable {
    private let session: SessionRecord

    public init(_ session: SessionRecord) {
        self.session = session
    }

    private enum Key: String, CodingKey {
        case id, modality, site, note
        case startedAt = "started_at"
        case clockSynced = "clock_synced"
        case duration = "duration_s"
        case endReason = "end_reason"
        case windowMet = "window_met"
        case minimum = "min_c"
        case maximum = "max_c"
        case dose = "dose_cem43"
        case acknowledgedAfter = "acknowledged_after_s"
        case overrideReason = "override_reason"
        case painBefore = "pain_before"
        case painAfter = "pain_after"
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(session.id, forKey: .id)
        try container.encode(session.modality.rawValue, forKey: .modality)
        try container.encode(RFC3339.string(session.startedAt), forKey: .startedAt)
        try container.encode(session.clockSynced, forKey: .clockSynced)
        // Not `encodeIfPresent`, which leaves the key out.
        try container.encode(session.duration?.inMilliseconds, forKey: .duration)
        try container.encode(session.endReason?.rawValue, forKey: .endReason)
        try container.encode(session.windowMet, forKey: .windowMet)
        try container.encode(session.minimumReading?.celsius, forKey: .minimum)
        try container.encode(session.maximumReading?.celsius, forKey: .maximum)
        try container.encode(session.dose, forKey: .dose)
        try container.encode(session.acknowledgedAfter?.inMilliseconds, forKey: .acknowledgedAfter)
        try container.encode(session.site, forKey: .site)
        try container.encode(session.overrideReason, forKey: .overrideReason)
        try container.encode(session.painBefore, forKey: .painBefore)
        try container.encode(session.painAfter, forKey: .painAfter)
        try container.encode(session.note, forKey: .note)
    }
}

/// A session with its samples and events, as `packcoach log show --json` gives it.
public struct SessionDetailJSON: Encodable, Sendable {
    private let session: SessionJSON
    private let samples: [SampleJSON]
    private let events: [SessionEventJSON]

    public init(_ session: SessionRecord, samples: [SampleRecord], events: [EventRecord]) {
        self.session = SessionJSON(session)
        self.samples = samples.map(SampleJSON.init)
        self.events = events.map(SessionEventJSON.init)
    }

    private enum Key: CodingKey { case samples, events }

    public func encode(to encoder: any Encoder) throws {
        try session.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(samples, forKey: .samples)
        try container.encode(events, forKey: .events)
    }
}

/// `{t_s, probe, c | fault}`, seconds since the press.
private struct SampleJSON: Encodable {
    private enum CodingKeys: String, CodingKey {
        case time = "t_s"
        case probe
        case celsius = "c"
        case fault
    }

    private let time: Double
    private let probe: String
    private let celsius: Double?
    private let fault: String?

    init(_ sample: SampleRecord) {
        time = sample.time.inMilliseconds
        probe = sample.probe.rawValue
        switch sample.reading {
        case .success(let temperature): (celsius, fault) = (temperature.celsius, nil)
        case .failure(let fault): (celsius, self.fault) = (nil, fault.rawValue)
        }
    }
}

/// `{t_s, kind, detail}`, seconds since the press; `t_s` is null where the clocks of two boots do not tell.
private struct SessionEventJSON: Encodable {
    private enum Key: String, CodingKey {
        case time = "t_s"
        case kind, detail
    }

    let event: EventRecord

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(event.time?.inMilliseconds, forKey: .time)
        try container.encode(event.kind, forKey: .kind)
        try container.encode(event.detail, forKey: .detail)
    }
}

/// A line of `packcoach log events --json`.
public struct EventJSON: Encodable, Sendable {
    private enum Key: String, CodingKey {
        case at, session, kind, detail
        case clockSynced = "clock_synced"
        case givenAt = "given_at"
    }

    private let event: EventRecord

    public init(_ event: EventRecord) {
        self.event = event
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(RFC3339.string(event.at), forKey: .at)
        try container.encode(event.clockSynced, forKey: .clockSynced)
        try container.encode(event.givenAt.map(RFC3339.string), forKey: .givenAt)
        try container.encode(event.session, forKey: .session)
        try container.encode(event.kind, forKey: .kind)
        try container.encode(event.detail, forKey: .detail)
    }
}

extension Duration {
    /// Seconds, to the millisecond.
    fileprivate var inMilliseconds: Double {
        Double(nanoseconds.quotientAndRemainder(flooredBy: 1_000_000).quotient) / 1000
    }
}
