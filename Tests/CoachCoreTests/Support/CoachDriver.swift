import Testing

@testable import CoachCore

/// Drives a coach through virtual time as a board would: answers its readings, keeps its deadlines, records all that it
/// wants and all that it shows, and holds it after every step to what must always be true.
final class CoachDriver {
    /// What LEDs and buzzer went over to, and when.
    struct Change: Hashable {
        var at: Instant
        var leds: String
        var buzzer: Bool
    }

    struct Told: Hashable {
        var at: Instant
        var effect: Effect
    }

    private(set) var coach: Coach
    private(set) var now: Instant
    private(set) var told: [Told] = []
    private(set) var changes: [Change] = []

    /// What each probe says; a probe that is not here says that it is missing.
    var readings: [ProbeRole: Reading] = [:]
    /// Takes precedence over ``readings`` where it gives something.
    var course: (ProbeRole, Instant) -> Reading?
    /// From asking to the answer; nil: it never comes.
    var latency: (ProbeRole, Instant) -> Duration? = { _, _ in .zero }
    /// What the log knows; nil: it cannot be asked.
    var log: History?
    /// The log answers.
    var logAnswers = true

    private let ledCount: Int
    private var answers: [(at: Instant, role: ProbeRole)] = []
    private var quietSince: Instant?
    private var deadline: Instant?
    private var tickets = 0

    init(
        _ plan: Plan = .standard(), history: History = History(), at start: Instant = t(.zero) - .seconds(10),
        beginning: Beginning = Beginning(), pack: Double? = nil, skin: Double? = nil,
        course: @escaping (ProbeRole, Instant) -> Reading? = { _, _ in nil }
    ) {
        self.course = course
        coach = Coach(plan: plan, history: history)
        now = start
        log = history
        ledCount = plan.ledCount
        readings[.pack] = pack.map { celsius($0) }
        readings[.skin] = skin.map { celsius($0) }
        send(.began(beginning))
    }

    // MARK: Stimuli

    /// Tells an event now and carries out all that follows from it at this instant.
    @discardableResult
    func send(_ event: Event) -> [Effect] {
        let effects = handle(event)
        settle()
        return effects
    }

    /// Presses at `instant`, releases 100 ms later in the telling, and stays at `instant`.
    func press(at instant: Instant) {
        advance(to: instant)
        send(.pressed(at: instant))
        send(.released)
    }

    /// Sends a command at `instant`.
    /// - Returns: the answer if it came at once.
    @discardableResult
    func command(_ command: Command, at instant: Instant? = nil) -> Answer? {
        if let instant { advance(to: instant) }
        tickets += 1
        let ticket = tickets
        send(.command(command, ticket: ticket))
        return answer(to: ticket)
    }

    @discardableResult
    func start(_ modality: Modality? = nil, override reason: String? = nil, at instant: Instant? = nil) -> Answer? {
        command(.start(modality, overrideReason: reason), at: instant)
    }

    func answer(to ticket: Int) -> Answer? {
        for told in told.reversed() {
            if case .answer(ticket, let answer) = told.effect { return answer }
        }
        return nil
    }

    // MARK: Time

    /// Keeps every deadline and answers every reading up to `end`, those at `end` included; at one instant deadlines
    /// run first, then samples.
    func advance(to end: Instant) {
        while true {
            let answerDue = answers.min { $0.at < $1.at }?.at
            guard let next = [deadline, answerDue].compactMap({ $0 }).min(), next <= end else { break }
            now = max(now, next)
            if deadline == next { handle(.deadline) } else { answer() }
        }
        now = max(now, end)
    }

    func advance(by duration: Duration) { advance(to: now + duration) }

    /// Lets time pass without telling the coach: a loop that was held up.
    func stall(to instant: Instant) { now = instant }

    /// Answers the reading that has been due for longest.
    private func answer() {
        guard let index = answers.indices.min(by: { answers[$0].at < answers[$1].at }) else { return }
        let role = answers.remove(at: index).role
        let reading = course(role, now) ?? readings[role] ?? .failure(.missing)
        handle(.sample(Sample(role: role, at: now, reading: reading)))
    }

    /// All that is due at this very instant.
    private func settle() {
        while answers.contains(where: { $0.at <= now }) { answer() }
    }

    @discardableResult
    private func handle(_ event: Event) -> [Effect] {
        let effects = coach.handle(event, at: now)
        told += effects.map { Told(at: now, effect: $0) }
        for effect in effects {
            if case .read(let role) = effect, let latency = latency(role, now) { answers.append((now + latency, role)) }
        }
        watch()
        if effects.contains(.readHistory), logAnswers { handle(log.map { .history($0) } ?? .historyUnavailable) }
        return effects
    }

    // MARK: What must always be true

    private func watch() {
        let shown = coach.indication(at: now)
        let change = Change(at: now, leds: shown.frame.pattern, buzzer: shown.buzzer)
        if changes.last?.leds != change.leds || changes.last?.buzzer != change.buzzer { changes.append(change) }

        require(shown.frame.count == ledCount && shown.lit.count == ledCount, "a frame has the board's LEDs")
        require(shown.frame.bits & ~shown.lit.bits == 0, "what is on is lit")
        deadline = coach.nextDeadline(at: now)
        if let deadline {
            require(deadline > now, "a deadline that was met does not stand")
        }
        switch coach.phase {
        case .running(let session):
            require(session.ceilingAt > now, "no session outlives its ceiling")
            quietSince = nil
        case .removal:
            let since = quietSince ?? now
            require(now - since <= .seconds(30), "a removal alarm is heard at least every 30 s")
            quietSince = shown.buzzer ? nil : since
        case .idle, .checking, .leaving, .gone: quietSince = nil
        }
    }

    /// An expectation that costs nothing where it holds: there are millions of them.
    private func require(_ isTrue: Bool, _ what: Comment) {
        if !isTrue { Issue.record("\(what), but at \(clock(now)) it is not so") }
    }
}
