import CoachCore

extension LogReader {
    /// What the start rules need to know of the past.
    ///
    /// A session that an earlier boot left open and that is not closed yet counts as ended by `power-loss`.
    ///
    /// - Parameters:
    ///   - now: both clocks, now.
    ///   - bootID: of this boot.
    ///   - horizon: what provably lies further back concerns no rule: sessions beyond it are left out and nothing
    ///     beyond it is called unproven. Not shorter than the longest of the rules, which it is unasked.
    /// - Throws: ``LogError``
    public func history(
        now: ClockReading, bootID: String, horizon: Duration = max(CoachRules.noHeatAfterOnset, CoachRules.day)
    ) throws -> History {
        try database.snapshot {
            let timeLine = try timeLine(now: now, bootID: bootID)
            var history = History(nextSessionID: try nextSessionID())

            func keep(_ placed: TimeLine.Placed) -> Bool {
                guard now.instant - placed.instant < horizon else { return false }
                if placed.unproven { history.unproven = true }
                return true
            }

            // From the newest back, until a whole page of them concerns no rule any more: what is older still does not
            // either. A log of years is not read at each press.
            var page: [Past] = []
            var isConcerned = true
            while isConcerned {
                page = try pastSessions(before: page.last?.id ?? .max, except: timeLine.current)
                isConcerned = false
                for past in page {
                    let rest = past.restBase(on: timeLine)
                    guard keep(rest) else { continue }
                    isConcerned = true
                    history.sessions.append(
                        History.Session(
                            id: past.id, modality: past.modality, reason: past.reason, probe: past.probe,
                            duration: past.duration, endedAt: rest.instant, dose: past.dose))
                }
            }
            history.sessions.reverse()

            let marks = try marks()
            let runs = marks.filter { $0.kind == .run }.map { timeLine.place($0.at, in: $0.boot) }
            if let last = runs.max(by: { $0.instant < $1.instant }) {
                history.lastRun = last.instant
                _ = keep(last)
            }
            if let last = marks.last(where: { $0.kind != .run }), last.kind == .onset {
                let onset = timeLine.place(last.at, in: last.boot)
                history.onset = onset.instant
                _ = keep(onset)
            }
            if let replaced = try replaced().map({ timeLine.place($0.at, in: $0.boot) }), keep(replaced) {
                history.assume(endsAt: replaced.instant, now: now.instant)
            }
            return history
        }
    }

    func timeLine(now: ClockReading, bootID: String) throws -> TimeLine {
        let boots = try database.rows("SELECT * FROM boot ORDER BY id", [], BootRecord.init)
        return TimeLine(boots: boots, bootID: bootID, now: now)
    }

    private func nextSessionID() throws -> Int64 {
        try database.row("SELECT coalesce(max(id), 0) + 1 AS id FROM session") { try $0.sessionID("id") } ?? 1
    }

    // MARK: Sessions that are over

    private struct Past {
        var id: Int64
        var boot: Int64
        var modality: Modality
        var reason: EndReason
        var probe: ProbeRole?
        var duration: Duration
        var endedAt: Instant
        var dose: Double
        /// The acknowledgement from which the rest runs, on the time line of its own boot.
        var acknowledged: (boot: Int64, at: Instant)?

        func restBase(on timeLine: TimeLine) -> TimeLine.Placed {
            let end = timeLine.place(endedAt, in: boot)
            guard let acknowledged else { return end }
            let acknowledgement = timeLine.place(acknowledged.at, in: acknowledged.boot)
            return acknowledgement.instant < end.instant ? end : acknowledgement
        }
    }

    /// A page of them, the newest first.
    private func pastSessions(before id: Int64, except current: Int64?) throws -> [Past] {
        try database.rows(
            """
            SELECT s.id, s.boot, s.modality, s.started_ns, s.duration_ms, s.end_reason, s.end_probe, s.dose_cem43,
                \(SampleKey.lastOfSession) AS last_sample_ms,
                a.boot AS ack_boot, a.over_ns AS ack_ns
            FROM session s LEFT JOIN alarm a ON a.session = s.id AND (a.boot, a.since_ns) = (
                SELECT boot, since_ns FROM alarm WHERE session = s.id AND over_by = 'acknowledged'
                ORDER BY boot DESC, since_ns DESC LIMIT 1)
            WHERE s.id < ? AND (s.end_reason IS NOT NULL OR s.boot IS NOT ?) ORDER BY s.id DESC LIMIT ?
            """, [id, current, Self.page]
        ) { row in
            let reason: EndReason = try row.wordIfAny("end_reason") ?? .powerLoss
            let duration = try row.durationIfAny("duration_ms") ?? row.durationIfAny("last_sample_ms") ?? .zero
            var past = Past(
                id: try row.sessionID("id"), boot: try row.integer("boot"), modality: try row.word("modality"),
                reason: reason, probe: try row.wordIfAny("end_probe"), duration: duration,
                endedAt: try row.instant("started_ns") + duration,
                dose: try row.doseIfAny("dose_cem43") ?? 0)
            // Only these two say nothing of when the pack came off.
            if reason == .powerLoss || reason == .shutdown,
                let boot = row.integerIfAny("ack_boot"), let at = try row.instantIfAny("ack_ns")
            {
                past.acknowledged = (boot, at)
            }
            return past
        }
    }

    // MARK: Marks

    private struct Mark {
        var kind: EventKind
        var boot: Int64
        var at: Instant
    }

    private func marks() throws -> [Mark] {
        try database.rows(
            "SELECT kind, boot, boottime_ns FROM event WHERE kind IN ('run', 'onset', 'onset-cleared') ORDER BY id"
        ) { row in
            Mark(
                kind: try row.word("kind"), boot: try row.integer("boot"),
                at: try row.instant("boottime_ns"))
        }
    }
}
