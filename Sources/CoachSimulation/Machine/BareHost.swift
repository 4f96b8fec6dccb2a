import BoardHAL
import CoachCore
import CoachService

/// The least that the core can live in: a debouncer, a judge of readings, and whatever the core says is done at once.
///
/// Nothing is tried again or watched, and only samples wait, for each other: a scenario that plays the same here and in
/// the service shows that the service adds nothing to the rules and takes nothing away.
final class BareHost: CoachHost {
    private var coach: Coach
    // The surroundings own the host.
    private unowned let surroundings: any Surroundings
    private var debouncer: Debouncer
    private var plausibility: [ProbeRole: PlausibilityCheck] = [:]

    /// What is not in the log yet.
    private var waiting: [LogEntry] = []
    /// When it is to be written; nil: there is nothing.
    private var writesAt: Instant?

    private(set) var hasEnded = false

    init(plan: Plan, debounce: Duration, history: History, surroundings: any Surroundings) {
        coach = Coach(plan: plan, history: history)
        self.surroundings = surroundings
        debouncer = Debouncer(
            period: debounce, closed: surroundings.buttonIsClosed() ?? false, at: surroundings.readClock().instant)
    }

    // MARK: What happens

    func begin(_ opened: SessionStore.Opened, switchPosition: Modality?, at now: Instant) {
        // The log takes the wall clock down with whatever is written.
        log(.event(LogEvent(session: nil, at: now, kind: .service, detail: "started")), at: now)
        if let closed = opened.closed { surroundings.tell(closed) }
        if !opened.owed.isEmpty { surroundings.write(opened.owed) }
        take(
            .began(
                Beginning(
                    unfinished: opened.unfinished, switchPosition: switchPosition,
                    buttonIsClosed: debouncer.isClosed)), at: now)
    }

    func wake(at now: Instant) {
        settleButton(at: now)
        take(.deadline, at: now)
        writeWhatIsDue(at: now)
    }

    func buttonMoved(at now: Instant) {
        take(debouncer.changes(surroundings.takeButtonEdges()), at: now)
        settleButton(at: now)
    }

    func switchMoved(to position: Modality, at now: Instant) { take(.switchMoved(position), at: now) }

    func probe(_ role: ProbeRole, gave reading: Reading, at now: Instant) {
        let judged = plausibility[role, default: PlausibilityCheck()].judge(reading, at: now)
        take(.sample(Sample(role: role, at: now, reading: judged)), at: now)
    }

    func command(_ command: Command, ticket: Int, at now: Instant) { take(.command(command, ticket: ticket), at: now) }

    func mark(_ kind: EventKind, at marked: Instant, now: Instant) {
        carryOut([.log(.event(LogEvent(session: nil, at: marked, kind: kind))), .readHistory], at: now)
    }

    func clockChanged(at now: Instant) {
        log(.event(LogEvent(session: nil, at: now, kind: .clock, detail: "the wall clock was set")), at: now)
        carryOut([.readHistory], at: now)
    }

    func terminate(at now: Instant) { take(.terminate, at: now) }

    func logAnswered(failure: String?, at now: Instant) {}

    func historyAnswered(_ history: History?, at now: Instant) {
        take(history.map { .history($0) } ?? .historyUnavailable, at: now)
    }

    // MARK: What it wants

    func nextDeadline(at now: Instant) -> Instant? {
        .earliest(coach.nextDeadline(at: now), .earliest(debouncer.settlesAt, writesAt))
    }

    var handover: Handover.Session? { coach.unfinished.map { Handover.Session($0) } }
    var unlogged: [LogEntry] { [] }

    func status(at now: Instant) -> CoachStatus { coach.status(at: now) }

    var state: CoachStatus.State { coach.state }

    func indication(at now: Instant) -> Indication { coach.indication(at: now) }

    var unwritten: [LogEntry] { waiting }

    // MARK: Inside

    private func settleButton(at now: Instant) {
        guard let due = debouncer.settlesAt, due <= now, let level = surroundings.buttonIsClosed() else { return }
        take(debouncer.settle(closed: level, at: now).map { [$0] } ?? [], at: now)
    }

    private func take(_ changes: [ButtonChange], at now: Instant) {
        for change in changes {
            switch change {
            case .pressed(let at): take(.pressed(at: at), at: now)
            case .released: take(.released, at: now)
            }
        }
    }

    private func take(_ event: Event, at now: Instant) {
        carryOut(coach.handle(event, at: now), at: now)
        let indication = hasEnded ? .steady(.off(coach.ledCount)) : coach.indication(at: now)
        // A board whose outputs fail is the service's matter.
        try? surroundings.show(indication.frame, buzzer: indication.buzzer)
    }

    private func carryOut(_ effects: [Effect], at now: Instant) {
        for effect in effects {
            switch effect {
            case .read(let role): surroundings.startReading(role)
            case .readHistory: surroundings.readHistory()
            case .log(let entry): log(entry, at: now)
            case .flush: writesAt = now
            case .answer(let ticket, let answer): surroundings.answer(answer, ticket: ticket)
            case .exit: hasEnded = true
            }
        }
        writeWhatIsDue(at: now)
    }

    private func log(_ entry: LogEntry, at now: Instant) {
        if case .event(let event) = entry { surroundings.tell(event) }
        waiting.append(entry)
        switch entry {
        // As long as the service lets them wait: a kill then costs the same readings here and there.
        case .sample, .measured: writesAt = writesAt ?? now + LogQueue.samplesWait
        case .started, .ended, .resumed, .alarm, .alarmOver, .event: writesAt = now
        }
    }

    private func writeWhatIsDue(at now: Instant) {
        guard let due = writesAt, due <= now else { return }
        let measured = coach.measured.map { [$0] } ?? []
        let entries = waiting + measured
        waiting = []
        writesAt = nil
        if !entries.isEmpty { surroundings.write(entries) }
    }
}
