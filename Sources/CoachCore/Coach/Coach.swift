/// The rules: a pure state machine. It is told events with their instants and answers with effects.
///
/// It never reads a clock, never waits and never fails. ``nextDeadline`` says when it wants to be told
/// ``Event/deadline``, LED blinks included; deadlines that are told late are made up for in their order.
public struct Coach: Sendable {
    let plan: Plan
    var history: History
    /// Sessions of this run of the service, which the log may not hold yet.
    var ownSessions: [Int64: History.Session] = [:]

    var phase = Phase.idle
    var aftermath: Aftermath?
    var watch: PackWatch?
    var sampling: [ProbeSampling]
    /// The last sample of each probe, and how long a probe has given nothing valid.
    var lastSample: [ProbeRole: Sample] = [:]
    var badSince: [ProbeRole: Instant] = [:]
    /// Faults that are there.
    var faults: [Fault: StandingFault] = [:]
    var button = ButtonState()
    var switchPosition: Modality?
    /// Presses before this are meant for what was before.
    var deafUntil = Instant(nanoseconds: .min)
    var lampTestUntil: Instant?
    var shownRefusal: (refusal: Refusal, since: Instant)?
    var sound: (sound: Sound, since: Instant)?
    var outputTest: OutputTest?

    private var effects: [Effect] = []

    public init(plan: Plan, history: History) {
        self.plan = plan
        self.history = history
        sampling = plan.probes.map { ProbeSampling(role: $0) }
    }

    /// Takes what happened at `now`. Instants must not decrease from call to call.
    public mutating func handle(_ event: Event, at now: Instant) -> [Effect] {
        effects = []
        meetDeadlines(at: now)
        switch event {
        case .began(let beginning): begin(beginning, at: now)
        case .deadline: break
        case .pressed(let at): press(at: at, now)
        case .released: release(at: now)
        case .switchMoved(let position): switchPosition = position
        case .sample(let sample): take(sample, at: now)
        case .history(let history): take(history, at: now)
        case .historyUnavailable: historyArrived(at: now)
        case .command(let command, let ticket): take(command, ticket: ticket, at: now)
        case .fault(let fault, let isThere, let words): note(fault, isThere: isThere, words: words, at: now)
        case .terminate: leave(at: now)
        }
        // What the event made due, for example a reading on a quicker interval.
        meetDeadlines(at: now)
        defer { effects = [] }
        return effects
    }

    // MARK: Deadlines

    /// When ``Event/deadline`` is to be told; nil: when something else happens.
    public func nextDeadline(at now: Instant) -> Instant? {
        .earliest(ruleDeadline, indication(at: now).changesAt)
    }

    /// The next instant at which a rule acts, whatever the LEDs do until then.
    var ruleDeadline: Instant? {
        var due: Instant?
        switch phase {
        case .idle: due = .earliest(aftermath?.recheckAt, aftermath?.until)
        case .checking(let check): due = .earliest(check.deadline, aftermath?.recheckAt)
        case .running(let session):
            due = .earliest(session.ceilingAt, session.windowIsOpen ? nil : session.windowAt)
            due = .earliest(due, session.nextSkinCheck)
            due = .earliest(due, .earliest(session.monitor.nextDeadline, session.notices.nextDeadline))
        case .removal: due = aftermath?.expiresAt
        case .leaving(let at): return at
        case .gone: return nil
        }
        let interval = sampleInterval
        for probe in sampling { due = .earliest(due, .earliest(probe.nextRead(every: interval), probe.lateDue)) }
        for (role, since) in badSince where faults[.probe(role)] == nil {
            due = .earliest(due, since + CoachRules.idleFaultAfter)
        }
        return .earliest(due, .earliest(button.stuckAt, watch?.until))
    }

    private mutating func meetDeadlines(at now: Instant) {
        if case .running = phase { meetSessionDeadlines(at: now) }
        meetRemovalDeadlines(at: now)
        if case .checking(let check) = phase, check.deadline <= now { decide(check, at: now, isLast: true) }
        if case .leaving(let at) = phase, at <= now { exit() }
        if let due = button.stuckAt, due <= now { buttonIsStuck(at: now) }
        meetIdleDeadlines(at: now)
        endTest(at: now)
        readProbes(at: now)
    }

    // MARK: Effects

    mutating func emit(_ effect: Effect) { effects.append(effect) }

    mutating func log(_ kind: EventKind, _ detail: String = "", session: Int64? = nil, at now: Instant) {
        emit(.log(.event(LogEvent(session: session, at: now, kind: kind, detail: detail))))
    }

    mutating func play(_ sound: Sound, at now: Instant) {
        guard plan.chirps || !sound.isChirp else { return }
        // A chirp never cuts a warning short.
        if sound.isChirp, let (playing, since) = self.sound, !playing.isChirp, now < since + playing.rhythm.length {
            return
        }
        self.sound = (sound, now)
    }
}
