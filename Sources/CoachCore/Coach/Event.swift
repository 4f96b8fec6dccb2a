/// What the coach is told.
public enum Event: Hashable, Sendable {
    /// The service is up. Comes first, once.
    case began(Beginning)
    /// ``Coach/nextDeadline`` has come.
    case deadline
    /// The button closed; `at` is the first edge of its train.
    case pressed(at: Instant)
    case released
    case switchMoved(Modality)
    case sample(Sample)
    /// What the log knows of the past, asked for by ``Effect/readHistory`` or because the clock synchronised.
    case history(History)
    /// The log could not be asked.
    case historyUnavailable
    case command(Command, ticket: Int)
    case fault(Fault, isThere: Bool, words: String)
    /// SIGTERM: leave, and say so if a session runs.
    case terminate
}

/// What the coach finds when it begins.
public struct Beginning: Hashable, Sendable {
    /// The session that an earlier run left; nil: none.
    public var unfinished: UnfinishedSession?
    /// Where the slide switch stands; nil without one.
    public var switchPosition: Modality?
    /// The button is held down right now.
    public var buttonIsClosed: Bool

    public init(unfinished: UnfinishedSession? = nil, switchPosition: Modality? = nil, buttonIsClosed: Bool = false) {
        self.unfinished = unfinished
        self.switchPosition = switchPosition
        self.buttonIsClosed = buttonIsClosed
    }
}

/// What the button does, over SSH.
public enum Command: Hashable, Sendable {
    case start(Modality?, overrideReason: String?)
    case stop
    case acknowledge
    /// Show this for a moment, for a self-test, where nothing else is going on.
    case test(LEDFrame, buzzer: Bool)
}

/// What is wrong with the device, apart from a session. The order is the order in which the LEDs tell.
public enum Fault: Hashable, Comparable, Sendable {
    case probe(ProbeRole)
    case clock
    case log
    case board

    /// Blinks on the LEDs when idle.
    var blinks: Int {
        switch self {
        case .probe: 1
        case .clock: 2
        case .log: 3
        case .board: 4
        }
    }

    /// The word in the log.
    public var name: String {
        switch self {
        case .probe(let role): "\(role.rawValue) probe"
        case .clock: "clock"
        case .log: "log"
        case .board: "board"
        }
    }

    public static func < (left: Fault, right: Fault) -> Bool {
        (left.blinks, left.name) < (right.blinks, right.name)
    }
}

/// A fault that is there.
struct StandingFault: Hashable, Sendable {
    /// Its blinking begins with it.
    var since: Instant
    /// A press or an acknowledgement has seen it: its blinking is hidden.
    var isHidden = false
}
