import CoachCore

/// Says, from the specification alone, what each event has to lead to. It shares no rule with the code under test.
struct Oracle: Hashable {
    /// What a person or the log could tell that something happened.
    enum Outcome: Hashable {
        case started(Modality)
        case refused(RefusalCode)
        case ended(Int64, EndReason)
        case resumed(Int64)
        case alarm(AlarmKind)
        case alarmOver(expired: Bool)
        case done(ticket: Int)
        case notDone(ticket: Int)
        case exit
    }

    enum Stage: Hashable {
        case idle
        case checking(Check)
        case running(OracleSession)
        case removal(AlarmKind, since: Instant)
        case leaving(Instant)
        case gone
    }

    struct Check: Hashable {
        let since: Instant
        let request: Modality?
        let override: Bool
        let ticket: Int?
        var good: [ProbeRole: Sample] = [:]
        var bad: [ProbeRole: Int] = [:]
        var historyCame = false
    }

    /// A session that is over and not yet forgotten.
    struct After: Hashable {
        var session: OracleSession
        var reason: EndReason
        var endedAt: Instant
        /// As it was when it was stopped, and what was read since.
        var resumable: OracleSession?
        var since: [Sample] = []
        var answeredAt: Instant?
        var recheckAt: Instant?
        var packWasAskedAgain = false
        var expiresAt: Instant?
        var isOfEarlierBoot = false

        var armedUntil: Instant { endedAt + .seconds(300) }
    }

    let probes: [ProbeRole]
    var stage = Stage.idle
    var after: After?
    var rules = OracleRules()
    var deafUntil: Instant?
    var closedSince: Instant?
    var isStuck = false
    var faultIsThere = false
    var nextID: Int64 = 1
    /// Sessions that this run of the service ended or whose removal it saw: of these it knows more than the log may.
    var ownIDs: Set<Int64> = []
    /// An alarm of an earlier boot is to be raised on beginning, and ends by itself then.
    var bootAlarmExpires: Instant?

    var outcomes: [Outcome] = []

    init(probes: [ProbeRole]) {
        self.probes = probes
    }

    /// What `event` has to lead to.
    mutating func expect(_ event: Event, faults: Bool, at now: Instant) -> [Outcome] {
        outcomes = []
        if case .began = event { begin(at: now) }
        pass(to: now)
        // Whether an acknowledgement has something to hide is no question of safety: the code is believed.
        faultIsThere = faults
        switch event {
        case .pressed(let at): press(at: at, now)
        case .released: (closedSince, isStuck) = (nil, false)
        case .sample(let sample): take(sample, at: now)
        case .history, .historyUnavailable:
            if case .checking(var check) = stage {
                check.historyCame = true
                decide(check, isLast: false, at: now)
            }
        case .command(let command, let ticket): take(command, ticket, at: now)
        case .terminate: terminate(at: now)
        case .began, .deadline, .switchMoved, .fault: break
        }
        pass(to: now)
        defer { outcomes = [] }
        return outcomes
    }

    private mutating func begin(at now: Instant) {
        if case .running(let session) = stage, session.ceilingAt < now {
            // Nobody told the person that time was up.
            end(session, .ceiling, at: now, kind: .safety)
        } else if let expires = bootAlarmExpires {
            after?.expiresAt = expires
            if expires > now { alarm(.safety, at: now) } else { stage = .removal(.safety, since: now) }
            bootAlarmExpires = nil
        }
    }

    // MARK: Time

    private mutating func pass(to now: Instant) {
        if case .running(let session) = stage {
            if session.silentAt <= min(now, session.ceilingAt) {
                end(session, .probeFault, probe: .pack, at: now)
            } else if session.ceilingAt <= now {
                end(session, .ceiling, at: now)
            }
        }
        passAfter(to: now)
        if case .checking(let check) = stage, now - check.since >= .milliseconds(1800) {
            decide(check, isLast: true, at: now)
        }
        if case .leaving(let at) = stage, at <= now { leave() }
        if let closedSince, now - closedSince >= .seconds(30) { isStuck = true }
    }

    private mutating func passAfter(to now: Instant) {
        guard var ended = after else { return }
        switch stage {
        case .removal:
            if let due = ended.expiresAt, due <= now {
                outcomes.append(.alarmOver(expired: true))
                (stage, after) = (.idle, nil)
            }
        case .idle, .checking:
            if let due = ended.recheckAt, due <= now {
                ended.recheckAt = nil
                let beyond = ended.session.stillBeyond(since: ended.answeredAt ?? now, at: now)
                let byPack = beyond.contains(.pack) && !beyond.contains(.skin)
                let asks = beyond.contains(.skin) || byPack && !ended.packWasAskedAgain
                if byPack, asks { ended.packWasAskedAgain = true }
                after = ended
                if asks { alarm(.safety, at: now) }
            }
            if case .idle = stage, let left = after, max(left.armedUntil, left.recheckAt ?? left.armedUntil) <= now {
                after = nil
            }
        case .running, .leaving, .gone: break
        }
    }

    // MARK: Starting

    mutating func check(_ request: Modality?, override: Bool, _ ticket: Int?, at now: Instant) {
        stage = .checking(Check(since: now, request: request, override: override, ticket: ticket))
    }

    private mutating func decide(_ check: Check, isLast: Bool, at now: Instant) {
        stage = .checking(check)
        let isBad = probes.contains { check.good[$0] == nil && (isLast || check.bad[$0, default: 0] >= 2) }
        if isBad { return refuse(.probeFault, check) }
        guard isLast || check.historyCame && probes.allSatisfy({ check.good[$0] != nil }) else { return }
        var pack: Int32?
        if case .success(let reading) = check.good[.pack]?.reading { pack = reading.millidegrees }
        let verdict = rules.judge(
            request: check.request, override: check.override, probes: probes, pack: pack, at: now)
        switch verdict {
        case .failure(let refused): refuse(refused.code, check)
        case .success(let modality):
            outcomes.append(.started(modality))
            if let ticket = check.ticket { outcomes.append(.done(ticket: ticket)) }
            let start = SessionStart(
                id: nextID, at: check.since, modality: modality, minimum: .seconds(modality == .ice ? 900 : 1200),
                ceiling: .seconds(1200), probes: probes)
            nextID += 1
            after = nil
            var session = OracleSession(start, earlierDose: rules.doseOfTheDay(at: now))
            // What decided the start is the session's first reading.
            for role in probes { if let sample = check.good[role] { _ = session.take(sample) } }
            stage = .running(session)
        }
    }

    private mutating func refuse(_ code: RefusalCode, _ check: Check) {
        stage = .idle
        outcomes.append(.refused(code))
        if let ticket = check.ticket { outcomes.append(.notDone(ticket: ticket)) }
    }

    // MARK: Ending

    mutating func endByPerson(_ session: OracleSession, at: Instant) {
        end(session, at - session.start >= session.minimum ? .completed : .stoppedEarly, at: at)
    }

    mutating func end(
        _ session: OracleSession, _ reason: EndReason, probe: ProbeRole? = nil, at: Instant, kind: AlarmKind? = nil
    ) {
        outcomes.append(.ended(session.id, reason))
        ownIDs.insert(session.id)
        rules.keep(
            OracleRules.Past(
                id: session.id, modality: session.modality, reason: reason, probe: probe,
                duration: at - session.start, endedAt: at, dose: session.dose))
        after = After(session: session, reason: reason, endedAt: at)
        deafUntil = at + .seconds(3)
        switch reason {
        case .completed: stage = .idle
        case .stoppedEarly:
            stage = .idle
            after?.resumable = session
        case .ceiling: alarm(kind ?? .planned, at: at)
        case .tooCold, .tooHot, .dose, .probeFault, .powerLoss, .shutdown: alarm(.safety, at: at)
        }
    }

    private mutating func alarm(_ kind: AlarmKind, at now: Instant) {
        if case .checking(let check) = stage { refuse(.alarmUnacknowledged, check) }
        after?.resumable = nil
        stage = .removal(kind, since: now)
        outcomes.append(.alarm(kind))
    }

    mutating func acknowledge(at: Instant) {
        guard case .removal(let kind, _) = stage, let ended = after else { return }
        outcomes.append(.alarmOver(expired: false))
        stage = .idle
        deafUntil = at + .seconds(3)
        after?.expiresAt = nil
        if ended.reason == .powerLoss || ended.reason == .shutdown,
            let index = rules.past.firstIndex(where: { $0.id == ended.session.id })
        {
            rules.past[index].endedAt = at
            ownIDs.insert(ended.session.id)
        }
        if kind == .safety {
            after?.session.answer()
            after?.answeredAt = at
            after?.recheckAt = at + .seconds(60)
        }
    }

    mutating func resume(_ request: Modality?, asked: Instant, at now: Instant) -> Bool {
        guard let ended = after, let session = ended.resumable, asked - ended.endedAt <= .seconds(60),
            request == nil || request == session.modality
        else { return false }
        after = nil
        rules.past.removeAll { $0.id == session.id }
        ownIDs.remove(session.id)
        outcomes.append(.resumed(session.id))
        stage = .running(session)
        for sample in ended.since { take(sample, at: now) }
        return true
    }

    // MARK: Samples

    mutating func take(_ sample: Sample, at now: Instant) {
        switch stage {
        case .running(var session):
            let verdict = session.take(sample)
            stage = .running(session)
            if let reason = verdict.reason { end(session, reason, probe: verdict.probe, at: now) }
        case .checking(var check):
            afterwards(sample, at: now)
            guard case .checking = stage else { return }
            switch sample.reading {
            case .success: check.good[sample.role] = sample
            case .failure: check.bad[sample.role, default: 0] += 1
            }
            decide(check, isLast: false, at: now)
        case .idle, .removal: afterwards(sample, at: now)
        case .leaving, .gone: break
        }
    }

    /// The skin's stop limits stay armed; the pack's do not.
    private mutating func afterwards(_ sample: Sample, at now: Instant) {
        guard var ended = after else { return }
        if ended.resumable != nil, now - ended.endedAt <= .seconds(60) { ended.since.append(sample) }
        let before = ended.session.dose
        let verdict = ended.session.take(sample)
        after = ended
        rules.add(
            ended.session.dose - before, to: ended.session.id,
            total: ended.isOfEarlierBoot ? nil : ended.session.dose)
        guard let reason = verdict.reason else { return }
        if ended.endedAt == now, gravity(reason) < gravity(ended.reason) {
            return end(ended.session, reason, probe: verdict.probe, at: now)
        }
        if case .removal(.safety, _) = stage { return }
        if verdict.bySkin { alarm(.safety, at: now) }
    }

    private func gravity(_ reason: EndReason) -> Int {
        switch reason {
        case .tooCold, .tooHot: 0
        case .dose: 1
        case .probeFault: 2
        case .ceiling: 3
        case .completed, .stoppedEarly, .powerLoss, .shutdown: 4
        }
    }
}
