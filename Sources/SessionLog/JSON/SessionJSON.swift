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
        try encoder.encode(
            Key.self,
            [
                .id: session.id, .modality: session.modality.rawValue, .startedAt: RFC3339.string(session.startedAt),
                .clockSynced: session.clockSynced, .duration: session.duration?.inMilliseconds,
                .endReason: session.endReason?.rawValue, .windowMet: session.windowMet,
                .minimum: session.minimumReading?.celsius, .maximum: session.maximumReading?.celsius,
                .dose: session.dose, .acknowledgedAfter: session.acknowledgedAfter?.inMilliseconds, .site: session.site,
                .overrideReason: session.overrideReason, .painBefore: session.painBefore, .painAfter: session.painAfter,
                .note: session.note,
            ])
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
        try encoder.encode(Key.self, [.samples: samples, .events: events])
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
        try encoder.encode(Key.self, [.time: event.time?.inMilliseconds, .kind: event.kind, .detail: event.detail])
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
        try encoder.encode(
            Key.self,
            [
                .at: RFC3339.string(event.at), .clockSynced: event.clockSynced,
                .givenAt: event.givenAt.map(RFC3339.string), .session: event.session, .kind: event.kind,
                .detail: event.detail,
            ])
    }
}

extension Duration {
    /// Seconds, to the millisecond.
    fileprivate var inMilliseconds: Double {
        Double(nanoseconds.quotientAndRemainder(flooredBy: 1_000_000).quotient) / 1000
    }
}
