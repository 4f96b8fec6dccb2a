@testable import CoachCore

extension Oracle {
    // MARK: What is shown, and when it wants to be woken

    /// What the coach shows and plans that it must not. Empty: all is well.
    func complaints(about coach: Coach, at now: Instant) -> [String] {
        let (shown, state) = (coach.indication(at: now), coach.status(at: now).state)
        let wakes = coach.nextDeadline(at: now)
        let (count, lit) = (shown.lit.count, shown.lit.bits.nonzeroBitCount)
        var complaints: [String] = []
        func require(_ holds: Bool, _ words: String) { if !holds { complaints.append(words) } }
        func isWoken(by due: Instant) -> Bool { wakes.map { $0 <= due } ?? false }

        if let wakes { require(wakes > now, "a deadline that was met stands") }
        switch stage {
        case .running(let session):
            require(state == .applying || state == .windowOpen, "a session that runs is called \(state)")
            require(now < session.ceilingAt, "a session runs beyond its ceiling")
            require(isWoken(by: session.ceilingAt), "nobody wakes it at the ceiling")
            require(isWoken(by: session.silentAt), "nobody wakes it when a probe is silent")
            // ceil(count × left / ceiling), in whole numbers.
            let (left, whole) = ((session.ceilingAt - now).nanoseconds, session.ceiling.nanoseconds)
            require(lit == Int((Int64(count) * left + whole - 1) / whole), "\(lit) of \(count) LEDs tell the time left")
        case .removal(let kind, let since):
            let isEscalated = kind == .safety || now - since >= .seconds(120)
            require(state == (kind == .planned ? .removePlanned : .removeSafety), "an alarm is called \(state)")
            require(lit == count, "an alarm lights \(lit) of \(count) LEDs")
            let beats = stride(from: 0, to: isEscalated ? 500 : 30_000, by: 100)
            require(
                beats.contains { coach.indication(at: now + .milliseconds($0)).buzzer }, "an alarm that is not heard")
            if let expires = after?.expiresAt { require(isWoken(by: expires), "nobody wakes it when it expires") }
        case .idle, .checking:
            require(state == .idle || state == .fault, "no session runs and no alarm stands, and it says \(state)")
            let showsWait = coach.shownRefusal.map { $0.refusal.showsShare && now - $0.since < .seconds(5) } ?? false
            require(lit == 0 || lit == count || showsWait, "\(lit) of \(count) LEDs look like a session, and none runs")
            if let due = after?.recheckAt { require(isWoken(by: due), "nobody wakes it to ask again") }
        case .leaving, .gone:
            require(lit == 0, "LEDs are lit and the service leaves")
            if case .gone = stage { require(!shown.buzzer, "the buzzer sounds and the service is gone") }
        }
        return complaints
    }

    // MARK: What a log says

    /// The rules go by what the log proves; what it could not keep is remembered by the service that runs.
    mutating func learn(_ log: KeptLog, at now: Instant) {
        let own = rules.past
        rules = OracleRules()
        rules.run = log.run
        rules.onset = log.onset
        for record in log.records {
            guard let end = record.end else { continue }
            rules.keep(
                OracleRules.Past(
                    id: record.start.id, modality: record.start.modality, reason: end.reason, probe: end.probe,
                    duration: end.duration, endedAt: record.restFrom, dose: record.dose))
        }
        for session in own where ownIDs.contains(session.id) { rules.keep(session) }
        if case .removal = stage, after?.expiresAt != nil, let ended = after,
            let record = log.records.first(where: { $0.start.id == ended.session.id }), let end = record.end
        {
            after?.expiresAt = end.at + .seconds(7200)
        }
    }

    /// A service comes back with what the log kept.
    /// - Returns: what was lost and should not have been.
    mutating func restart(_ log: KeptLog, _ unfinished: UnfinishedSession?, at now: Instant) -> [String] {
        let (before, afterBefore) = (stage, after)
        var lost: [String] = []
        nextID = log.history(at: now).nextSessionID
        rules.past = []
        ownIDs = []
        learn(log, at: now)
        (stage, after, deafUntil) = (.idle, nil, nil)
        if closedSince != nil { (closedSince, isStuck) = (now, true) }
        guard let unfinished else {
            if case .running = before, !log.fails { lost.append("a session that ran") }
            if case .removal = before, !log.fails { lost.append("an alarm that stood") }
            return lost
        }
        // Its own dose counts from its samples.
        var others = rules
        others.past.removeAll { $0.id == unfinished.start.id }
        var session = OracleSession(
            unfinished.start, earlierDose: others.doseOfTheDay(at: unfinished.start.at))
        if !unfinished.isFromEarlierBoot { for sample in unfinished.samples { _ = session.take(sample) } }
        if case .running(let kept) = before, kept.id == session.id, !unfinished.isFromEarlierBoot, !log.fails,
            kept.tracks.map(\.since) != session.tracks.map(\.since)
        {
            lost.append("when a limit was first passed")
        }
        for role in session.heard.keys {
            let last = unfinished.samples.last { $0.role == role }
            // A probe that had failed has been silent all along; of the others nobody could hear.
            if case .failure = last?.reading { continue }
            session.heard[role] = max(now, session.heard[role] ?? now)
            session.awaited.insert(role)
        }
        guard let end = unfinished.end else {
            stage = .running(session)
            return lost
        }
        takeUp(session, end, unfinished, wasSafety: afterBefore?.answeredAt != nil, at: now)
        return lost
    }

    private mutating func takeUp(
        _ session: OracleSession, _ end: SessionEnd, _ unfinished: UnfinishedSession, wasSafety: Bool, at now: Instant
    ) {
        var ended = After(session: session, reason: end.reason, endedAt: end.at)
        ended.isOfEarlierBoot = unfinished.isFromEarlierBoot
        ended.packWasAskedAgain = unfinished.safetyAlarms > 1
        if unfinished.isFromEarlierBoot {
            bootAlarmExpires = end.at + .seconds(7200)
        } else if let alarm = unfinished.alarm {
            stage = .removal(alarm.kind, since: alarm.since)
        } else if let acknowledged = unfinished.acknowledgedAt {
            if wasSafety {
                ended.session.answer()
                ended.answeredAt = acknowledged
                ended.recheckAt = acknowledged + .seconds(60)
            }
        } else if end.reason == .stoppedEarly, now - end.at < .seconds(60) {
            ended.resumable = session
        }
        let isOver = max(ended.armedUntil, ended.recheckAt ?? ended.armedUntil) <= now
        // A look that fell into the absence is taken once there is something to see.
        if let due = ended.recheckAt { ended.recheckAt = max(due, now + .milliseconds(1800)) }
        if !isOver || unfinished.alarm != nil || unfinished.isFromEarlierBoot { after = ended }
    }
}
