import CoachCore

/// Everything that `simulate` and `watch` draw, as a plain value at one instant.
///
/// ``Screen`` draws it in a terminal, ``PlainLines`` tells what changed in it line by line.
struct BoardPicture: Hashable, Sendable {
    /// What the coach is doing. The raw value is the word of scenarios and `status`.
    enum State: String, CaseIterable, Hashable, Sendable {
        /// The service is just up and lights all LEDs.
        case ready
        case idle
        /// The button was pressed and the probe is being read.
        case checking
        case applying
        case windowOpen = "window-open"
        case removePlanned = "remove-planned"
        case removeSafety = "remove-safety"
        case fault
        /// The power is cut, or the service is dead or does not answer.
        case off
    }

    /// When a modality may start next.
    struct Allowance: Hashable, Sendable {
        var modality: Modality
        /// How long it is still refused; nil: for no known time.
        var wait: Duration?
        /// Why it is refused, in a few words such as `rest` or `no heat before 48 h`; nil: it may start now.
        var why: String?
        /// When it may start, for people, where that is known.
        var from: String?
    }

    /// Temperatures at one instant, in °C; nil where there was no valid one.
    struct Point: Hashable, Sendable {
        var at: Instant
        var pack: Double?
        var skin: Double?
        /// The skin of the model, whether or not a probe measures it.
        var modelledSkin: Double?
    }

    /// The time that the chart shows.
    enum Span: Hashable, Sendable {
        /// The last so long, up to now.
        case last(Duration)
        /// A whole session from its press to its ceiling, the minimum marked.
        case session(start: Instant, minimum: Duration, ceiling: Duration)
    }

    /// What only a simulated board has.
    struct Bench: Hashable, Sendable {
        /// What lies on the probe, such as `melting ice`.
        var pack: String
        /// What lies between pack and skin, such as `dry towel` or `no cloth`.
        var cloth: String
        /// Nothing dry lies between pack and skin; the reminder is then drawn as a warning.
        var clothIsMissing = false
        var modelledSkin: Temperature?
        /// Virtual seconds a second.
        var speed = 1
        var isPaused = false
    }

    /// What a key does, in a few words.
    struct Key: Hashable, Sendable {
        /// As it stands on the keyboard.
        var name: String
        var meaning: String
    }

    /// A line of the log.
    struct LogLine: Hashable, Sendable {
        /// Counts up from line to line, so that a line is told apart from one with the same words.
        var number: Int
        /// Time of day for people.
        var time: String
        var words: String
    }

    var state = State.idle
    /// Stands for the state's own name.
    var stateName: String?
    var modality: Modality?
    /// From the press; nil without a session.
    var elapsed: Duration?
    /// Until the ceiling.
    var remaining: Duration?
    /// Until the minimum; nil once it is reached.
    var windowOpensIn: Duration?
    /// Drawn where no session runs.
    var allowances: [Allowance] = []

    var leds: LEDFrame
    /// How they blink, where no single blink is drawn; nil: as drawn.
    var ledWords: String?
    var buzzer = false
    /// What it does while it sounds, such as `three beeps every 30 s`.
    var buzzerWords: String?
    /// Stands there while it does not.
    var silenceWords = "silent"

    /// Nil: a real board.
    var bench: Bench?
    /// The position of a fitted mode switch.
    var modeSwitch: Modality?
    /// Such as `pack probe: crc`; in the simulator those that the person put in.
    var faults: [String] = []

    /// The last reading; nil before the first.
    var packReading: Reading?
    /// Nil: no skin probe fitted.
    var skinReading: Reading?

    /// Oldest first.
    var points: [Point] = []
    var span = Span.last(.minutes(20))
    /// The limits worth seeing now, such as `stop 43` at 43 °C; names of up to 12 characters are shown whole.
    var limits: [Chart.Limit] = []

    /// What is going on and what to do; nil: ``Guidance`` says it from the state.
    var headline: String?
    /// Why the last start was refused, as long as it matters.
    var refusal: String?
    /// Oldest first.
    var log: [LogLine] = []

    var now: Instant
    /// Time of day for people.
    var clock: String
    /// The command that draws.
    var title: String
    /// In the last row, the most important first.
    var shortKeys: [Key]
    /// In the key help.
    var keys: [Key]
    /// The list of all keys lies over the picture.
    var showsHelp = false
}

extension BoardPicture.State {
    init(_ state: CoachStatus.State) {
        switch state {
        case .idle: self = .idle
        case .applying: self = .applying
        case .windowOpen: self = .windowOpen
        case .removePlanned: self = .removePlanned
        case .removeSafety: self = .removeSafety
        case .fault: self = .fault
        }
    }
}
