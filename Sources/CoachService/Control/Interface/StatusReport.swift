import CoachCore

/// What is going on, as clients are told it.
public struct StatusReport: Codable, Hashable, Sendable {
    enum CodingKeys: String, CodingKey {
        case state, modality, session, resume, leds, lit, buzzer, probes, faults, ice, heat, now, database, version
        case isChecking = "checking"
        case elapsed = "elapsed_s"
        case left = "left_s"
        case opensIn = "opens_in_s"
        case onsetIsMarked = "onset_marked"
        case onsetAge = "onset_age_s"
        case packIsReady = "pack_ready"
        case clockIsSynchronised = "clock_synchronised"
    }

    /// The last reading of a probe.
    public struct Probe: Codable, Hashable, Sendable {
        enum CodingKeys: String, CodingKey {
            case role, celsius, fault
            case age = "age_s"
        }

        /// `pack` or `skin`.
        public let role: String
        /// The temperature; nil: ``fault`` says why not, or nothing was read yet.
        public let celsius: Double?
        /// A `ProbeFault`, or one of another version.
        public let fault: String?
        /// Seconds since it was read.
        public let age: Double?
    }

    /// An early stop that a press or a start still takes back.
    public struct Resumption: Codable, Hashable, Sendable {
        enum CodingKeys: String, CodingKey {
            case session, modality
            case left = "left_s"
        }

        /// Its number.
        public let session: Int64
        /// `ice` or `heat`.
        public let modality: String
        /// For so many seconds more.
        public let left: Double
    }

    /// What is wrong with the device.
    public struct Fault: Codable, Hashable, Sendable {
        /// Such as `log`.
        public let name: String
        /// For people.
        public let message: String
    }

    /// Whether a start would be let through now, the pack apart.
    public struct Allowance: Codable, Hashable, Sendable {
        enum CodingKeys: String, CodingKey {
            case code, message, from
            case isAllowed = "allowed"
            case left = "left_s"
        }

        /// It would.
        public let isAllowed: Bool
        /// Why not.
        public let code: String?
        /// The same as a sentence for people.
        public let message: String?
        /// When no wait stands any more, in RFC 3339; nil where the clock is not synchronised, or it is no wait.
        public let from: String?
        /// Seconds until then.
        public let left: Double?
    }

    /// A ``CoachStatus/State``, or one of another version; ``stopped`` where the log told it.
    public let state: String
    /// A start was asked for and the probes are being read.
    public let isChecking: Bool
    /// Of the session that runs or asks for its pack to be taken off.
    public let modality: String?
    /// Its number.
    public let session: Int64?
    /// Seconds since the press, to the ceiling and to the window.
    public let elapsed: Double?
    public let left: Double?
    public let opensIn: Double?
    /// Nil: there is none.
    public let resume: Resumption?
    /// From first to last LED, 1 is on.
    public let leds: String
    /// The same, a blinking one counted as on.
    public let lit: String
    /// It sounds.
    public let buzzer: Bool
    /// Those that are fitted.
    public let probes: [Probe]
    /// Those that are there.
    public let faults: [Fault]
    /// Of a start of ice.
    public let ice: Allowance
    /// Of a start of heat.
    public let heat: Allowance
    /// Heat is refused for a time from it.
    public let onsetIsMarked: Bool
    /// Seconds since the onset, as far as is proven.
    public let onsetAge: Double?
    /// A pack that was refused would now do.
    public let packIsReady: Bool
    /// Wall time of the board, RFC 3339.
    public let now: String
    /// The kernel holds the wall clock to be right.
    public let clockIsSynchronised: Bool
    /// The service's log.
    public let database: String
    /// Of the service.
    public let version: String
}

/// Something that was logged, as clients are told it.
public struct EventReport: Codable, Hashable, Sendable {
    enum CodingKeys: CodingKey { case at, kind, detail, session }

    /// When, in RFC 3339.
    public let at: String
    /// An `EventKind`, or one of another version.
    public let kind: String
    /// A code or words for people.
    public let detail: String
    /// The session that it belongs to; nil outside one.
    public let session: Int64?
}
