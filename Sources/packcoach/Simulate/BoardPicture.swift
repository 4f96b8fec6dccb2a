import CoachCore

/// Everything that the simulator draws, as a plain value at one instant.
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
        /// The power is cut, or the service is dead.
        case off
    }

    /// When a modality may start next.
    struct Allowance: Hashable, Sendable {
        var modality: Modality
        /// How long it is still refused; nil: it may start now.
        var wait: Duration?
        /// Why it waits, in a few words such as `rest` or `no heat before 48 h`.
        var why: String?
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

    /// A line of the log.
    struct LogLine: Hashable, Sendable {
        /// Counts up from line to line, so that a line is told apart from one with the same words.
        var number: Int
        /// Time of day for people.
        var time: String
        var words: String
    }

    var state = State.idle
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
    var buzzer = false

    /// What lies on the probe, such as `melting ice`.
    var pack: String
    /// What lies between pack and skin, such as `dry towel` or `no cloth`.
    var cloth: String
    /// Nothing dry lies between pack and skin; the reminder is then drawn as a warning.
    var clothIsMissing = false
    /// The position of a fitted mode switch.
    var modeSwitch: Modality?
    /// The faults that the person put in, such as `pack probe: crc`.
    var faults: [String] = []

    /// The last reading; nil before the first.
    var packReading: Reading?
    /// Nil: no skin probe fitted.
    var skinReading: Reading?
    var modelledSkin: Temperature?

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
    /// Virtual time of day for people.
    var clock: String
    /// Virtual seconds a second.
    var speed: Int = 1
    var isPaused = false
    /// The list of all keys lies over the picture.
    var showsHelp = false
}
