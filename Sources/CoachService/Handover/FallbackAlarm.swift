import BoardHAL
import CoachCore

/// What an alarm needs of a board. Its outputs are off when it goes.
public protocol AlarmBoard: AnyObject {
    /// Those that could be had.
    var ledCount: Int { get }
    /// Drives LEDs and buzzer.
    func show(_ frame: LEDFrame, buzzer: Bool) throws(BoardFault)
    /// Readable when the button's line had an edge; nil: it could not be had.
    var buttonDescriptor: Int32? { get }
    /// All edges since the last call, oldest first.
    func buttonEdges(at now: Instant) throws(BoardFault) -> [ButtonEdge]
    /// Nil: it cannot be read.
    func buttonIsClosed() -> Bool?
}

/// SR-20: the alarm that asks for the pack to be taken off, without the service: without its log, its configuration
/// and its probes. All it knows is the ``Handover`` that the service left.
public struct FallbackAlarm {
    /// How it ended.
    public enum Ending: Hashable, Sendable {
        /// No session was left open: nothing sounded.
        case notNeeded
        case answered
        /// The time was over, and nobody had answered.
        case unanswered
        /// Told to stop.
        case stopped
    }

    private let file: HandoverFile
    private let left: Handover?
    private let openBoard: (BoardWiring) throws -> any AlarmBoard

    /// Between two attempts to take the board: a service that fails may still hold its lines.
    private static let retry = Duration.seconds(1)

    /// - Parameters:
    ///   - left: what is known where the file says nothing.
    ///   - openBoard: takes what can be had of the board; throws where not even the buzzer can.
    public init(
        _ file: HandoverFile, left: Handover? = nil, openBoard: @escaping (BoardWiring) throws -> any AlarmBoard
    ) {
        self.file = file
        self.left = file.read() ?? left
        self.openBoard = openBoard
    }

    /// SR-24: switches LEDs and buzzer off, as they may stay on after a service that was killed: the kernel of a Raspberry Pi
    /// leaves a line as it was last driven when its owner goes (raspberrypi/linux #6117).
    public static func switchOff(_ file: HandoverFile, openBoard: (BoardWiring) throws -> any AlarmBoard) throws {
        // Taking the lines drives them off; whoever holds them now has done so already.
        if let handover = file.read() { _ = try openBoard(handover.wiring) }
    }

    /// Sounds the alarm if a session was left open, until a press answers it, a stop signal comes, or the time is over.
    /// - Parameters:
    ///   - length: nil: until it is answered or told to stop.
    ///   - staysUntilEnd: an answered alarm, and one that is not needed, wait for the time to be over, too.
    /// - Throws: `SystemFailure`
    public func run(for length: Duration?, staysUntilEnd: Bool) throws -> Ending {
        let time = try AlarmTime(length)
        let journal = try JournalThread()
        defer { journal.finish() }
        var ending = Ending.notNeeded
        if var handover = left, let session = handover.unanswered, !file.isKept {
            handover.alarmSounds(at: BootClock.now())
            keep(handover, journal)
            journal.tell(
                .error, "the service is not there, and session \(session.start.id) is not over: take the pack off")
            ending = try sound(handover, time, journal)
            if ending == .answered {
                handover.alarmAnswered(at: BootClock.now())
                keep(handover, journal)
                journal.tell(.notice, "acknowledged: session \(session.start.id)")
            }
        }
        let rests = staysUntilEnd && (ending == .answered || ending == .notNeeded)
        if rests, try time.wait() { return .stopped }
        return ending
    }

    private func keep(_ handover: Handover, _ journal: JournalThread) {
        do {
            try file.write(handover)
        } catch {
            journal.tell(.warning, "the service will not know of this alarm: \(error)")
        }
    }

    // MARK: Sounding

    private func sound(_ handover: Handover, _ time: AlarmTime, _ journal: JournalThread) throws -> Ending {
        var told = ""
        repeat {
            do {
                let board = try openBoard(handover.wiring)
                return try sound(on: board, handover.wiring, time)
            } catch let failure as SystemFailure {
                throw failure
            } catch {
                // A board that is not there yet, is held by somebody else, or went away while it sounded.
                if told != "\(error)" { journal.tell(.error, "the alarm cannot sound: \(error)") }
                told = "\(error)"
            }
            if try time.wait(upTo: Self.retry) { return .stopped }
        } while !time.isOver()
        return .unanswered
    }

    private func sound(on board: any AlarmBoard, _ wiring: BoardWiring, _ time: AlarmTime) throws -> Ending {
        let start = BootClock.now()
        var poller = Poller<Source>()
        poller.watch(time.signals.number, as: .signals)
        if let descriptor = board.buttonDescriptor { poller.watch(descriptor, as: .button) }
        // A button that is held down already is released before it can be pressed.
        var debouncer = Debouncer(
            period: wiring.button.debounce, closed: board.buttonIsClosed() ?? false, at: start)
        defer { try? board.show(.off(board.ledCount), buzzer: false) }
        while case let now = BootClock.now(), !time.isOver(at: now) {
            let shown = Indication.removeSafety(since: start, at: now, ledCount: max(1, board.ledCount))
            try board.show(shown.frame, buzzer: shown.buzzer)
            let next = Instant.earliest(.earliest(shown.changesAt, debouncer.settlesAt), time.end)
            let ready = try poller.wait(upTo: next.map { max(.zero, $0 - BootClock.now()) }).map(\.source)
            if ready.contains(.signals), try time.signals.next() != nil { return .stopped }
            if Self.isPressed(&debouncer, board, hasEdges: ready.contains(.button), &poller) { return .answered }
        }
        return .unanswered
    }

    private enum Source: Hashable { case signals, button }

    private static func isPressed(
        _ debouncer: inout Debouncer, _ board: any AlarmBoard, hasEdges: Bool, _ poller: inout Poller<Source>
    ) -> Bool {
        var changes: [ButtonChange] = []
        let now = BootClock.now()
        // The level first: one that is older than an edge would be believed else.
        let settles = debouncer.settlesAt.map { $0 <= now } == true
        let level = settles ? board.buttonIsClosed() : nil
        if hasEdges || settles {
            do {
                changes = debouncer.changes(try board.buttonEdges(at: now))
            } catch {
                // A line that is gone stays readable for ever. The alarm sounds on without it.
                poller.forget(.button)
            }
        }
        // A line that cannot be read is not waited for: that would have no end and no pause.
        if settles, let settled = debouncer.settle(closed: level ?? debouncer.isClosed, at: now) {
            changes.append(settled)
        }
        return changes.contains { if case .pressed = $0 { true } else { false } }
    }
}

/// How long an alarm may take: until a stop signal comes or its time is over.
private final class AlarmTime {
    let signals: SignalDescriptor
    /// Nil: there is none.
    let end: Instant?

    init(_ length: Duration?) throws(SystemFailure) {
        signals = try SignalDescriptor()
        end = length.map { BootClock.now() + $0 }
    }

    func isOver(at now: Instant = BootClock.now()) -> Bool { end.map { $0 <= now } ?? false }

    /// Waits until the time is over.
    /// - Parameter longest: nil: as long as that takes.
    /// - Returns: whether a stop signal came first.
    func wait(upTo longest: Duration? = nil) throws -> Bool {
        var poller = Poller<Bool>()
        poller.watch(signals.number, as: true)
        let until = Instant.earliest(longest.map { BootClock.now() + $0 }, end)
        repeat {
            let left = until.map { max(.zero, $0 - BootClock.now()) }
            if try !poller.wait(upTo: left).isEmpty, try signals.next() != nil { return true }
        } while until.map { BootClock.now() < $0 } ?? true
        return false
    }
}
