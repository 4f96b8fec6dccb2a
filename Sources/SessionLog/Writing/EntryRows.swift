import CoachCore

/// Turns log entries into rows. To be used inside a transaction.
struct EntryRows {
    let database: Database
    let boot: BootRecord
    let clock: ClockReading
    let about: LogAbout

    func write(_ entry: LogEntry, _ memory: inout LogWriter.Memory) throws {
        switch entry {
        case .started(let start):
            try insert(start, &memory)
        case .sample(let id, let sample):
            try withSession(id, &memory) { try insert(sample, in: $0) }
        case .measured(let id, let minimum, let maximum, let dose):
            try withSession(id, &memory) { session in
                // Melting ice holds one value; an update without a change would cost a page all the same. What is not
                // told stays: after a boot a dose may still grow, and the readings before it are known here alone.
                try database.run(
                    """
                    UPDATE session SET min_mc = coalesce(?1, min_mc), max_mc = coalesce(?2, max_mc),
                        dose_cem43 = coalesce(?3, dose_cem43)
                    WHERE id = ?4 AND (min_mc, max_mc, dose_cem43)
                        IS NOT (coalesce(?1, min_mc), coalesce(?2, max_mc), coalesce(?3, dose_cem43))
                    """,
                    [minimum.map { Int64($0.millidegrees) }, maximum.map { Int64($0.millidegrees) }, dose, session.id])
            }
        case .ended(let id, let end):
            try withSession(id, &memory) { try set(end, of: $0) }
        case .resumed(let id, _):
            try withSession(id, &memory) { session in
                try database.run(
                    """
                    UPDATE session SET ended_at = NULL, ended_ns = NULL, duration_ms = NULL, end_reason = NULL,
                        end_probe = NULL, window_met = NULL WHERE id = ?
                    """, [session.id])
            }
        case .alarm(let id, let at, let kind):
            try withSession(id, &memory) { try AlarmRows(rows: self).begin(kind, at: at, of: $0.id) }
        case .alarmOver(let id, let at, let expired):
            try withSession(id, &memory) { try AlarmRows(rows: self).end(expired, at: at, of: $0.id) }
        case .event(let event):
            let id = event.session.map { memory.renumbered[$0] ?? $0 }
            try insert(LogEvent(session: id, at: event.at, kind: event.kind, detail: event.detail))
        }
    }

    /// The wall time of an instant of this boot, as the log writes it, and whether a synchronised clock says so.
    func stamp(_ instant: Instant) -> (at: String, synced: Bool) {
        (RFC3339.string((boot.first ?? ClockOffset(clock)).wall(instant)), boot.first != nil)
    }

    /// - Parameter given: the time that a person gave; see ``LogMarks``.
    func insert(_ event: LogEvent, given: WallTime? = nil) throws {
        let stamp = stamp(event.at)
        // A retry comes soon after: the newest rows are all that need to be looked at, and no index is needed.
        try database.run(
            """
            INSERT INTO event (boot, boottime_ns, at, clock_synced, given_at, session, kind, detail)
            SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 WHERE NOT EXISTS (
                SELECT 1 FROM event
                WHERE id > (SELECT coalesce(max(id), 0) - 500 FROM event)
                    AND boot = ?1 AND boottime_ns = ?2 AND session IS ?6 AND kind = ?7 AND detail = ?8)
            """,
            [
                boot.id, event.at.nanoseconds, stamp.at, stamp.synced, given.map(RFC3339.string), event.session,
                event.kind.rawValue, event.detail,
            ])
    }

    // MARK: Sessions

    /// What other rows need to know of a session.
    struct Session {
        var id: Int64
        var boot: Int64
        var press: Instant
        var startedAt: WallTime
    }

    private func insert(_ start: SessionStart, _ memory: inout LogWriter.Memory) throws {
        if let known = try session(start.id) {
            if known.boot == boot.id, known.press == start.at { return }
            // The service counted without having seen the log, as when the disk failed at its start. Nothing is lost:
            // the session gets a number of its own.
            let earlier = try database.row(
                "SELECT id FROM session WHERE boot = ? AND started_ns = ?", [boot.id, start.at.nanoseconds]
            ) { try $0.integer("id") }
            let next = try database.row("SELECT max(id) + 1 AS id FROM session") { try $0.sessionID("id") }
            memory.renumbered[start.id] = earlier ?? next
            if earlier != nil { return }
        }
        let stamp = stamp(start.at)
        try database.run(
            """
            INSERT INTO session (id, boot, modality, started_at, clock_synced, started_ns, minimum_ms, ceiling_ms,
                probes, name, site, configuration, override_reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                memory.renumbered[start.id] ?? start.id, boot.id, start.modality.rawValue, stamp.at, stamp.synced,
                start.at.nanoseconds, start.minimum.milliseconds, start.ceiling.milliseconds,
                start.probes.map(\.rawValue).joined(separator: " "), about.name, about.site, configuration(),
                start.overrideReason,
            ])
    }

    private func configuration() throws -> Int64? {
        try database.run("INSERT INTO configuration (text) VALUES (?) ON CONFLICT DO NOTHING", [about.configuration])
        return try database.row("SELECT id FROM configuration WHERE text = ?", [about.configuration]) {
            try $0.integer("id")
        }
    }

    private func set(_ end: SessionEnd, of session: Session) throws {
        // From the duration and not from the instant: a session of an earlier boot ends on that boot's time line.
        try database.run(
            """
            UPDATE session SET ended_at = ?, ended_ns = ?, duration_ms = ?, end_reason = ?, end_probe = ?,
                window_met = ? WHERE id = ?
            """,
            [
                RFC3339.string(session.startedAt + end.duration), (session.press + end.duration).nanoseconds,
                end.duration.milliseconds, end.reason.rawValue, end.probe?.rawValue, end.windowMet, session.id,
            ])
    }

    private func insert(_ sample: Sample, in session: Session) throws {
        // The probes are watched on after a power loss; that belongs to the alarm and has no place on the session's
        // time line.
        guard session.boot == boot.id else { return }
        let (millidegrees, fault): (Int64?, String?) =
            switch sample.reading {
            case .success(let temperature): (Int64(temperature.millidegrees), nil)
            case .failure(let fault): (nil, fault.rawValue)
            }
        try database.run(
            "INSERT INTO sample (id, mc, fault) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            [SampleKey.key(session.id, sample.at - session.press, sample.role), millidegrees, fault])
    }

    private func withSession(_ id: Int64, _ memory: inout LogWriter.Memory, _ body: (Session) throws -> Void) throws {
        let number = memory.renumbered[id] ?? id
        if let session = try session(number) { return try body(session) }
        guard memory.absent.insert(id).inserted else { return }
        try insert(
            LogEvent(
                session: nil, at: clock.instant, kind: .fault,
                detail: "log: session \(id) is not in this file; its entries were left out"))
    }

    private func session(_ id: Int64) throws -> Session? {
        try database.row("SELECT id, boot, started_ns, started_at FROM session WHERE id = ?", [id]) { row in
            Session(
                id: try row.integer("id"), boot: try row.integer("boot"),
                press: try row.instant("started_ns"), startedAt: try row.wallTime("started_at"))
        }
    }
}
