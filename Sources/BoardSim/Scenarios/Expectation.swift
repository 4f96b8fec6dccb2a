import CoachCore

extension Scenario {
    /// What a scenario expects of the service.
    public enum Expectation: Hashable, Sendable {
        case state(ExpectedState, Modality?)
        case leds(ExpectedLEDs)
        /// The buzzer's line at that instant.
        case buzzer(on: Bool)
        /// The buzzer is on at some instant of the time that begins here.
        case buzzerSounds(within: Duration)
        /// The buzzer is off for all of the time that begins here.
        case silence(Duration)
        /// A start was refused, at most so long before or after.
        case refused(RefusalCode, within: Duration)
        /// An event of this kind, or about this code, was logged at most so long before or after.
        case event(String, within: Duration)
        /// No event of this kind, or about this code, is logged in the time that begins here.
        case noEvent(String, lasting: Duration)
        /// A session ended for this reason, at most so long before or after.
        case end(EndReason, within: Duration)
        /// No session ends in the time that begins here.
        case noEnd(lasting: Duration)
        /// So many sessions are in the log.
        case sessions(Int)
        /// The last session in the log lasted so long.
        case lastDuration(Duration, tolerance: Duration)
        /// The last session in the log ended for this reason.
        case lastReason(EndReason)
    }
}

/// The state's name as `status` gives it.
public enum ExpectedState: String, CaseIterable, Hashable, Sendable {
    case idle
    case applying
    case windowOpen = "window-open"
    case removePlanned = "remove-planned"
    case removeSafety = "remove-safety"
    /// Idle, with a fault that is shown.
    case fault

    /// A session is there, so that a modality can be named.
    var hasModality: Bool {
        switch self {
        case .applying, .windowOpen, .removePlanned, .removeSafety: true
        case .idle, .fault: false
        }
    }
}

/// What LEDs are to show.
public enum ExpectedLEDs: Hashable, Sendable {
    /// So many, one that blinks among them or not.
    case lit(Int)
    case off
    /// Exactly these at that instant, the first one first.
    case pattern(LEDFrame)
}
