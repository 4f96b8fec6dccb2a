/// LEDs and buzzer as somebody at the device wants to see them, for a moment.
struct OutputTest: Hashable, Sendable {
    var frame: LEDFrame
    var buzzer: Bool
    var until: Instant
    /// Since the first of these moments in a row.
    var presses: Int

    var indication: Indication { Indication(frame: frame, lit: frame, buzzer: buzzer, changesAt: until) }
}

extension Coach {
    /// Shows what a self-test asks for. Only where nothing is going on that it could hide, and whatever begins ends it.
    mutating func test(_ frame: LEDFrame, buzzer: Bool, ticket: Int, at now: Instant) {
        guard case .idle = phase else {
            return answer(ticket, .impossible("a session, its start or its alarm is on, which a self-test would hide"))
        }
        if outputTest == nil { log(.notice, Notice.selfTest.rawValue, at: now) }
        let presses = outputTest?.presses ?? 0
        outputTest = OutputTest(
            frame: LEDFrame(bits: frame.bits, count: plan.ledCount), buzzer: buzzer,
            until: now + CoachRules.testShown, presses: presses)
        answer(ticket, .tested(presses: presses, isClosed: button.closedSince != nil))
    }

    /// A press in a self-test is what it waits for, and starts nothing.
    mutating func countPress() { outputTest?.presses += 1 }

    mutating func endTest(at now: Instant) {
        guard let test = outputTest else { return }
        if case .idle = phase, now < test.until { return }
        outputTest = nil
    }
}
