import BoardSim
import CoachCore
import SessionLog

/// What came of a scenario in one world: all that was told and shown, and what was looked at on the way.
public struct Playthrough: Sendable {
    /// Something that was told, and when.
    public struct Told: Hashable, Sendable {
        /// Since the service was ready.
        public var at: Duration
        public var event: LogEvent

        public init(at: Duration, event: LogEvent) {
            self.at = at
            self.event = event
        }
    }

    /// What there was to see at one instant.
    public struct Moment: Sendable {
        /// The state's name and the modality; nil while no service runs.
        public var state: String?
        public var modality: Modality?
        /// LEDs that are lit, one that blinks among them or not.
        public var lit: LEDFrame
        /// The log, newest session first; nil where nobody asked for it.
        public var sessions: [SessionRecord]?

        public init(state: String?, modality: Modality?, lit: LEDFrame, sessions: [SessionRecord]?) {
            self.state = state
            self.modality = modality
            self.lit = lit
            self.sessions = sessions
        }
    }

    /// What the service told, in its order.
    public var told: [Told]
    /// What LEDs and buzzer did.
    public var shown: OutputHistory
    /// By the line of the expectation.
    public var moments: [Int: Moment]
    /// The log at the end, newest session first.
    public var sessions: [SessionRecord]

    public init(told: [Told], shown: OutputHistory, moments: [Int: Moment], sessions: [SessionRecord]) {
        self.told = told
        self.shown = shown
        self.moments = moments
        self.sessions = sessions
    }
}
