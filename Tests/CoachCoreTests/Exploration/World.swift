@testable import CoachCore

/// The coach with all around it: probes, log, power and clock, and the oracle that says what has to be. A value, so that
/// an exploration can go on from it in many ways.
struct World {
    /// Something between the coach and the truth that has to be found out.
    enum Sabotage: String, CaseIterable, Sendable {
        case longerCeiling = "a ceiling that is a second late"
        case warmerProbe = "readings of the skin that are a degree too warm"
        case lateStop = "every other reading of the skin lost"
        case forgottenRest = "a log that forgets sessions"
        case alarmThatEnds = "an alarm that ends by itself"
        case forgottenAlarm = "an alarm that a restart forgets"
        case lostHold = "samples that are not flushed"
    }

    private(set) var coach: Coach
    private(set) var oracle: Oracle
    private(set) var log = KeptLog()
    private(set) var now: Instant
    private var readings: [ProbeRole: Int32?]
    private var answers: [Answer] = []
    private var tickets = 0
    private let plan: Plan
    private let sabotage: Sabotage?
    /// What is not as it has to be; the first is the one that counts.
    private(set) var violations: [String] = []

    private struct Answer: Hashable {
        var at: Instant
        var role: ProbeRole
    }

    init(_ probes: [ProbeRole], sabotage: Sabotage? = nil) {
        var plan = Plan.standard(probes)
        if sabotage == .longerCeiling { plan.ice.ceiling += .seconds(1) }
        self.plan = plan
        self.sabotage = sabotage
        coach = Coach(plan: plan, history: History())
        oracle = Oracle(probes: probes)
        // Long before this, nothing was.
        now = .boot + .hours(100)
        readings = [.pack: 10_000, .skin: 25_000]
        tell(.began(Beginning()))
        advance(by: .seconds(5))
    }

    var stage: Oracle.Stage { oracle.stage }

    // MARK: Stimuli

    mutating func apply(_ stimulus: Stimulus) {
        switch stimulus {
        case .press:
            guard oracle.closedSince == nil else { return }
            tell(.pressed(at: now))
            tell(.released)
        case .hold:
            if oracle.closedSince == nil { tell(.pressed(at: now)) }
        case .release:
            if oracle.closedSince != nil { tell(.released) }
        case .start(let modality, let override):
            command(.start(modality, overrideReason: override ? "because" : nil))
        case .stop: command(.stop)
        case .acknowledge: command(.acknowledge)
        case .reads(let role, let reading):
            readings[role] = reading
            advance(by: .seconds(1))
        case .wait(let milliseconds): advance(by: .milliseconds(milliseconds))
        case .toCeiling(let offset):
            if case .running(let session) = stage { advance(to: session.ceilingAt + .milliseconds(offset)) }
        case .toWindow(let offset):
            if case .running(let session) = stage {
                advance(to: session.start + session.minimum + .milliseconds(offset))
            }
        case .kill(let milliseconds):
            log.lose()
            now = now + .milliseconds(milliseconds)
            restart()
        case .terminate:
            tell(.terminate)
            advance(by: .seconds(2))
            log.write(at: now)
            log.lose()
            now = now + .seconds(1)
            restart()
        case .powerCut(let seconds, let synchronised):
            log.beginBoot(after: .seconds(seconds), at: now, synchronised: synchronised)
            now = .boot + .seconds(30)
            restart()
        case .synchronise:
            log.prove()
            learnHistory()
        case .logFails:
            log.fails = true
            tell(.fault(.log, isThere: true, words: "full"))
        case .logWorks:
            log.fails = false
            log.write(at: now)
            tell(.fault(.log, isThere: false, words: ""))
        case .run:
            log.mark(run: now)
            learnHistory()
        case .onset:
            log.mark(onset: now)
            learnHistory()
        }
        if sabotage == .alarmThatEnds, case .removal = stage {
            _ = coach.handle(.command(.acknowledge, ticket: 0), at: now)
        }
    }

    private mutating func command(_ command: Command) {
        tickets += 1
        tell(.command(command, ticket: tickets))
    }

    // MARK: Time

    private mutating func advance(by duration: Duration) { advance(to: now + duration) }

    /// Keeps every deadline and answers every reading. Far from all that is due it goes in steps of 20 s instead, as a
    /// loop does that is held up: valid readings then lie far apart and no deadline passes.
    private mutating func advance(to end: Instant) {
        while now < end {
            if let far = stride(towards: end) {
                now = now + far
                answers = []
                for role in plan.probes { answer(role) }
                continue
            }
            let next = ([coach.nextDeadline(at: now)] + answers.map { $0.at }).compactMap { $0 }.min()
            guard let next, next <= end else { break }
            now = max(now, next)
            if let index = answers.firstIndex(where: { $0.at <= now }), coach.nextDeadline(at: now) != now {
                answer(answers.remove(at: index).role)
            } else {
                tell(.deadline)
            }
        }
        now = max(now, end)
    }

    private func stride(towards end: Instant) -> Duration? {
        guard !plan.probes.contains(where: { (readings[$0] ?? nil) == nil }) || isQuiet else { return nil }
        let due: Instant
        switch stage {
        case .running(let session): due = min(end, session.ceilingAt)
        case .removal: due = min(end, oracle.after?.expiresAt ?? end)
        case .idle:
            if let recheck = oracle.after?.recheckAt, recheck > now {
                due = min(end, recheck)
            } else if oracle.after == nil, oracle.closedSince == nil {
                let left: Duration = end - now
                let far = left - Duration.seconds(65)
                return far > Duration.seconds(60) ? far : nil
            } else {
                due = end
            }
        case .checking, .leaving, .gone: return nil
        }
        let left = due - now - .seconds(2)
        return left >= .seconds(20) && oracle.closedSince == nil ? .seconds(20) : nil
    }

    /// Nothing is on that silence would end.
    private var isQuiet: Bool {
        if case .running = stage { false } else { true }
    }

    private mutating func answer(_ role: ProbeRole) {
        let reading: Reading = (readings[role] ?? nil).map { milli($0) } ?? .failure(.crc)
        tell(.sample(Sample(role: role, at: now, reading: reading)))
    }

    // MARK: Telling

    private mutating func tell(_ event: Event) {
        let had = coach.shownFault != nil || !coach.status(at: now).faults.isEmpty
        let expected = oracle.expect(event, faults: had, at: now)
        let effects = coach.handle(sabotaged(event), at: now)
        log.take(sabotage == .lostHold ? effects.filter { $0 != .flush } : effects, at: now)
        let found = effects.compactMap(Oracle.Outcome.init)
        if found != expected { violate("after \(event): expected \(expected), found \(found)") }
        for words in oracle.complaints(about: coach, at: now) { violate("after \(event): \(words)") }
        for case .read(let role) in effects where !answers.contains(where: { $0.role == role }) {
            answers.append(Answer(at: now + .milliseconds(750), role: role))
        }
        if effects.contains(.readHistory) { learnHistory() }
    }

    private mutating func violate(_ words: String) {
        if violations.count < 3 { violations.append("\(now.nanoseconds / 1_000_000) ms: \(words)") }
    }

    private mutating func learnHistory() {
        guard !log.fails else { return tell(.historyUnavailable) }
        oracle.learn(log, at: now)
        var history = log.history(at: now)
        if sabotage == .forgottenRest { history.sessions = [] }
        tell(.history(history))
    }

    private mutating func restart() {
        answers = []
        var history = log.history(at: now)
        if sabotage == .forgottenRest { history.sessions = [] }
        var unfinished = log.unfinished(at: now)
        coach = Coach(plan: plan, history: history)
        for words in oracle.restart(log, unfinished, at: now) { violate("on restart: \(words)") }
        if sabotage == .forgottenAlarm { unfinished?.alarm = nil }
        tell(.began(Beginning(unfinished: unfinished, buttonIsClosed: oracle.closedSince != nil)))
    }

    private func sabotaged(_ event: Event) -> Event {
        guard case .sample(var sample) = event, sample.role == .skin, case .success(let reading) = sample.reading
        else { return event }
        switch sabotage {
        case .warmerProbe: sample.reading = .success(reading + .celsius(1))
        case .lateStop: if sample.at.nanoseconds / 1_000_000_000 % 2 == 0 { sample.reading = .failure(.crc) }
        default: break
        }
        return .sample(sample)
    }

    // MARK: Being the same

    /// Of all that the future depends on.
    var fingerprint: Int {
        var hasher = Hasher()
        hasher.combine(now)
        hasher.combine(coach.phase)
        hasher.combine(coach.aftermath)
        hasher.combine(coach.watch)
        hasher.combine(coach.history)
        hasher.combine(coach.ownSessions)
        hasher.combine(coach.sampling)
        hasher.combine(coach.lastSample)
        hasher.combine(coach.badSince)
        hasher.combine(coach.faults)
        hasher.combine(coach.button)
        hasher.combine(coach.deafUntil)
        hasher.combine(coach.lampTestUntil)
        hasher.combine(coach.shownRefusal?.refusal)
        hasher.combine(coach.shownRefusal?.since)
        hasher.combine(coach.sound?.sound)
        hasher.combine(coach.sound?.since)
        hasher.combine(oracle)
        hasher.combine(log)
        hasher.combine(readings)
        hasher.combine(answers)
        return hasher.finalize()
    }
}

extension Oracle.Outcome {
    /// What of an effect a person or the log would tell; nil: nothing.
    fileprivate init?(_ effect: Effect) {
        switch effect {
        case .log(.started(let start)): self = .started(start.modality)
        case .log(.ended(let id, let end)): self = .ended(id, end.reason)
        case .log(.resumed(let id, _)): self = .resumed(id)
        case .log(.alarm(_, _, let kind)): self = .alarm(kind)
        case .log(.alarmOver(_, _, let expired)): self = .alarmOver(expired: expired)
        case .log(.event(let event)) where event.kind == .refused:
            guard let code = RefusalCode(rawValue: String(event.detail.prefix { $0 != ":" })) else { return nil }
            self = .refused(code)
        case .answer(let ticket, .done), .answer(let ticket, .ended): self = .done(ticket: ticket)
        case .answer(let ticket, .refused), .answer(let ticket, .impossible): self = .notDone(ticket: ticket)
        case .exit: self = .exit
        case .answer(_, .tested): return nil
        case .log, .read, .readHistory, .flush: return nil
        }
    }
}
