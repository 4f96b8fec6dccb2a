import CoachCore

extension SessionStore.Opened {
    /// Takes in what the run before left behind. It is at least as new as the log, which may have missed the end: the
    /// disk was full, or the service was killed first. What the log lacks is owed to it.
    /// - Parameter unlogged: what happened and may not be in the log, in order.
    public mutating func take(_ left: Handover.Session?, unlogged: [LogEntry] = []) {
        // An end that an earlier boot's session was given before is the one.
        let told = Set(unlogged.compactMap { if case .ended(let id, _) = $0 { id } else { nil } })
        owed.removeAll { $0.session.map(told.contains) ?? false }
        owed += unlogged
        inherited = History.sessions(in: unlogged)
        if let left { takeUp(left, unlogged) }
        history.add(missing: inherited)
    }

    private mutating func takeUp(_ left: Handover.Session, _ unlogged: [LogEntry]) {
        let logged = unfinished.flatMap { $0.isTheSame(as: left.session) ? $0 : nil }
        var session = logged ?? left.session
        // What is owed already need not be concluded from what was left. There it has the number that the service knows.
        let number = left.session.start.id
        let id = session.start.id
        if logged == nil, !session.isFromEarlierBoot {
            if !unlogged.contains(.started(left.session.start)) { owe(session.start) }
            if let end = session.end, !unlogged.contains(.ended(session: number, end)) { owe(end, of: id) }
        } else if let end = left.session.end, session.end == nil {
            session.end = end
            if !unlogged.contains(.ended(session: number, end)) { owe(end, of: id) }
        } else if session.end?.reason == .stoppedEarly, left.session.end == nil {
            // An early stop that was taken back.
            owed.append(.resumed(session: id, at: session.start.at))
            session.end = nil
        }
        if let alarm = left.session.alarm, logged?.alarm?.kind != alarm.kind,
            !unlogged.contains(.alarm(session: number, at: alarm.since, alarm.kind))
        {
            owe(alarm, of: id)
        }
        session.alarm = left.session.alarm ?? session.alarm
        session.acknowledgedAt = left.session.acknowledgedAt ?? session.acknowledgedAt
        if let at = left.answeredAt {
            session.acknowledgedKind = session.alarm?.kind
            session.acknowledgedAt = at
            session.alarm = nil
            if !unlogged.contains(.alarmOver(session: number, at: at, expired: false)) { owe(answerTo: session, at) }
        }
        unfinished = session
        if left.isOver { over = left }
        inherit(session, known: number)
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

    private mutating func owe(answerTo session: UnfinishedSession, _ at: Instant) {
        let id = session.start.id
        let words = session.acknowledgedKind?.rawValue ?? ""
        owed += [
            .alarmOver(session: id, at: at, expired: false),
            .event(LogEvent(session: id, at: at, kind: .acknowledged, detail: words)),
        ]
    }

    /// An end that the log does not have yet counts for the rests all the same.
    /// - Parameter known: the number by which the run before knew it.
    private mutating func inherit(_ session: UnfinishedSession, known: Int64) {
        let id = session.start.id
        history.nextSessionID = max(history.nextSessionID, id + 1)
        let dose = inherited.last { $0.id == known }?.dose ?? 0
        inherited.removeAll { $0.id == known }
        guard let end = session.end else { return }
        let answer = end.reason.isOpenEnded ? session.acknowledgedAt : nil
        // The log dates an earlier boot's session better than whoever left it, but for an answer of this boot.
        guard !session.isFromEarlierBoot || answer != nil || !history.sessions.contains(where: { $0.id == id })
        else { return }
        inherited.append(
            History.Session(
                id: id, modality: session.start.modality, reason: end.reason, probe: end.probe,
                duration: end.duration, endedAt: answer ?? end.at, dose: dose))
    }
}

extension History {
    /// Sessions of this boot that began and ended in these entries.
    static func sessions(in entries: [LogEntry]) -> [Session] {
        var starts: [Int64: SessionStart] = [:]
        var past: [Int64: Session] = [:]
        var doses: [Int64: Double] = [:]
        for entry in entries {
            switch entry {
            case .started(let start): starts[start.id] = start
            case .measured(let id, _, _, let dose): doses[id] = dose
            case .ended(let id, let end):
                guard let start = starts[id] else { continue }
                past[id] = Session(
                    id: id, modality: start.modality, reason: end.reason, probe: end.probe, duration: end.duration,
                    endedAt: end.at)
            case .resumed(let id, _): past[id] = nil
            case .alarmOver(let id, let at, expired: false):
                if past[id]?.reason.isOpenEnded == true { past[id]?.endedAt = at }
            case .sample, .alarm, .alarmOver, .event: break
            }
        }
        for (id, dose) in doses { past[id]?.dose = dose }
        return past.values.sorted { $0.id < $1.id }
    }

    /// Takes in what the log lacks, and nothing twice.
    mutating func add(missing others: [Session]) {
        for other in others {
            nextSessionID = max(nextSessionID, other.id + 1)
            if let index = sessions.firstIndex(where: { $0.isTheSame(as: other) }) {
                // The log may lack the answer, from which the rest runs.
                sessions[index].endedAt = max(sessions[index].endedAt, other.endedAt)
            } else {
                sessions.append(other)
            }
        }
    }
}

extension History.Session {
    /// By its end, which the log keeps in milliseconds, because the log may have given it another number. After an end
    /// that says nothing of the pack another moment counts as soon as there was an answer.
    fileprivate func isTheSame(as other: Self) -> Bool {
        guard modality == other.modality else { return false }
        let apart = endedAt - other.endedAt
        return apart > .milliseconds(-2) && apart < .milliseconds(2) || id == other.id && reason.isOpenEnded
    }
}

extension EndReason {
    /// It says nothing of when the pack came off.
    fileprivate var isOpenEnded: Bool { self == .shutdown || self == .powerLoss }
}

extension UnfinishedSession {
    /// A session of this boot is told by its press, which no two share; the log may have given it another number. One of
    /// an earlier boot lies at another instant each time, as more is proven, and keeps its number.
    func isTheSame(as other: UnfinishedSession) -> Bool {
        guard isFromEarlierBoot == other.isFromEarlierBoot else { return false }
        return isFromEarlierBoot ? start.id == other.start.id : start.at == other.start.at
    }
}
