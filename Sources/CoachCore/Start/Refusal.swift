/// A start that was refused, and when it would not be.
public struct Refusal: Hashable, Sendable {
    /// The rule that refuses.
    public var code: RefusalCode
    /// What would have been started; nil where that was not known yet.
    public var modality: Modality?
    /// For a wait: when it began and when it is over.
    public var wait: Wait?
    /// For a wait: when no wait stands in the way any more, those of later rules neither.
    public var allowedFrom: Instant?
    /// What a person is told, in one sentence.
    public var sentence: String

    /// A wait with a known end.
    public struct Wait: Hashable, Sendable {
        /// Since when it counts: the end of what it is a rest from.
        public var from: Instant
        /// When this rule lets a start through again.
        public var until: Instant
    }

    init(
        _ code: RefusalCode, _ modality: Modality? = nil, wait: Wait? = nil, allowedFrom: Instant? = nil,
        _ sentence: String
    ) {
        self.code = code
        self.modality = modality
        self.wait = wait
        self.allowedFrom = allowedFrom
        self.sentence = sentence
    }

    static func stuckButton(_ modality: Modality?) -> Refusal {
        Refusal(.buttonStuck, modality, "the button is stuck or held: release it")
    }

    static func unansweredAlarm(_ modality: Modality?) -> Refusal {
        Refusal(
            .alarmUnacknowledged, modality,
            "an alarm asks for the pack to be taken off: take it off and acknowledge first")
    }

    /// Blinks of a code: 1 probe, 2 pack, 3 wait.
    var blinks: Int {
        switch code {
        case .probeFault: 1
        case .packNotReady, .packTooCold, .packTooHot: 2
        case .buttonStuck, .alreadyRunning, .alarmUnacknowledged, .rest, .tooEarlyForHeat, .heatAfterRun,
            .tooManyToday, .dose:
            3
        }
    }

    /// A wait for a rest or a daily limit is shown as the share that is left.
    var showsShare: Bool {
        switch code {
        case .rest, .tooManyToday, .dose: true
        case .buttonStuck, .alreadyRunning, .alarmUnacknowledged, .probeFault, .packNotReady, .packTooCold,
            .packTooHot, .tooEarlyForHeat, .heatAfterRun:
            false
        }
    }

    /// The pack alone stands in the way: worth watching it.
    var isOfPack: Bool {
        switch code {
        case .packNotReady, .packTooCold, .packTooHot: true
        case .buttonStuck, .alreadyRunning, .alarmUnacknowledged, .probeFault, .rest, .tooEarlyForHeat,
            .heatAfterRun, .tooManyToday, .dose:
            false
        }
    }
}
