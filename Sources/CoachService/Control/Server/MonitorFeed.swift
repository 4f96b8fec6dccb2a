import CoachCore

/// When those who watch are told: at each change of what is going on, and each second of a session.
struct MonitorFeed: Sendable {
    /// What is going on without what time alone changes.
    private struct Facts: Hashable {
        var status: CoachStatus
        let lit: LEDFrame
        let clockIsSynchronised: Bool

        init(_ status: CoachStatus, lit: LEDFrame, clockIsSynchronised: Bool) {
            self.status = status
            self.lit = lit
            self.clockIsSynchronised = clockIsSynchronised
            // In a session the seconds bring these along.
            if status.elapsed != nil { self.status.lastSamples = [:] }
            self.status.elapsed = nil
            self.status.left = nil
            self.status.opensIn = nil
            // Its words count minutes.
            for modality in status.waits.keys { self.status.waits[modality]?.sentence = "" }
        }
    }

    private static let beat = Duration.seconds(1)
    private var told: Facts?
    /// The next whole second of a session; nil: none runs.
    private(set) var nextBeat: Instant?

    init() {}

    /// Whether a status is to be told now. It is then taken for told.
    /// - Parameter lit: the LEDs, a blinking one counted as on.
    mutating func isDue(
        _ status: CoachStatus, lit: LEDFrame, clockIsSynchronised: Bool, at now: Instant
    ) -> Bool {
        let facts = Facts(status, lit: lit, clockIsSynchronised: clockIsSynchronised)
        let isDue = facts != told || nextBeat.map { $0 <= now } == true
        told = facts
        nextBeat = status.elapsed.map { elapsed in
            let whole = elapsed.nanoseconds / Self.beat.nanoseconds
            return now - elapsed + Self.beat * Int(whole + 1)
        }
        return isDue
    }

    /// What was told no longer counts: nobody watches any more, or somebody new does.
    mutating func rest() { self = MonitorFeed() }
}
