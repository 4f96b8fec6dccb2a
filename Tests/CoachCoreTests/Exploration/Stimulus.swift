import CoachCore

/// One letter of the alphabet: what can happen to the coach from outside, time included.
enum Stimulus: Hashable, Sendable {
    case press
    /// Closed, and kept so until ``release``.
    case hold
    case release
    case start(Modality?, override: Bool)
    case stop
    case acknowledge
    /// A probe says this from now on, in m°C (nil: a fault), and a second passes.
    case reads(ProbeRole, Int32?)
    /// So many milliseconds.
    case wait(Int64)
    /// Up to so many milliseconds before or after what the session comes to next.
    case toCeiling(Int64)
    case toWindow(Int64)
    /// SIGKILL, and the service starts again so many milliseconds later.
    case kill(Int64)
    /// SIGTERM, and the service starts again a second after it left.
    case terminate
    /// The power is off for so many seconds; afterwards the clock is synchronised or it is not.
    case powerCut(Int64, synchronised: Bool)
    /// The clock synchronises.
    case synchronise
    case logFails
    case logWorks
    case run
    case onset
}

extension Stimulus: CustomStringConvertible {
    var description: String {
        switch self {
        case .press: "press"
        case .hold: "hold"
        case .release: "release"
        case .start(let modality, let override):
            "start \(modality?.rawValue ?? "any")\(override ? " override" : "")"
        case .stop: "stop"
        case .acknowledge: "ack"
        case .reads(let role, let reading): "\(role.rawValue) \(reading.map { "\($0)" } ?? "fault")"
        case .wait(let milliseconds): "wait \(milliseconds)"
        case .toCeiling(let offset): "ceiling \(offset)"
        case .toWindow(let offset): "window \(offset)"
        case .kill(let milliseconds): "kill \(milliseconds)"
        case .terminate: "terminate"
        case .powerCut(let seconds, let synchronised): "cut \(seconds)\(synchronised ? " synchronised" : "")"
        case .synchronise: "synchronise"
        case .logFails: "log fails"
        case .logWorks: "log works"
        case .run: "run"
        case .onset: "onset"
        }
    }

    /// Reads what ``description`` writes; nil: it is none.
    init?(_ text: String) {
        let words = text.split(separator: " ").map(String.init)
        guard let first = words.first else { return nil }
        let second = words.count > 1 ? words[1] : ""
        let number = Int64(second)
        let simple: [String: Stimulus] = [
            "press": .press, "hold": .hold, "release": .release, "stop": .stop, "ack": .acknowledge,
            "terminate": .terminate, "synchronise": .synchronise, "log fails": .logFails, "log works": .logWorks,
            "run": .run, "onset": .onset,
        ]
        if let stimulus = simple[text] {
            self = stimulus
        } else if let role = ProbeRole(rawValue: first) {
            self = .reads(role, Int32(second))
        } else if first == "start" {
            self = .start(Modality(rawValue: second), override: words.count > 2)
        } else if let number {
            switch first {
            case "wait": self = .wait(number)
            case "ceiling": self = .toCeiling(number)
            case "window": self = .toWindow(number)
            case "kill": self = .kill(number)
            case "cut": self = .powerCut(number, synchronised: words.count > 2)
            default: return nil
            }
        } else {
            return nil
        }
    }
}

extension [Stimulus] {
    /// `press; wait 1000; kill 0`, to be replayed.
    var text: String { map(\.description).joined(separator: "; ") }

    init?(text: String) {
        let words = text.split(separator: ";").map { String($0).trimmed }
        let read = words.compactMap { Stimulus($0) }
        guard read.count == words.count else { return nil }
        self = read
    }
}

extension String {
    fileprivate var trimmed: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
