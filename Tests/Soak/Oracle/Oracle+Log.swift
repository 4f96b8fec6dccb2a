import CoachCore
import SessionLog

/// What the log says, held against what happened.
extension Oracle {
    /// True time of a session's press.
    func moment(_ row: Ledger.Session) -> Moment {
        (bootedAt[row.boot] ?? 0) + row.startedAt - Life.bootInstant.nanoseconds
    }

    /// Every session is there exactly once, with its right end.
    /// - Parameter horizon: what happened before must be there.
    func compare(_ sessions: [Ledger.Session], before horizon: Moment) {
        let byPress = Dictionary(grouping: sessions, by: moment)
        for (press, rows) in byPress where rows.count > 1 {
            complain("the session of \(clockFace(press)) is in the log \(rows.count) times")
        }
        for one in past where one.changedAt < horizon {
            guard let row = byPress[one.press]?.first else {
                complain("the session of \(clockFace(one.press)), \(one.reason.rawValue), is not in the log")
                continue
            }
            compare(one, row)
        }
        if let watch = running, changedAt < horizon {
            if let row = byPress[watch.press]?.first {
                let isOver = row.reason != nil && !powerIsNew && now <= watch.ceilingAt
                if isOver { complain("the session that runs is over in the log: \(row.reason ?? "")") }
            } else {
                complain("the session that runs is not in the log")
            }
        }
        let known = Set(past.map(\.press) + [running?.press].compactMap { $0 })
        for row in sessions where !known.contains(moment(row)) {
            complain("session \(row.id) is in the log, and there was none at \(clockFace(moment(row)))")
        }
    }

    /// A new boot has begun in this step: what ran is closed by now.
    private var powerIsNew: Bool { bootedAt[boot] == now }

    private func compare(_ one: Past, _ row: Ledger.Session) {
        let name = "the session of \(clockFace(one.press))"
        if row.boot != one.boot { complain("\(name) is logged in boot \(row.boot), it was \(one.boot)") }
        if row.modality != one.modality.rawValue { complain("\(name) is logged as \(row.modality)") }
        if row.reason != one.reason.rawValue {
            complain("\(name) ended as \(one.reason.rawValue), the log says \(row.reason ?? "nothing")")
        }
        let length = row.milliseconds ?? -1
        if abs(length - one.duration / 1_000_000) > 1 {
            complain("\(name) took \(one.duration / 1_000_000) ms, the log says \(length)")
        }
        if let crossed = one.crossedBy, one.reason == .tooCold || one.reason == .tooHot, row.probe != crossed.rawValue {
            complain("\(name) was ended by the \(crossed.rawValue) probe, the log says \(row.probe ?? "nothing")")
        }
        if one.kept != nil, setup.probes.contains(.skin), let dose = row.dose,
            // The skin may have been read once more at the very end.
            dose < (one.doseAtLeast - one.lastDose) * (1 - 1e-9) - 1e-6 || dose > one.doseAtMost * (1 + 1e-9) + 1e-6
        {
            complain("\(name) has a dose of \(dose), it was \(one.doseAtLeast) to \(one.doseAtMost)")
        }
    }

    /// The whole log at the end of a life, as its schema has it and as whoever exports it gets it.
    func judgeLog() {
        guard changedAt < doubt.since(now), !doubt.isTroubled else { return }
        do {
            let sessions = try ledger.sessions()
            compare(sessions, before: now + 1)
            for row in sessions { try compareSamples(row) }
            try compareAlarms(sessions)
            let events = try ledger.events()
            for (kind, count) in marks where events[kind.rawValue] ?? 0 != count && lastMarkAt < doubt.since(now) {
                complain("\(count) times \(kind.rawValue) was marked, the log has \(events[kind.rawValue] ?? 0)")
            }
            let verdict = try ledger.verdict()
            if verdict != "ok" { complain("the log is damaged: \(verdict)") }
            try compareExport(sessions)
        } catch {
            complain("the log cannot be read: \(error)")
        }
    }

    private func compareSamples(_ row: Ledger.Session) throws {
        guard let one = past.first(where: { $0.press == moment(row) }), let all = one.kept else { return }
        // What was read at the end itself may belong to it or not.
        let end = row.milliseconds ?? 0
        let logged = try ledger.samples(of: row.id).filter { $0.time < end }
        let kept = all.filter { $0.time < end }
        if Set(logged) != Set(kept) || logged.count != kept.count {
            let difference = Set(logged).symmetricDifference(kept).min { $0.time < $1.time }
            let words = difference.map { ", first at \($0.time) ms: \($0.role.rawValue) \($0.reading)" } ?? ""
            complain(
                "the session of \(clockFace(one.press)) had \(kept.count) readings, the log has \(logged.count)\(words)"
            )
        }
    }

    private func compareAlarms(_ sessions: [Ledger.Session]) throws {
        let alarms = Dictionary(grouping: try ledger.alarms(), by: \.session)
        for row in sessions {
            guard let one = past.first(where: { $0.press == moment(row) }), let acknowledged = one.acknowledgedAt else {
                continue
            }
            let isThere = (alarms[row.id] ?? []).contains { alarm in
                alarm.overBy == "acknowledged"
                    && (bootedAt[alarm.boot] ?? 0) + (alarm.overAt ?? 0) - Life.bootInstant.nanoseconds == acknowledged
            }
            if !isThere {
                complain("the acknowledgement at \(clockFace(acknowledged)) is not in the log")
            }
        }
    }

    /// What `packcoach log` gives is what the rows say.
    private func compareExport(_ sessions: [Ledger.Session]) throws {
        let exported = try LogReader(path: ledger.path).sessions()
        let one = exported.reversed().map { "\($0.id) \($0.modality.rawValue) \($0.endReason?.rawValue ?? "")" }
        let other = sessions.map { "\($0.id) \($0.modality) \($0.reason ?? "")" }
        if one != other { complain("the log's export differs from its rows") }
        if exported.contains(where: { $0.windowMet && ![.completed, .ceiling, nil].contains($0.endReason) }) {
            complain("a window is met in a session that safety or a fault ended")
        }
    }
}
