import BoardHAL
import CoachCore

@testable import CoachService

/// Surroundings in which nothing happens by itself: what the service asked for is kept, and a test answers it.
final class QuietSurroundings: Surroundings {
    var now = Instant.after(.seconds(50))
    private(set) var written: [[LogEntry]] = []
    private(set) var told: [LogEvent] = []
    private(set) var asked: [ProbeRole] = []
    private(set) var answers: [Answer] = []
    private(set) var historiesAsked = 0
    private(set) var shown: LEDFrame?
    private(set) var buzzer = false

    func show(_ frame: LEDFrame, buzzer: Bool) throws(BoardFault) {
        shown = frame
        self.buzzer = buzzer
    }

    func startReading(_ role: ProbeRole) { asked.append(role) }
    /// Nil: the line cannot be read.
    var isClosed: Bool? = false
    func buttonIsClosed() -> Bool? { isClosed }
    func takeButtonEdges() -> [ButtonEdge] { [] }
    var isSynchronised = true
    func readClock() -> ClockReading {
        ClockReading(
            instant: now, wall: WallTime(milliseconds: now.nanoseconds / 1_000_000), synchronised: isSynchronised)
    }
    func write(_ entries: [LogEntry]) { written.append(entries) }
    func readHistory() { historiesAsked += 1 }
    func answer(_ answer: Answer, ticket: Int) { answers.append(answer) }
    func tell(_ event: LogEvent) { told.append(event) }
}

/// A service whose time a test moves.
final class QuietService {
    let around = QuietSurroundings()
    let service: Service

    init(_ opened: SessionStore.Opened, isSynchronised: Bool = true) {
        around.isSynchronised = isSynchronised
        service = Service(
            plan: Configuration.default.plan, debounce: .milliseconds(30), history: opened.history,
            surroundings: around)
        service.begin(opened, switchPosition: nil, at: around.now)
    }

    var now: Instant { around.now }
    var status: CoachStatus { service.status(at: now) }
    var told: [String] { around.told.map { "\($0.kind.rawValue): \($0.detail)" } }

    /// Lets time pass; each probe that is asked reads this, and the log answers nothing.
    func pass(_ time: Duration, reading: Reading? = .success(.celsius(1))) {
        let end = now + time
        var answered = 0
        while true {
            while let reading, answered < around.asked.count {
                service.probe(around.asked[answered], gave: reading, at: now)
                answered += 1
            }
            answered = reading == nil ? around.asked.count : answered
            guard let due = service.nextDeadline(at: now), due <= end else { break }
            around.now = max(now, due)
            service.wake(at: now)
        }
        around.now = end
    }
}
