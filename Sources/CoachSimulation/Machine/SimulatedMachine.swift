import BoardHAL
import BoardSim
import CoachCore
import CoachService
import SessionLog

/// A whole computer in virtual time: power, clocks, disk, board, and the real service, or the core alone, with its real
/// log on it.
///
/// Time is a number that ``advance(to:)`` moves; 0 is when the service was first ready. At one instant deadlines run
/// first, then what probes and log answer, then the button's edges; stimuli and expectations come from outside after.
public final class SimulatedMachine {
    /// What runs on the machine.
    public enum World: String, CaseIterable, Hashable, Sendable {
        /// The rules, with as little around them as can be.
        case core
        /// The whole service.
        case board
    }

    /// The board that it drives.
    public let board: SimulatedBoard
    /// What the service told since the machine was made.
    public private(set) var told: [Playthrough.Told] = []

    /// How long the log takes for each thing that it is asked, nothing where that is nil: it happens and is answered
    /// then, one after the other, and what was asked of a process that died before never happens.
    package var logDelay: (() -> Duration)? {
        get { logTasks.delay }
        set { logTasks.delay = newValue }
    }

    private let makeHost: HostMaker
    private let configuration: Configuration
    private let disk: MachineDisk
    private var clock: SimulatedClock
    /// Tells this machine's boots from those of every other one that uses the same log.
    private let number: UInt32
    /// Counted from 1; the boot id follows from it.
    private var boots = 1
    private var service: (any CoachHost)?
    /// What the log was asked and has not answered yet; where it takes no time, it does at this same instant, after the
    /// deadlines.
    private var logTasks = LogTasks()
    private var answers: [Int: Answer] = [:]
    private var lastTicket = 0
    /// What the service leaves behind in memory; see `Handover`.
    private var handover: Handover.Session?
    private var unlogged: [LogEntry] = []
    /// The power is off until then.
    private var bootsAt: Duration?

    /// How long a machine has been up when its service is ready.
    private static let readyAt = Instant.boot + .seconds(20)

    /// The instant at which a board is to begin that is given to ``init(configuration:board:disk:wall:synchronised:)``.
    public static var beginning: Instant { readyAt }

    /// A machine whose service is ready at time 0.
    /// - Parameter number: a different one for each machine that uses the same log.
    /// - Throws: what opening the log throws.
    public convenience init(
        _ world: World = .board, configuration: Configuration, board: SimulatedBoard, disk: MachineDisk,
        wall: WallTime, synchronised: Bool, number: UInt32 = 0
    ) throws {
        let makeHost: HostMaker =
            switch world {
            case .core: { BareHost(plan: $0, debounce: $1, history: $2, surroundings: $3) }
            case .board: { Service(plan: $0, debounce: $1, history: $2, surroundings: $3) }
            }
        try self.init(
            configuration: configuration, board: board, disk: disk, wall: wall, synchronised: synchronised,
            number: number, running: makeHost)
    }

    /// The same with something else on it.
    package init(
        configuration: Configuration, board: SimulatedBoard, disk: MachineDisk, wall: WallTime, synchronised: Bool,
        number: UInt32 = 0, running makeHost: @escaping HostMaker
    ) throws {
        self.makeHost = makeHost
        self.number = number
        self.configuration = configuration
        self.board = board
        self.disk = disk
        clock = SimulatedClock(wall: wall, synchronised: synchronised)
        try bringUp()
    }

    // MARK: Time

    /// Now, since the service was first ready.
    public var time: Duration { board.elapsed }

    /// Runs all that is due up to and including `end`.
    /// - Throws: what opening the log throws, where the power comes back in this time.
    public func advance(to end: Duration) throws {
        try advance(to: end, from: nextTime)
    }

    /// The same for whoever has asked for the next time already: asking is a good part of a step's cost.
    /// - Returns: what the next time is then.
    @discardableResult
    package func advance(to end: Duration, from first: Duration?) throws -> Duration? {
        var due = first
        while let next = due, next <= end {
            board.advance(to: board.instant(atElapsed: max(time, next)))
            if bootsAt != nil { try boot() }
            service?.wake(at: now)
            turn()
            due = nextTime
        }
        board.advance(to: board.instant(atElapsed: max(time, end)))
        return due
    }

    /// When something is next due; nil: nothing is, until a stimulus.
    public var nextTime: Duration? {
        guard let service else { return bootsAt }
        let logIsDone = logTasks.doneAt.map { board.instant(atElapsed: max(time, $0)) }
        return Instant.earliest(
            .earliest(service.nextDeadline(at: now), logIsDone), .earliest(board.nextAnswer?.at, board.nextEdge)
        )
        .map { time + ($0 - now) }
    }

    private var now: Instant { board.now }

    /// The rest of an instant, its deadlines met: answers, then edges.
    private func turn() {
        while let next = board.nextAnswer, next.at <= now {
            let sample = board.takeAnswer(next.role)
            service?.probe(sample.role, gave: sample.reading, at: now)
        }
        answerLog()
        if let edge = board.nextEdge, edge <= now { service?.buttonMoved(at: now) }
        settle()
    }

    private func answerLog() {
        while let task = logTasks.next(at: time) {
            switch task {
            case .write(let entries):
                service?.logAnswered(failure: disk.write(entries, clock: readClock()), at: now)
            case .readHistory: service?.historyAnswered(disk.history(clock: readClock()), at: now)
            }
        }
    }

    /// What follows for the hip: the pack lies on it from the press that began a session until the person takes it
    /// off, alarm or not.
    private func settle() {
        guard let service else { return }
        let isApplied =
            switch service.state {
            case .applying, .windowOpen, .removePlanned, .removeSafety: true
            case .idle, .fault: false
            }
        if board.isApplied != isApplied { board.isApplied = isApplied }
        if service.hasEnded { leave(service) } else { (handover, unlogged) = (service.handover, service.unlogged) }
    }

    // MARK: Stimuli

    /// Does something to the board's button, and lets the service see it.
    public func button(_ act: (SimulatedBoard) -> Void) {
        act(board)
        turn()
    }

    /// Slides the mode switch, where one is fitted.
    public func moveSwitch(to position: Modality) {
        board.modeSwitch = position
        service?.switchMoved(to: position, at: now)
        turn()
    }

    /// A command as over SSH.
    /// - Returns: a ticket for ``answer(to:)``.
    @discardableResult
    public func command(_ command: Command) -> Int {
        lastTicket += 1
        service?.command(command, ticket: lastTicket, at: now)
        turn()
        return lastTicket
    }

    /// What the service answered; nil: nothing yet.
    public func answer(to ticket: Int) -> Answer? { answers[ticket] }

    /// A run or an onset, marked now for a time `ago`.
    public func mark(_ kind: EventKind, ago: Duration) {
        service?.mark(kind, at: now - ago, now: now)
        turn()
    }

    /// Someone or something sets the wall clock; nil: it stays so.
    public func changeClock(_ change: ClockChange?, synchronised: Bool?) {
        switch change {
        case .jump(let duration): clock.jump(by: duration)
        case .set(let wall): clock.set(wall, at: time)
        case nil: break
        }
        clock.isSynchronised = synchronised ?? clock.isSynchronised
        service?.clockChanged(at: now)
        turn()
    }

    /// SIGTERM.
    public func terminate() {
        service?.terminate(at: now)
        turn()
    }

    // MARK: Death and birth

    /// The service dies at this instant and is restarted at once; nothing where the power is off.
    public func kill() throws {
        guard bootsAt == nil else { return }
        die()
        try bringUp()
    }

    /// The service dies at this instant; ``kill()`` restarts it.
    package func crash() {
        guard bootsAt == nil else { return }
        die()
    }

    /// All power goes for `duration`; then a new boot, whose service is ready at the end of it.
    public func cutPower(for duration: Duration) {
        die()
        disk.losePower()
        (handover, unlogged) = (nil, [])
        bootsAt = time + max(.zero, duration)
    }

    private func boot() throws {
        bootsAt = nil
        board.cutPower(for: .zero, bootingAt: Self.readyAt)
        boots += 1
        try bringUp()
    }

    /// In order: the log gets what it can still take, and is closed.
    private func leave(_ service: any CoachHost) {
        for case .write(let entries) in logTasks.waiting {
            service.logAnswered(failure: disk.write(entries, clock: readClock()), at: now)
        }
        _ = disk.write(service.unwritten, clock: readClock())
        disk.close()
        drop()
    }

    /// At once: the log stays as it is.
    private func die() {
        disk.abandon()
        drop()
    }

    private func drop() {
        service = nil
        logTasks.forget()
        board.serviceDied()
    }

    private func bringUp() throws {
        // What the button did while nobody held its line is seen by nobody.
        _ = board.takeEdges()
        var opened = try disk.open(configuration, bootID: bootID, clock: readClock())
        opened.take(handover, unlogged: unlogged)
        let service = makeHost(configuration.plan, configuration.button.debounce, opened.history, self)
        self.service = service
        service.begin(opened, switchPosition: board.modeSwitch, at: now)
        turn()
    }

    /// What the kernel would give as boot_id.
    private var bootID: String {
        func padded(_ value: Int, _ radix: Int, _ width: Int) -> String {
            let digits = String(value, radix: radix)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return "\(padded(Int(number), 16, 8))-0000-4000-8000-\(padded(boots, 10, 12))"
    }

    // MARK: What is seen

    /// What is going on; nil while no service runs.
    public var status: CoachStatus? { service?.status(at: now) }
    /// Its state alone, which costs nothing.
    package var state: CoachStatus.State? { service?.state }
    /// The log as whoever reads it finds it, newest session first.
    /// - Throws: `LogError`
    public func loggedSessions() throws -> [SessionRecord] { try LogReader(path: disk.path).sessions() }
    /// What LEDs and buzzer are to show; nil while no service runs.
    public var indication: Indication? { service?.indication(at: now) }
}

extension SimulatedMachine: Surroundings {
    public func show(_ frame: LEDFrame, buzzer: Bool) throws(BoardFault) {
        try board.show(frame, buzzer: buzzer)
    }

    public func startReading(_ role: ProbeRole) { board.beginReading(role) }

    public func buttonIsClosed() -> Bool? { board.isButtonClosed }

    public func takeButtonEdges() -> [ButtonEdge] { board.takeEdges() }

    public func readClock() -> ClockReading {
        ClockReading(instant: now, wall: clock.wall(at: time), synchronised: clock.isSynchronised)
    }

    public func write(_ entries: [LogEntry]) { logTasks.ask(.write(entries), at: time) }

    public func readHistory() { logTasks.ask(.readHistory, at: time) }

    public func answer(_ answer: Answer, ticket: Int) { answers[ticket] = answer }

    public func tell(_ event: LogEvent) { told.append(Playthrough.Told(at: time + (event.at - now), event: event)) }
}
