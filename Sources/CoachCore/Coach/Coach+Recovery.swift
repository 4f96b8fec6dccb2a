extension Coach {
    /// SR-17: the service is up and goes on with what an earlier run of it left.
    mutating func begin(_ beginning: Beginning, at now: Instant) {
        switchPosition = beginning.switchPosition
        if beginning.buttonIsClosed {
            button.closedSince = now
            buttonIsStuck(at: now)
        }
        lampTestUntil = now + CoachRules.lampTest
        noteClock(at: now)
        guard let unfinished = beginning.unfinished else { return }
        let session = rebuild(unfinished, at: now)
        if let end = unfinished.end { return recover(unfinished, session, end, at: now) }
        phase = .running(session)
        // Nobody told the person that time was up, so the pack may have been on for too long: not a planned end.
        if session.ceilingAt < now { end(session, .ceiling, nil, at: now, alarm: .safety) }
    }

    /// What must not be forgotten were the service to vanish now: the session that runs, or whose removal alarm nobody
    /// has answered; without samples. Nil: neither.
    public var unfinished: UnfinishedSession? {
        switch phase {
        case .running(let session):
            UnfinishedSession(
                start: session.start, windowOpened: session.windowIsOpen, skinChecks: session.skinChecks)
        case .removal(let kind, let since): aftermath?.unanswered(kind, since: since)
        case .leaving: aftermath.map { $0.unanswered(.safety, since: $0.end.at) }
        case .idle, .checking, .gone: nil
        }
    }

    /// Feeds the monitor what the log kept, so that every hold, sum and dose is what it was.
    private func rebuild(_ unfinished: UnfinishedSession, at now: Instant) -> RunningSession {
        var start = unfinished.start
        // Changed limits count for what already runs where they are stricter, and only there.
        start.ceiling = min(start.ceiling, plan.times(start.modality).ceiling)
        start.minimum = min(start.minimum, start.ceiling)
        // The session's own dose is counted again from its samples.
        let others = history.sessions.filter { $0.id != start.id }
        var earlier = history
        earlier.sessions = others
        // An earlier boot's samples lie on another time line; only what is measured now says anything.
        let begin = unfinished.isFromEarlierBoot ? now : start.at
        var session = RunningSession(
            start: start,
            monitor: SafetyMonitor(
                modality: start.modality, probes: plan.probes, start: begin,
                earlierDose: WaitRules(plan: plan, history: earlier).earlierDose(at: start.at)),
            notices: SessionNotices(modality: start.modality, probes: plan.probes, start: begin))
        session.windowIsOpen = unfinished.windowOpened
        session.skinChecks = max(
            unfinished.skinChecks, CoachRules.skinChecks.filter { start.at + $0 <= now }.count)
        for sample in unfinished.samples where !unfinished.isFromEarlierBoot {
            // What was read after the end is no reading of the session.
            if unfinished.end.map({ sample.at <= $0.at }) ?? true { session.widen(by: sample) }
            _ = session.monitor.take(sample)
            _ = session.notices.take(sample)
            _ = session.notices.due(at: sample.at)
        }
        // A probe that had failed already has been silent all along; of the others nobody could hear.
        let silent = Set(unfinished.samples.map(\.role)).filter { role in
            if case .failure = unfinished.samples.last(where: { $0.role == role })?.reading { true } else { false }
        }
        session.monitor.listen(from: now, except: silent)
        session.notices.listen(from: now, except: silent)
        return session
    }

    /// A session that had ended: its alarm stands, or its skin limits are still armed.
    private mutating func recover(
        _ unfinished: UnfinishedSession, _ session: RunningSession, _ end: SessionEnd, at now: Instant
    ) {
        let logged = history.sessions.first { $0.id == unfinished.start.id }?.dose ?? 0
        var ended = Aftermath(
            session: session, end: end, armedUntil: end.at + CoachRules.armedAfterEnd,
            packWasRechecked: unfinished.safetyAlarms > 1, isFromEarlierBoot: unfinished.isFromEarlierBoot,
            doseBefore: unfinished.isFromEarlierBoot ? logged : 0,
            toldDose: max(logged, session.monitor.doseMinutes ?? 0))
        // What was answered in this boot is answered, even if the log has not heard of it.
        if unfinished.isFromEarlierBoot, unfinished.acknowledgedAt == nil {
            return askAfterBoot(ended, at: now)
        }
        if let alarm = unfinished.alarm {
            aftermath = ended
            phase = .removal(alarm.kind, since: alarm.since)
            return
        }
        if let acknowledged = unfinished.acknowledgedAt {
            // The planned end asked about no danger: every limit stays armed.
            if unfinished.acknowledgedKind != .planned {
                ended.session.monitor.answered(at: acknowledged)
                ended.recheckAt = acknowledged + CoachRules.recheckAfter
            }
        } else if end.reason == .stoppedEarly {
            ended.resumable = Resumable(session: session, until: end.at + CoachRules.resumeWithin)
        }
        guard ended.until > now else { return }
        // What was read before is not at hand: a look that was due meanwhile waits for the first reading.
        ended.recheckAt = ended.recheckAt.map { max($0, now + CoachRules.checkTimeout) }
        aftermath = ended
    }

    /// After a new boot nobody knows whether the pack is still on: the alarm asks, until an answer or two hours.
    private mutating func askAfterBoot(_ ended: Aftermath, at now: Instant) {
        let expires = ended.end.at + CoachRules.powerLossExpires
        aftermath = ended
        aftermath?.expiresAt = expires
        // Two hours that have provably passed already need no alarm in an empty house.
        if expires <= now {
            phase = .removal(.safety, since: now)
        } else {
            alarm(.safety, "after \(ended.end.reason.rawValue): take the pack off", at: now)
        }
    }
}

extension Aftermath {
    /// The session with its alarm, as the next run of the service takes it up.
    fileprivate func unanswered(_ kind: AlarmKind, since: Instant) -> UnfinishedSession {
        UnfinishedSession(
            start: session.start, end: end, alarm: .init(kind: kind, since: since),
            // Once somebody has answered in this boot the alarm no longer ends by itself.
            acknowledgedAt: isFromEarlierBoot && expiresAt == nil ? since : nil,
            windowOpened: session.windowIsOpen, skinChecks: session.skinChecks, isFromEarlierBoot: isFromEarlierBoot)
    }
}
