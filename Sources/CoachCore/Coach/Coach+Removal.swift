extension Coach {
    /// SR-15: raises the alarm that asks for the pack to be taken off. It latches: only an acknowledgement ends it.
    mutating func alarm(_ kind: AlarmKind, _ words: String, at now: Instant) {
        guard let id = aftermath?.session.start.id else { return }
        if case .checking(let check) = phase {
            refuse(.unansweredAlarm(check.request), check, at: now)
        }
        aftermath?.resumable = nil
        watch = nil
        shownRefusal = nil
        phase = .removal(kind, since: now)
        emit(.log(.alarm(session: id, at: now, kind)))
        log(.alarm, "\(kind.rawValue): \(words)", session: id, at: now)
    }

    mutating func acknowledge(at: Instant) {
        guard case .removal(let kind, _) = phase, let ended = aftermath else { return }
        let id = ended.session.start.id
        emit(.log(.alarmOver(session: id, at: at, expired: false)))
        log(.acknowledged, kind.rawValue, session: id, at: at)
        phase = .idle
        deafUntil = at + CoachRules.deafAfterEnd
        aftermath?.expiresAt = nil
        // Until someone was there the pack may have been on.
        if ended.end.reason == .powerLoss || ended.end.reason == .shutdown {
            // What the log knows of it stays: after a boot its samples, and with them its dose, are not here.
            var past = history.sessions.first { $0.id == id } ?? historic(ended.session, ended.end)
            past.endedAt = at
            remember(past)
        }
        if kind == .safety {
            aftermath?.session.monitor.answered(at: at)
            aftermath?.recheckAt = at + CoachRules.recheckAfter
        }
    }

    mutating func meetRemovalDeadlines(at now: Instant) {
        guard let ended = aftermath else { return }
        switch phase {
        case .removal:
            guard let due = ended.expiresAt, due <= now else { return }
            emit(.log(.alarmOver(session: ended.session.start.id, at: now, expired: true)))
            log(.alarmExpired, "two hours have passed since the session", session: ended.session.start.id, at: now)
            tellDose(isLast: true)
            phase = .idle
            aftermath = nil
        case .idle, .checking:
            if let due = ended.recheckAt, due <= now { recheck(ended, at: now) }
            if case .idle = phase, let left = aftermath, left.until <= now {
                tellDose(isLast: true)
                aftermath = nil
            }
        case .running, .leaving, .gone: return
        }
    }

    /// A minute after the acknowledgement: does the danger last that it answered for?
    private mutating func recheck(_ ended: Aftermath, at now: Instant) {
        var ended = ended
        ended.recheckAt = nil
        let danger = ended.session.monitor.recheck(at: now)
        aftermath = ended
        if danger.contains(.skin) {
            alarm(.safety, "the skin is still in danger: take the pack off", at: now)
        } else if danger.contains(.pack), !ended.packWasRechecked {
            aftermath?.packWasRechecked = true
            alarm(.safety, "the pack is still in danger of harming skin: take it off", at: now)
        }
    }

    /// SR-16: the skin's stop limits stay armed for a while after an end.
    mutating func aftermathSample(_ sample: Sample, at now: Instant) {
        guard var ended = aftermath else { return }
        // Past its time too: a press from before it may still be on its way.
        ended.resumable?.samples.append(sample)
        let findings = ended.session.monitor.take(sample)
        aftermath = ended
        logOverrun(sample)
        tellDose(isLast: false)
        guard case .stop(let reason, let danger) = findings.first else { return }
        if ended.end.at == now, reason.precedence < ended.end.reason.precedence {
            // Both fell on the same instant: the graver reason is the one.
            return end(ended.session, reason, danger, at: now)
        }
        guard danger.probe == .skin, !isInSafetyRemoval else { return }
        alarm(.safety, "take the pack off at once: \(danger.words)", at: now)
    }

    private var isInSafetyRemoval: Bool {
        if case .removal(.safety, _) = phase { true } else { false }
    }

    /// Time that has provably passed since a session of an earlier boot.
    mutating func provePassing(since end: Instant) {
        guard aftermath?.expiresAt != nil else { return }
        aftermath?.expiresAt = end + CoachRules.powerLossExpires
    }
}

extension EndReason {
    /// If ends fall together the gravest is the reason, then the others in this order; a press comes last.
    private static let gravestFirst: [Set<EndReason>] = [[.tooHot, .tooCold], [.dose], [.probeFault], [.ceiling]]

    fileprivate var precedence: Int {
        Self.gravestFirst.firstIndex { $0.contains(self) } ?? Self.gravestFirst.count
    }
}
