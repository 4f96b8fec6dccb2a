import BoardHAL
import CoachCore

/// The service between the pure core and its surroundings: the same code on the board and in virtual time.
///
/// It debounces the button, judges the probes' readings, carries out the core's effects, keeps what the log could not
/// take, and shows what the core indicates. Confined to one thread; it never waits.
public final class Service {
    private var coach: Coach
    // The surroundings own the service.
    private unowned let surroundings: any Surroundings
    private var debouncer: Debouncer
    private var plausibility: [ProbeRole: PlausibilityCheck] = [:]
    private var queue = LogQueue()
    private var wallClock: WallClockMonitor
    private var clockSeenAt: Instant
    private var outputs = DrivenOutputs()
    /// What was told of the log's and the board's faults when they last began, for people.
    private(set) var faultWords: [Fault: String] = [:]

    /// The core asked to leave: LEDs and buzzer are off, ``unwritten`` holds what the log has not got yet.
    public private(set) var hasEnded = false
    /// What the log turned out to hold when it could be read at last, to be taken up once no start is being checked.
    private var found: SessionStore.Opened?
    /// A session of this run, or one that was taken up, by its press.
    private var ownSessions: Set<Instant> = []
    private var last = LastSession()
    /// Sessions of earlier runs that the log may lack; they count for the rests until it has all of that.
    private var inherited: [History.Session] = []
    /// How the sessions of this boot began of which the log may still be told something.
    private var starts: [Int64: SessionStart] = [:]
    private let plan: Plan
    private var switchPosition: Modality?

    /// - Parameter history: what the log knows; where it could not be read, what is then to be assumed.
    public init(
        plan: Plan, debounce: Duration, history: History, surroundings: any Surroundings
    ) {
        let clock = surroundings.readClock()
        coach = Coach(plan: plan, history: history)
        self.plan = plan
        self.surroundings = surroundings
        debouncer = Debouncer(
            period: debounce, closed: surroundings.buttonIsClosed() ?? false, at: clock.instant)
        wallClock = WallClockMonitor(clock)
        clockSeenAt = clock.instant
    }

    // MARK: What happens

    /// Begins; call once, before all else.
    /// - Parameter opened: what the log held.
    public func begin(_ opened: SessionStore.Opened, switchPosition: Modality?, at now: Instant) {
        self.switchPosition = switchPosition
        let words = opened.unfinished?.takenUpWords.map { "started, \($0)" } ?? "started"
        handle(.event(LogEvent(session: nil, at: now, kind: .service, detail: words)), at: now)
        inherited = opened.inherited
        keepNotes(of: opened, at: now)
        begin(opened.unfinished, at: now)
        if let failure = opened.failure { take(fault(.log, failure), at: now) }
    }

    private func begin(_ unfinished: UnfinishedSession?, at now: Instant) {
        if let unfinished {
            ownSessions.insert(unfinished.start.at)
            if !unfinished.isFromEarlierBoot { starts[unfinished.start.id] = unfinished.start }
        }
        let beginning = Beginning(
            unfinished: unfinished, switchPosition: switchPosition, buttonIsClosed: debouncer.isClosed)
        take(.began(beginning), at: now)
    }

    private func keepNotes(of opened: SessionStore.Opened, at now: Instant) {
        for note in opened.notes { handle(.event(note), at: now) }
        if let closed = opened.closed { surroundings.tell(closed) }
        for entry in opened.owed { keep(entry, at: now) }
        if let over = opened.over { last = LastSession(over) }
    }

    /// The log, which could not be read when the service began, can be now.
    func logOpened(_ opened: SessionStore.Opened, at now: Instant) {
        var opened = opened
        opened.history.add(missing: inherited)
        keepNotes(of: opened, at: now)
        take(.history(opened.history), at: now)
        if let failure = opened.failure { take(fault(.log, failure), at: now) }
        found = opened
        takeUpFound(at: now)
    }

    /// The log can be read and is not ours to touch.
    func logRefused(_ words: String, at now: Instant) { take(fault(.log, words), at: now) }

    /// ``nextDeadline(at:)`` has come.
    public func wake(at now: Instant) {
        settleButton(at: now)
        take(.deadline, at: now)
        if now - clockSeenAt >= Self.clockInterval { watchClock(at: now) }
    }

    /// The button's line had edges.
    public func buttonMoved(at now: Instant) {
        take(debouncer.changes(surroundings.takeButtonEdges()), at: now)
        settleButton(at: now)
    }

    /// The slide switch stands elsewhere.
    public func switchMoved(to position: Modality, at now: Instant) {
        switchPosition = position
        take(.switchMoved(position), at: now)
    }

    /// A probe answered.
    public func probe(_ role: ProbeRole, gave reading: Reading, at now: Instant) {
        let judged = plausibility[role, default: PlausibilityCheck()].judge(reading, at: now)
        take(.sample(Sample(role: role, at: now, reading: judged)), at: now)
    }

    /// A client asks for something; it is answered with the same ticket.
    public func command(_ command: Command, ticket: Int, at now: Instant) {
        take(.command(command, ticket: ticket), at: now)
    }

    /// A run or an onset was marked over SSH. `at` may lie in the past.
    public func mark(_ kind: EventKind, at marked: Instant, now: Instant) {
        handle(.event(LogEvent(session: nil, at: marked, kind: kind)), at: now)
        carryOut([.readHistory], at: now)
        refresh(at: now)
    }

    /// A person's mark stands in the log: it counts from now on.
    public func marked(_ kinds: [EventKind], at now: Instant) {
        for kind in kinds { surroundings.tell(LogEvent(session: nil, at: now, kind: kind)) }
        carryOut([.readHistory], at: now)
        refresh(at: now)
    }

    /// Someone set the wall clock, or the kernel synchronised it.
    public func clockChanged(at now: Instant) {
        watchClock(at: now)
        refresh(at: now)
    }

    /// The button's line cannot be read any more.
    func boardFailed(_ fault: BoardFault, at now: Instant) {
        take(self.fault(.board, fault.message), at: now)
    }

    /// The service is to leave; see ``hasEnded``.
    public func terminate(at now: Instant) {
        take(.terminate, at: now)
    }

    /// The log answered a write.
    /// - Parameter failure: why it could not, for people; nil: it is written.
    public func logAnswered(failure: String?, at now: Instant) {
        if let failure {
            queue.failed(at: now)
            take(fault(.log, failure), at: now)
        } else {
            let wasFailing = queue.isFailing
            queue.succeeded(at: now)
            if queue.hasSamplesAlone { allIsInLog() }
            if wasFailing { take(.fault(.log, isThere: false, words: "written again"), at: now) }
        }
        refresh(at: now)
    }

    /// The log was asked for what counts of the past; nil: it cannot be read.
    public func historyAnswered(_ history: History?, at now: Instant) {
        var history = history
        history?.add(missing: inherited)
        take(history.map { .history($0) } ?? .historyUnavailable, at: now)
    }

    // MARK: What it wants

    /// When ``wake(at:)`` is to be called; nil: when something else happens.
    public func nextDeadline(at now: Instant) -> Instant? {
        .earliest(coach.nextDeadline(at: now), .earliest(debouncer.settlesAt, queue.nextDeadline))
    }

    /// What is going on.
    public func status(at now: Instant) -> CoachStatus { coach.status(at: now) }

    /// The state alone, which costs nothing.
    public var state: CoachStatus.State { coach.state }

    /// What whoever comes after this run of the service has to know: the session that is not over, or one that is, as
    /// long as the log does not.
    public var handover: Handover.Session? { coach.unfinished.map { Handover.Session($0) } ?? last.over }

    /// SR-27: what the log has not got, for whoever comes after: in order, without samples, and understood without what the
    /// log has.
    public var unlogged: [LogEntry] {
        let entries = queue.unlogged
        guard !entries.isEmpty else { return [] }
        var named = Set(entries.compactMap(\.session))
        for case .started(let start) in entries { named.remove(start.id) }
        return named.sorted().compactMap { starts[$0].map { .started($0) } } + entries
    }

    /// What LEDs and buzzer show.
    public func indication(at now: Instant) -> Indication { coach.indication(at: now) }

    /// A write is under way.
    var isWriting: Bool { queue.isWriting }

    /// What the log has not got yet, for a last attempt on leaving.
    public var unwritten: [LogEntry] { queue.rest }

    // MARK: Inside

    private func fault(_ fault: Fault, _ words: String) -> Event {
        faultWords[fault] = words
        return .fault(fault, isThere: true, words: words)
    }

    /// The train of edges is over: what is the line really? Edges may wait that were there before the level was read.
    private func settleButton(at now: Instant) {
        guard let due = debouncer.settlesAt, due <= now else { return }
        let level = surroundings.buttonIsClosed()
        take(debouncer.changes(surroundings.takeButtonEdges()), at: now)
        guard let due = debouncer.settlesAt, due <= now else { return }
        // Whoever waited for a line that cannot be read would wait on and on, without a pause.
        take(debouncer.settle(closed: level ?? debouncer.isClosed, at: now).map { [$0] } ?? [], at: now)
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
        let before = coach.unfinished
        var effects = coach.handle(event, at: now)
        if let before { last.note(effects, of: before) }
        // People first: waking the threads of probes and log takes longer than lighting the LEDs.
        effects += show(at: now)
        carryOut(effects, at: now)
        writeWhatIsDue(at: now)
        takeUpFound(at: now)
    }

    private func carryOut(_ effects: [Effect], at now: Instant) {
        for effect in effects {
            switch effect {
            case .read(let role): surroundings.startReading(role)
            case .readHistory: surroundings.readHistory()
            case .log(let entry): handle(entry, at: now)
            case .flush: flush(at: now)
            case .answer(let ticket, let answer): surroundings.answer(answer, ticket: ticket)
            case .exit: hasEnded = true
            }
        }
    }

    private func handle(_ entry: LogEntry, at now: Instant) {
        keep(entry, at: now)
        if case .started(let start) = entry { ownSessions.insert(start.at) }
        if case .event(let event) = entry { surroundings.tell(event) }
    }

    private func keep(_ entry: LogEntry, at now: Instant) {
        queue.add(entry, at: now)
        if case .started(let start) = entry { starts[start.id] = start }
    }

    private func allIsInLog() {
        last.isInLog()
        inherited = []
        // Of the last one there may be more to tell.
        if let newest = starts.keys.max() { starts = starts.filter { $0.key == newest } }
    }

    private func flush(at now: Instant) {
        if let measured = coach.measured { queue.add(measured, at: now) }
        queue.hurry(at: now)
    }

    /// Shows what is to be shown and writes what is to be written.
    private func refresh(at now: Instant) {
        carryOut(show(at: now), at: now)
        writeWhatIsDue(at: now)
    }

    private func writeWhatIsDue(at now: Instant) {
        if queue.isStuck(at: now) {
            let words =
                "the log has not answered for \(LogQueue.patience.words): is the disk stuck? Nothing is lost yet"
            take(fault(.log, words), at: now)
        } else if queue.nextDeadline.map({ $0 <= now }) == true {
            watchClock(at: now)
            if let measured = coach.measured { queue.add(measured, at: now) }
            if let batch = queue.batch(at: now) { surroundings.write(batch) }
        }
    }

    /// - Returns: what the core says to a board that fails, or works again.
    private func show(at now: Instant) -> [Effect] {
        switch outputs.show(coach.indication(at: now), on: surroundings) {
        case nil: []
        case .failed(let fault): coach.handle(self.fault(.board, fault.message), at: now)
        case .worksAgain: coach.handle(.fault(.board, isThere: false, words: "works again"), at: now)
        }
    }

    /// NTP synchronises the clock without telling anybody; looking is done on wakes that are there anyway.
    private static let clockInterval = CoachRules.idleInterval

    private func watchClock(at now: Instant) {
        clockSeenAt = now
        guard let words = wallClock.take(surroundings.readClock()) else { return }
        handle(.event(LogEvent(session: nil, at: now, kind: .clock, detail: words)), at: now)
        carryOut([.readHistory], at: now)
    }
}

extension Service {
    /// Takes up what an earlier run left in a log that could only be read now, as if the service had come up just now: the
    /// pack may have been on all the while.
    private func takeUpFound(at now: Instant) {
        guard let opened = found, !hasEnded, !coach.status(at: now).isChecking else { return }
        found = nil
        guard let unfinished = opened.unfinished, !ownSessions.contains(unfinished.start.at) else { return }
        guard ownSessions.isEmpty else { return close(unfinished, at: now) }
        let words = unfinished.takenUpWords ?? "the session \(unfinished.start.id) is over"
        handle(.event(LogEvent(session: nil, at: now, kind: .service, detail: "log read, \(words)")), at: now)
        coach = Coach(plan: plan, history: opened.history)
        begin(unfinished, at: now)
    }

    /// Another session began meanwhile, so somebody has long taken that pack off: it is given an end, and no alarm.
    private func close(_ unfinished: UnfinishedSession, at now: Instant) {
        guard unfinished.end == nil else { return }
        let length = unfinished.samples.last.map { $0.at - unfinished.start.at } ?? .zero
        let end = SessionEnd(
            at: unfinished.start.at + length, reason: .shutdown, duration: length, windowMet: false)
        handle(.ended(session: unfinished.start.id, end), at: now)
        refresh(at: now)
    }
}
