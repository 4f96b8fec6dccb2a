import CoachCore

/// A session of an earlier boot with which this boot is not done: left open by a power cut, or its removal never
/// acknowledged.
public struct PendingSession: Hashable, Sendable {
    /// As the service takes it up; its instants are the latest that they can have been, so what lies between its end and
    /// now is proven. Where it was left open it ends as `power-loss` with its last sample.
    public var session: UnfinishedSession
    /// It has no end in the log yet; ``LogWriter/closeAfterPowerLoss(_:clock:)`` gives it this one.
    public var isOpen: Bool
}

extension LogReader {
    /// The session of this boot that a service which comes back takes up again: it runs, its alarm stands or has yet to
    /// sound, or it ended or was acknowledged so lately that its probes are still watched.
    ///
    /// - Parameter watch: how long that is.
    /// - Throws: ``LogError``
    public func unfinished(
        bootID: String, now: Instant, watch: Duration = CoachRules.armedAfterEnd + CoachRules.resumeWithin
    ) throws -> UnfinishedSession? {
        try database.snapshot {
            guard let last = try Candidate.last(in: database), last.bootID == bootID else { return nil }
            let alarm = try lastAlarm(of: last.start.id)
            let isRecent = [last.end?.at, alarm?.overAt].contains { $0.map { now - $0 <= watch } ?? false }
            guard last.end == nil || isRecent || asksForRemoval(last, alarm) else { return nil }

            let kinds = try events(of: last.start.id).map(\.kind)
            return UnfinishedSession(
                start: last.start, end: last.end,
                alarm: alarm.flatMap { $0.stands ? .init(kind: $0.kind, since: $0.since) : nil },
                acknowledgedAt: alarm?.acknowledgedAt,
                acknowledgedKind: alarm.flatMap { $0.acknowledgedAt == nil ? nil : $0.kind },
                safetyAlarms: try safetyAlarms(of: last.start.id, in: last.boot),
                samples: try samples(of: last.start.id).map {
                    Sample(role: $0.probe, at: last.start.at + $0.time, reading: $0.reading)
                },
                windowOpened: kinds.contains(EventKind.windowOpen.rawValue),
                skinChecks: kinds.count { $0 == EventKind.skinCheck.rawValue })
        }
    }

    /// The session of an earlier boot whose pack may still be on, or was so a moment ago. To be asked again when the clock
    /// synchronises: more time may then be proven.
    ///
    /// - Throws: ``LogError``
    public func pendingFromEarlierBoot(now: ClockReading, bootID: String) throws -> PendingSession? {
        try database.snapshot {
            let timeLine = try timeLine(now: now, bootID: bootID)
            guard
                let candidate = try Candidate.open(except: timeLine.current, in: database)
                    ?? Candidate.last(in: database), candidate.boot != timeLine.current
            else { return nil }
            let alarm = try lastAlarm(of: candidate.start.id)
            // Answered so lately that it has yet to be looked at again.
            let answered = alarm.flatMap { $0.boot == timeLine.current ? $0.acknowledgedAt : nil }
                .flatMap { now.instant - $0 <= CoachRules.recheckAfter ? $0 : nil }
            guard candidate.end == nil || answered != nil || asksForRemoval(candidate, alarm) else { return nil }

            var end =
                try candidate.end
                ?? SessionEnd(
                    at: candidate.start.at, reason: .powerLoss,
                    duration: samples(of: candidate.start.id).last?.time ?? .zero, windowMet: false)
            end.at = timeLine.place(candidate.start.at + end.duration, in: candidate.boot).instant
            var start = candidate.start
            start.at = end.at - end.duration
            let sounding = alarm.flatMap { $0.stands && $0.boot == timeLine.current ? $0 : nil }
            return PendingSession(
                session: UnfinishedSession(
                    start: start, end: end, alarm: sounding.map { .init(kind: $0.kind, since: $0.since) },
                    acknowledgedAt: answered, acknowledgedKind: answered.flatMap { _ in alarm?.kind },
                    safetyAlarms: try safetyAlarms(of: candidate.start.id, in: timeLine.current),
                    isFromEarlierBoot: true),
                isOpen: candidate.end == nil)
        }
    }

    /// An alarm stands, or the service went down before one could sound.
    private func asksForRemoval(_ session: Candidate, _ alarm: LastAlarm?) -> Bool {
        if let alarm { return alarm.stands }
        return session.end?.reason == .shutdown || session.end?.reason == .powerLoss
    }

    // MARK: Rows

    private struct LastAlarm {
        var kind: AlarmKind
        var boot: Int64
        var since: Instant
        var overAt: Instant?
        var acknowledgedAt: Instant?
        var stands: Bool
    }

    private func safetyAlarms(of session: Int64, in boot: Int64?) throws -> Int {
        try database.row(
            "SELECT count(*) AS count FROM alarm WHERE session = ? AND boot IS ? AND kind = 'safety'", [session, boot]
        ) { Int(try $0.integer("count")) } ?? 0
    }

    private func lastAlarm(of session: Int64) throws -> LastAlarm? {
        try database.row(
            "SELECT * FROM alarm WHERE session = ? ORDER BY boot DESC, since_ns DESC LIMIT 1", [session]
        ) { row in
            let over = row.textIfAny("over_by")
            let overAt = try row.instantIfAny("over_ns")
            return LastAlarm(
                kind: try row.word("kind"), boot: try row.integer("boot"),
                since: try row.instant("since_ns"), overAt: overAt,
                acknowledgedAt: over == "acknowledged" ? overAt : nil, stands: over == nil)
        }
    }
}

/// A session as it may have to be taken up again, on its own boot's time line.
private struct Candidate {
    var boot: Int64
    var bootID: String
    var start: SessionStart
    var end: SessionEnd?

    private static let query = "SELECT s.*, b.boot_id FROM session s JOIN boot b ON b.id = s.boot"

    /// The newest of all.
    static func last(in database: Database) throws -> Candidate? {
        try database.row(query + " ORDER BY s.id DESC LIMIT 1", [], Candidate.init)
    }

    /// The newest that an earlier boot left open.
    static func open(except boot: Int64?, in database: Database) throws -> Candidate? {
        try database.row(
            query + " WHERE s.end_reason IS NULL AND s.boot IS NOT ? ORDER BY s.id DESC LIMIT 1", [boot],
            Candidate.init)
    }

    init(_ row: Row) throws {
        let record = try SessionStart(
            id: row.sessionID("id"), at: row.instant("started_ns"),
            modality: row.word("modality"), minimum: row.duration("minimum_ms"),
            ceiling: row.duration("ceiling_ms"),
            probes: row.text("probes").split(separator: " ").compactMap { ProbeRole(rawValue: String($0)) },
            overrideReason: row.textIfAny("override_reason"))
        boot = try row.integer("boot")
        bootID = try row.text("boot_id")
        start = record
        if let reason: EndReason = try row.wordIfAny("end_reason") {
            end = SessionEnd(
                at: try row.instant("ended_ns"), reason: reason,
                probe: try row.wordIfAny("end_probe"), duration: try row.duration("duration_ms"),
                windowMet: try row.integer("window_met") == 1)
        }
    }
}
