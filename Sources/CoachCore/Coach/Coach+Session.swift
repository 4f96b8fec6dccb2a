extension Coach {
    // MARK: Deadlines

    mutating func meetSessionDeadlines(at now: Instant) {
        guard case .running(var session) = phase else { return }
        let id = session.start.id
        if let due = session.nextSkinCheck, due <= now, due < session.ceilingAt {
            session.skinChecks += 1
            log(.skinCheck, "look at your skin", session: id, at: now)
            play(.chirp, at: now)
        }
        if !session.windowIsOpen, session.windowAt <= now, session.windowAt < session.ceilingAt {
            session.windowIsOpen = true
            log(.windowOpen, "taking the pack off now completes the session", session: id, at: now)
            play(.twoChirps, at: now)
        }
        for told in session.notices.due(at: now) {
            log(.notice, "\(told.notice.rawValue): \(told.role.rawValue) probe", session: id, at: now)
        }
        phase = .running(session)
        endIfDue(session, at: now, told: now)
    }

    /// SR-14: no session goes on past its ceiling. Ends that fall together: the probe's fault is graver than the ceiling. Told late, the earlier one counts.
    private mutating func endIfDue(_ session: RunningSession, at: Instant, told now: Instant) {
        if case .stop(let reason, let danger) = session.monitor.silence(at: min(now, session.ceilingAt)) {
            end(session, reason, danger, at: at, told: now)
        } else if session.ceilingAt <= now {
            end(session, .ceiling, nil, at: at, told: now)
        }
    }

    // MARK: Samples

    mutating func sessionSample(_ sample: Sample, at now: Instant) {
        guard case .running(var session) = phase else { return }
        let holdsBefore = session.monitor.holds
        emit(.log(.sample(session: session.start.id, sample)))
        session.widen(by: sample)
        let findings = session.monitor.take(sample)
        for told in session.notices.take(sample) {
            log(.notice, "\(told.notice.rawValue): \(told.role.rawValue) probe", session: session.start.id, at: now)
        }
        phase = .running(session)
        if session.monitor.holds != holdsBefore { emit(.flush) }
        for case .warning(let danger) in findings {
            log(.warned, danger.words, session: session.start.id, at: now)
            play(.warning, at: now)
        }
        if case .stop(let reason, let danger) = findings.first {
            end(session, reason, danger, at: sample.at, told: now)
        }
    }

    // MARK: End

    /// A press or `stop`: the window decides what it was.
    @discardableResult
    mutating func endByPerson(_ session: RunningSession, at: Instant) -> EndReason {
        let reason = at >= session.windowAt ? EndReason.completed : .stoppedEarly
        end(session, reason, nil, at: at)
        return reason
    }

    /// - Parameters:
    ///   - at: when it was over.
    ///   - now: where that is known only later; what follows runs from here. Nil: at once.
    ///   - kind: the alarm that follows; nil: the one of the reason.
    mutating func end(
        _ session: RunningSession, _ reason: EndReason, _ danger: Danger?, at: Instant, told now: Instant? = nil,
        alarm kind: AlarmKind? = nil
    ) {
        let now = now ?? at
        let duration = at - session.start.at
        let end = SessionEnd(
            at: at, reason: reason, probe: danger?.probe, duration: duration,
            windowMet: (reason == .completed || reason == .ceiling) && duration >= session.start.minimum)
        emit(.log(session.measured))
        emit(.log(.ended(session: session.start.id, end)))
        log(
            .ended, danger.map { "\(reason.rawValue): \($0.words)" } ?? reason.rawValue, session: session.start.id,
            at: at)
        remember(historic(session, end))
        aftermath = Aftermath(
            session: session, end: end, armedUntil: now + CoachRules.armedAfterEnd,
            resumable: reason == .stoppedEarly
                ? Resumable(session: session, until: at + CoachRules.resumeWithin) : nil,
            toldDose: session.monitor.doseMinutes ?? 0)
        deafUntil = now + CoachRules.deafAfterEnd
        sound = nil
        switch reason {
        case .completed, .stoppedEarly: phase = .idle
        case .ceiling: alarm(kind ?? .planned, "take the pack off", at: now)
        case .tooCold, .tooHot, .dose, .probeFault, .powerLoss, .shutdown:
            alarm(.safety, "take the pack off at once: \(danger?.words ?? reason.rawValue)", at: now)
        }
    }

    /// Keeps a session for the rules, whether or not the log has it yet.
    func historic(_ session: RunningSession, _ end: SessionEnd) -> History.Session {
        History.Session(
            id: session.start.id, modality: session.start.modality, reason: end.reason, probe: end.probe,
            duration: end.duration, endedAt: end.at, dose: session.monitor.doseMinutes ?? 0)
    }

    mutating func remember(_ past: History.Session) {
        ownSessions[past.id] = past
        keep(past)
    }

    mutating func keep(_ past: History.Session) {
        history.sessions.removeAll { $0.id == past.id }
        history.sessions.append(past)
        history.nextSessionID = max(history.nextSessionID, past.id + 1)
    }

    // MARK: Resume

    /// Takes an early stop back: all counts as if the pack had stayed on.
    /// - Parameter asked: when the button closed or the command came.
    /// - Returns: the session that goes on; nil: there was none to take back.
    mutating func resume(as request: Modality?, asked: Instant, at now: Instant) -> Int64? {
        guard let stopped = aftermath?.resumable, asked <= stopped.until,
            request == nil || request == stopped.session.start.modality
        else { return nil }
        let id = stopped.session.start.id
        aftermath = nil
        watch = nil
        shownRefusal = nil
        ownSessions[id] = nil
        history.sessions.removeAll { $0.id == id }
        emit(.log(.resumed(session: id, at: now)))
        log(.resumed, session: id, at: now)
        play(.chirp, at: now)
        phase = .running(stopped.session)
        for sample in stopped.samples { replay(sample, at: now) }
        endAtCeiling(before: now, at: now)
        return id
    }

    /// What was read while nobody knew that the session would go on, at its own time.
    private mutating func replay(_ sample: Sample, at now: Instant) {
        endAtCeiling(before: sample.at, at: now)
        if case .running = phase { sessionSample(sample, at: now) } else { aftermathSample(sample, at: now) }
    }

    /// As if the pack had stayed on it ended at its ceiling and not a moment later.
    private mutating func endAtCeiling(before instant: Instant, at now: Instant) {
        guard case .running(let session) = phase, session.ceilingAt < instant else { return }
        endIfDue(session, at: session.ceilingAt, told: now)
    }

    // MARK: Leaving

    /// SIGTERM. In a session: three beeps, and the next start of the service asks for the pack.
    mutating func leave(at now: Instant) {
        switch phase {
        case .running(let session):
            end(session, .shutdown, nil, at: now)
            phase = .leaving(at: now + Sound.goodbye.rhythm.length)
            sound = (.goodbye, now)
        case .checking(let check):
            answer(check.ticket, .impossible("the service is stopping"))
            exit()
        case .idle, .removal:
            tellDose(isLast: true)
            exit()
        case .leaving, .gone: return
        }
    }

    mutating func exit() {
        phase = .gone
        emit(.exit)
    }
}
