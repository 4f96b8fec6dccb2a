import CoachCore

extension SessionStore.Opened {
    /// Takes in what the run before left behind. It is at least as new as the log, which may have missed the end: the
    /// disk was full, or the service was killed first. What the log lacks is owed to it.
    public mutating func take(_ left: Handover.Session?) {
        guard let left else { return }
        let logged = unfinished.flatMap { $0.isTheSame(as: left.session) ? $0 : nil }
        var session = logged ?? left.session
        let id = session.start.id
        if logged == nil, !session.isFromEarlierBoot {
            owe(session.start)
            if let end = session.end { owe(end, of: id) }
        } else if let end = left.session.end, session.end == nil {
            session.end = end
            owe(end, of: id)
        } else if session.end?.reason == .stoppedEarly, left.session.end == nil {
            // An early stop that was taken back.
            owed.append(.resumed(session: id, at: session.start.at))
            session.end = nil
        }
        if let alarm = left.session.alarm, logged?.alarm?.kind != alarm.kind { owe(alarm, of: id) }
        session.alarm = left.session.alarm ?? session.alarm
        if let at = left.answeredAt { answer(&session, at: at) }
        unfinished = session
        if left.isOver { over = left }
        count(session)
    }

    // In the words of the rules: what was written after all is not there twice.

    private mutating func owe(_ start: SessionStart) {
        let modality = start.modality.rawValue
        let words = start.overrideReason.map { "\(modality), rest overridden: \($0)" } ?? modality
        owed += [
            .started(start), .event(LogEvent(session: start.id, at: start.at, kind: .started, detail: words)),
        ]
    }

    private mutating func owe(_ end: SessionEnd, of id: Int64) {
        owed += [
            .ended(session: id, end),
            .event(LogEvent(session: id, at: end.at, kind: .ended, detail: end.reason.rawValue)),
        ]
    }

    private mutating func owe(_ alarm: UnfinishedSession.Alarm, of id: Int64) {
        let words = "\(alarm.kind.rawValue): take the pack off"
        owed += [
            .alarm(session: id, at: alarm.since, alarm.kind),
            .event(LogEvent(session: id, at: alarm.since, kind: .alarm, detail: words)),
        ]
    }

    private mutating func answer(_ session: inout UnfinishedSession, at: Instant) {
        let id = session.start.id
        session.acknowledgedKind = session.alarm?.kind
        session.acknowledgedAt = at
        session.alarm = nil
        let words = session.acknowledgedKind?.rawValue ?? ""
        owed += [
            .alarmOver(session: id, at: at, expired: false),
            .event(LogEvent(session: id, at: at, kind: .acknowledged, detail: words)),
        ]
    }

    /// An end that the log does not have yet counts for the rests all the same.
    private mutating func count(_ session: UnfinishedSession) {
        history.nextSessionID = max(history.nextSessionID, session.start.id + 1)
        guard let end = session.end, !history.sessions.contains(where: { $0.id == session.start.id }) else { return }
        // Only these two say nothing of when the pack came off.
        let isOpenEnded = end.reason == .shutdown || end.reason == .powerLoss
        history.sessions.append(
            History.Session(
                id: session.start.id, modality: session.start.modality, reason: end.reason, probe: end.probe,
                duration: end.duration, endedAt: (isOpenEnded ? session.acknowledgedAt : nil) ?? end.at))
    }
}

extension UnfinishedSession {
    /// A session of this boot is told by its press, which no two share; the log may have given it another number. One of
    /// an earlier boot lies at another instant each time, as more is proven, and keeps its number.
    func isTheSame(as other: UnfinishedSession) -> Bool {
        guard isFromEarlierBoot == other.isFromEarlierBoot else { return false }
        return isFromEarlierBoot ? start.id == other.start.id : start.at == other.start.at
    }
}
