extension Coach {
    // MARK: Check

    /// Answers a press at once, with all LEDs, and asks the probes and the log.
    mutating func check(_ check: StartCheck, at now: Instant) {
        shownRefusal = nil
        watch = nil
        phase = .checking(check)
        emit(.readHistory)
        for role in plan.probes { ask(role, at: now) }
    }

    /// Takes a sample of a probe that a start waits for.
    mutating func checkSample(_ sample: Sample, _ check: StartCheck, at now: Instant) {
        var check = check
        var asksAgain = false
        switch sample.reading {
        case .success: check.good[sample.role] = sample
        case .failure where check.good[sample.role] == nil:
            check.bad[sample.role, default: 0] += 1
            asksAgain = check.bad[sample.role] != CoachRules.badReadsToRefuse
        // A bad one after the good one takes nothing away.
        case .failure: break
        }
        phase = .checking(check)
        if asksAgain { ask(sample.role, at: now) }
        decide(check, at: now, isLast: false)
    }

    mutating func take(_ newer: History, at now: Instant) {
        let next = history.nextSessionID
        history = newer
        history.nextSessionID = max(next, newer.nextSessionID)
        for session in ownSessions.values.sorted(by: { $0.id < $1.id }) { keep(session) }
        noteClock(at: now)
        if case .removal = phase, let id = aftermath?.session.start.id {
            if let session = newer.sessions.first(where: { $0.id == id }) {
                provePassing(since: session.endedAt)
            } else if !newer.isAssumed, newer.nextSessionID > id {
                // The log has it and leaves it out: it lies further back than what any rule counts.
                provePassing(since: now - CoachRules.day)
            }
        }
        historyArrived(at: now)
    }

    mutating func historyArrived(at now: Instant) {
        guard case .checking(var check) = phase else { return }
        check.historyIsFresh = true
        phase = .checking(check)
        decide(check, at: now, isLast: false)
    }

    /// Decides a start as soon as all is known, or with what is known when time is up.
    mutating func decide(_ check: StartCheck, at now: Instant, isLast: Bool) {
        let missing = plan.probes.first { role in
            check.good[role] == nil && (isLast || check.bad[role, default: 0] >= CoachRules.badReadsToRefuse)
        }
        if let missing {
            phase = .idle
            // The refusal tells the person; blinking on would tell nothing new.
            badSince[missing] = badSince[missing] ?? now
            faults[.probe(missing)] = StandingFault(since: now, isHidden: true)
            return refuse(probeRefusal(missing), check, at: now)
        }
        guard plan.probes.allSatisfy({ check.good[$0] != nil }), check.historyIsFresh || isLast else { return }
        phase = .idle
        tellDose(isLast: true)
        switch verdict(
            request: check.request, readings: check.good, overridesRest: check.overrideReason != nil, at: now)
        {
        case .success(let modality): begin(modality, check, at: now)
        case .failure(let error): refuse(error.refusal, check, at: now)
        }
    }

    func probeRefusal(_ role: ProbeRole) -> Refusal {
        var fault = "no answer"
        var remedy = "check its cable"
        if case .failure(let reason) = lastSample[role]?.reading {
            fault = reason.rawValue
            if reason == .several { remedy = "more than one would fit, so give it an id in the configuration" }
        }
        return Refusal(.probeFault, nil, "the \(role.rawValue) probe gives no temperature (\(fault)): \(remedy)")
    }

    /// What a start would come to with these samples; the pack first, then the waits.
    func verdict(
        request: Modality?, readings: [ProbeRole: Sample], overridesRest: Bool, at now: Instant
    ) -> Result<Modality, RefusalError> {
        let pack: Temperature? = if case .success(let reading) = readings[.pack]?.reading { reading } else { nil }
        return PackRules(position: switchPosition, request: request)
            .modality(pack: pack, skinIsFitted: plan.probes.contains(.skin))
            .flatMap { modality in
                let waits = WaitRules(plan: plan, history: history)
                if let refusal = waits.refusal(of: modality, at: now, overridesRest: overridesRest) {
                    return .failure(RefusalError(refusal))
                }
                return .success(modality)
            }
    }

    // MARK: Refusal

    mutating func refuse(_ refusal: Refusal, _ check: StartCheck, at now: Instant) {
        log(.refused, "\(refusal.code.rawValue): \(refusal.sentence)", session: runningID, at: now)
        answer(check.ticket, .refused(refusal))
        guard case .idle = phase else { return }
        shownRefusal = (refusal, now)
        play(.refusal, at: now)
        if refusal.isOfPack {
            watch = PackWatch(until: now + CoachRules.packWatch, request: check.request)
        }
    }

    // MARK: Begin

    private mutating func begin(_ modality: Modality, _ check: StartCheck, at now: Instant) {
        let times = plan.times(modality)
        let waits = WaitRules(plan: plan, history: history)
        let start = SessionStart(
            id: history.nextSessionID, at: check.since, modality: modality, minimum: times.minimum,
            ceiling: times.ceiling, probes: plan.probes,
            overrideReason: waits.rest(before: modality, at: now) == nil ? nil : check.overrideReason)
        history.nextSessionID += 1
        var session = RunningSession(
            start: start,
            monitor: SafetyMonitor(
                modality: modality, probes: plan.probes, start: start.at, earlierDose: waits.earlierDose(at: now)),
            notices: SessionNotices(modality: modality, probes: plan.probes, start: start.at))
        aftermath = nil
        emit(.log(.started(start)))
        log(
            .started, start.overrideReason.map { "\(modality.rawValue), rest overridden: \($0)" } ?? modality.rawValue,
            session: start.id, at: start.at)
        for index in sampling.indices { sampling[index].align(to: start.at) }
        play(.chirp, at: now)
        answer(check.ticket, .done(session: start.id))
        for role in plan.probes {
            guard let sample = check.good[role] else { continue }
            emit(.log(.sample(session: start.id, sample)))
            session.widen(by: sample)
            _ = session.monitor.take(sample)
            _ = session.notices.take(sample)
        }
        if !session.monitor.holds.isEmpty { emit(.flush) }
        phase = .running(session)
    }
}
