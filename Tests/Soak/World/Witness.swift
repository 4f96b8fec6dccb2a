import BoardHAL
import BoardSim
import CoachCore
import CoachService
import CoachSimulation

/// Stands between a simulated machine and the service that runs on it, and writes down what passes.
///
/// With a ``Defect`` it changes some of it, to see whether the oracle notices.
final class Witness: CoachHost, Surroundings {
    private let record: Record
    private let board: SimulatedBoard
    // The machine owns the witness.
    private unowned let machine: any Surroundings
    private var saboteur: Saboteur
    // Made last, because it needs the witness.
    private var service: Service!
    /// What to add to an instant of this boot for true time.
    private let offset: Moment

    init(
        plan: Plan, debounce: Duration, history: History, machine: any Surroundings, board: SimulatedBoard,
        record: Record, saboteur: Saboteur
    ) {
        self.record = record
        self.board = board
        self.machine = machine
        self.saboteur = saboteur
        offset = board.elapsed.nanoseconds - board.now.nanoseconds
        record.clear()
        record.cameUp = true
        record.closedAtStart = board.isButtonClosed
        service = Service(
            plan: saboteur.changed(plan), debounce: saboteur.changed(debounce),
            history: saboteur.changed(history, isFirst: true), surroundings: self)
    }

    private func moment(_ instant: Instant) -> Moment { instant.nanoseconds + offset }

    // MARK: From the machine

    func begin(_ opened: SessionStore.Opened, switchPosition: Modality?, at now: Instant) {
        service.begin(saboteur.changed(opened), switchPosition: switchPosition, at: now)
    }

    func wake(at now: Instant) {
        service.wake(at: now)
        if saboteur.answersByItself(board.elapsed) { service.command(.acknowledge, ticket: 0, at: now) }
    }

    func buttonMoved(at now: Instant) { service.buttonMoved(at: now) }
    func switchMoved(to position: Modality, at now: Instant) { service.switchMoved(to: position, at: now) }

    func probe(_ role: ProbeRole, gave reading: Reading, at now: Instant) {
        record.deliveries.append(Record.Delivery(role: role, reading: reading, at: moment(now)))
        service.probe(role, gave: saboteur.changed(reading, of: role), at: now)
    }

    func command(_ command: Command, ticket: Int, at now: Instant) {
        service.command(command, ticket: ticket, at: now)
    }

    func mark(_ kind: EventKind, at marked: Instant, now: Instant) { service.mark(kind, at: marked, now: now) }
    func clockChanged(at now: Instant) { service.clockChanged(at: now) }
    func terminate(at now: Instant) { service.terminate(at: now) }
    func logAnswered(failure: String?, at now: Instant) { service.logAnswered(failure: failure, at: now) }

    func historyAnswered(_ history: History?, at now: Instant) {
        service.historyAnswered(history.map { saboteur.changed($0, isFirst: false) }, at: now)
    }

    var hasEnded: Bool { service.hasEnded }
    var handover: Handover.Session? { service.handover }
    var unlogged: [LogEntry] { saboteur.changed(service.unlogged) }
    func nextDeadline(at now: Instant) -> Instant? { service.nextDeadline(at: now) }
    func status(at now: Instant) -> CoachStatus { service.status(at: now) }
    var state: CoachStatus.State { service.state }
    func indication(at now: Instant) -> Indication { service.indication(at: now) }
    var unwritten: [LogEntry] { saboteur.changed(service.unwritten) }

    // MARK: From the service

    func show(_ frame: LEDFrame, buzzer: Bool) throws(BoardFault) {
        let shown = saboteur.changed(frame, buzzer, at: board.elapsed)
        try machine.show(shown.frame, buzzer: shown.buzzer)
    }

    func startReading(_ role: ProbeRole) { machine.startReading(role) }
    func buttonIsClosed() -> Bool? { machine.buttonIsClosed() }

    func takeButtonEdges() -> [ButtonEdge] {
        let edges = machine.takeButtonEdges()
        for edge in edges { record.edges.append(Record.Edge(closed: edge.closed, at: moment(edge.at))) }
        return edges
    }

    func readClock() -> ClockReading { machine.readClock() }
    func write(_ entries: [LogEntry]) { machine.write(saboteur.changed(entries)) }
    func readHistory() { machine.readHistory() }

    func answer(_ answer: Answer, ticket: Int) { record.given.append(Record.Given(ticket: ticket, answer: answer)) }

    func tell(_ event: LogEvent) {
        saboteur.note(event, at: board.elapsed)
        record.told.append(
            Record.Told(session: event.session, at: moment(event.at), kind: event.kind, detail: event.detail))
    }
}
