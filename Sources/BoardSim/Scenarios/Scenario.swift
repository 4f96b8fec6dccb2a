import CoachCore

/// A scenario: what a person, a board and a world do, and what is expected of the service. A text file in memory.
///
/// The language stands in `Tests/Scenarios/README.md`; ``init(parsing:file:)`` reads all of it.
public struct Scenario: Hashable, Sendable {
    /// The file's name without folder and suffix.
    public var name: String
    /// The file as it was named to the parser.
    public var file: String
    /// The text of the first comment; empty without one.
    public var summary = ""
    /// Keys of the configuration that differ from their defaults, in the order of the file, each at most once.
    public var configuration: [ConfigurationLine] = []
    /// What is laid ready; a pack at room temperature and a dry towel where nothing else is said.
    public var pack = LaidPack(kind: .room, temperature: PackOnSkin.room, cloth: .dryTowel)
    /// What the log holds already, in the order of the file.
    public var history: [HistoryItem] = []
    /// Wall time at 0: 2026-05-04T12:00:00Z unless said.
    public var wallTime = WallTime(milliseconds: 1_777_896_000_000)
    /// The kernel holds it to be synchronised.
    public var clockIsSynchronised = true
    /// The button's contact is closed before the service comes up.
    public var buttonIsHeld = false
    /// Where the slide switch stands at 0; nil: none is fitted.
    public var switchPosition: Modality?
    /// Of contact bounce and noise.
    public var seed: UInt64 = 0
    /// All that happens and is expected: by time, at one instant stimuli before expectations, then in the order of the
    /// file.
    public var steps: [Step] = []

    /// One statement `config KEY = VALUE`.
    public struct ConfigurationLine: Hashable, Sendable {
        /// Dotted, as in `leds.lines`; keys of `probe` mean its first entry.
        public var key: String
        /// As it stands in the file: a TOML value that nobody has looked at yet.
        public var value: String
        public var line: Int
    }

    /// One statement `at TIME …`.
    public struct Step: Hashable, Sendable {
        /// Since the service was ready.
        public var at: Duration
        public var line: Int
        public var action: Action
    }

    /// What a step does.
    public enum Action: Hashable, Sendable {
        case stimulus(Stimulus)
        case expectation(Expectation)
    }

    /// The probes that are fitted: those that the configuration names, or one on the pack, and all that a statement
    /// names.
    public var probes: Set<ProbeRole> {
        let configured = configuration.filter { $0.key == "probe.role" }.compactMap { line in
            ProbeRole(rawValue: line.value.trimming { $0 == "\"" || $0 == "'" })
        }
        let named = steps.compactMap { step -> ProbeRole? in
            guard case .stimulus(.probe(let role, _)) = step.action else { return nil }
            return role
        }
        return Set(configured.isEmpty ? [.pack] : configured).union(named)
    }
}

/// A pack that is laid ready, or put in the place of another.
public struct LaidPack: Hashable, Sendable {
    public var kind: PackKind
    public var temperature: Temperature
    /// Nil: the cloth stays what it was.
    public var cloth: Cloth?
}

/// Something in the log from before time 0.
public enum HistoryItem: Hashable, Sendable {
    case session(EarlierSession)
    case run(ago: Duration)
    case onset(ago: Duration)

    /// A session that ended `ended` before time 0.
    public struct EarlierSession: Hashable, Sendable {
        public var modality: Modality
        public var ended: Duration
        public var reason: EndReason
        /// 20 min unless said.
        public var lasting = Duration.minutes(20)
        /// The probe whose limit or fault ended it.
        public var probe: ProbeRole?
        /// CEM43 minutes; nil: nobody said.
        public var dose: Double?
    }
}
