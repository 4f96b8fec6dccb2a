import CoachCore

/// A command's end of the control socket. It waits, up to a limit.
public final class ControlClient {
    /// Longer than a start takes to read the probes, and than a slow card takes to write a mark.
    private static let patience = Duration.seconds(10)

    private let link: ControlLink

    /// - Throws: ``ControlFailure``
    public init(path: String) throws(ControlFailure) {
        link = try ControlLink(path: path, patience: Self.patience)
    }

    // MARK: Methods

    /// What is going on.
    public func status() throws(ControlFailure) -> StatusReport {
        try call("Status", NoParameters(), StatusAnswer.self).status
    }

    /// Starts a session, or takes an early stop back.
    /// - Parameters:
    ///   - modality: nil: the pack decides.
    ///   - overrideReason: why the rest is passed over.
    /// - Returns: its number.
    public func start(_ modality: Modality? = nil, overrideReason: String? = nil) throws(ControlFailure) -> Int64 {
        let parameters = StartParameters(modality, overrideReason: overrideReason)
        return try call("Start", parameters, StartAnswer.self).session
    }

    /// Ends the session that runs.
    /// - Returns: its number, and as what it ended: the word of an ``EndReason``.
    public func stop() throws(ControlFailure) -> (session: Int64, endReason: String) {
        let answer = try call("Stop", NoParameters(), StopAnswer.self)
        return (answer.session, answer.endReason)
    }

    /// Acknowledges an alarm or a fault.
    /// - Returns: the alarm's session; nil for a fault.
    public func acknowledge() throws(ControlFailure) -> Int64? {
        try call("Acknowledge", NoParameters(), SessionAnswer.self).session
    }

    /// Has LEDs and buzzer shown for 3 s, for a self-test; call it again to go on.
    /// - Returns: how often the button was pressed since the first of these calls, and whether it is closed.
    public func test(leds: LEDFrame, buzzer: Bool) throws(ControlFailure) -> (presses: Int, isClosed: Bool) {
        let answer = try call("Test", TestParameters(leds: leds, buzzer: buzzer), TestAnswer.self)
        return (answer.presses, answer.closed)
    }

    /// - Parameters:
    ///   - time: when it ended; nil: now.
    ///   - sore: marks the onset of the pain, too.
    public func markRun(at time: WallTime?, sore: Bool) throws(ControlFailure) {
        _ = try call("MarkRun", MarkParameters(at: time, sore: sore), NoParameters.self)
    }

    /// - Parameter time: when the pain set in; nil: now.
    public func markOnset(at time: WallTime?) throws(ControlFailure) {
        _ = try call("MarkOnset", MarkParameters(at: time), NoParameters.self)
    }

    /// The episode is over: the 48-hour rule is not armed any more.
    public func clearOnset() throws(ControlFailure) {
        _ = try call("ClearOnset", NoParameters(), NoParameters.self)
    }

    // MARK: Calls

    private func call<Answer: Decodable>(
        _ method: String, _ parameters: some Encodable, _ type: Answer.Type
    ) throws(ControlFailure) -> Answer {
        try link.call(method, parameters, within: Self.patience)
        return try link.parameters(of: frame(within: Self.patience), type)
    }

    /// The next message.
    private func frame(within limit: Duration) throws(ControlFailure) -> [UInt8] {
        let end = BootClock.now() + limit
        while true {
            if let frame = try link.next() { return frame }
            try link.wait(.reading, until: end)
            try link.receive()
        }
    }
}
