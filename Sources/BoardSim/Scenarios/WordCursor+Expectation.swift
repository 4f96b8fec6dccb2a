import CoachCore

/// The first words after `expect`.
private enum ExpectationVerb: String, CaseIterable {
    case state, leds, buzzer, silence, refused, event, end, no, log, last
}

extension WordCursor {
    /// What follows `expect`.
    mutating func expectation() throws(Complaint) -> Scenario.Expectation {
        switch try one(of: ExpectationVerb.self, as: "expectation") {
        case .state: return try state()
        case .leds: return .leds(try leds())
        case .buzzer: return try buzzer()
        case .silence: return .silence(try duration())
        case .refused:
            return .refused(try one(of: RefusalCode.self, as: "refusal"), within: try span(after: "within"))
        case .event: return .event(try eventWord(), within: try span(after: "within"))
        case .end: return .end(try one(of: EndReason.self, as: "end reason"), within: try span(after: "within"))
        case .no: return try absence()
        case .log:
            let count = try wholeNumber("number of sessions", in: 0...100_000)
            _ = try one(of: count == 1 ? ["session", "sessions"] : ["sessions"], as: "what is counted")
            return .sessions(count)
        case .last: return try last()
        }
    }

    private mutating func state() throws(Complaint) -> Scenario.Expectation {
        let state = try one(of: ExpectedState.self, as: "state")
        guard !isEmpty else { return .state(state, nil) }
        guard state.hasModality else {
            let found = try word("the end of the line")
            throw Complaint("\(state.rawValue) has no session and so no modality: leave \(quoted(found)) out")
        }
        return .state(state, try one(of: Modality.self, as: "modality"))
    }

    private mutating func leds() throws(Complaint) -> ExpectedLEDs {
        if take("off") { return .off }
        let hint = "write 4 lit, off, or one 1 or 0 for each LED as 1010"
        let found = try word("the LEDs (\(hint))")
        if take("lit") {
            guard let count = Int(found), (0...StatementRanges.leds.upperBound).contains(count) else {
                throw Complaint("\(quoted(found)) is no number of LEDs from 0 to \(StatementRanges.leds.upperBound)")
            }
            return .lit(count)
        }
        guard StatementRanges.leds.contains(found.utf8.count), found.utf8.allSatisfy({ $0 == 0x30 || $0 == 0x31 })
        else { throw Complaint("\(quoted(found)) says nothing about LEDs: \(hint)") }
        let bits = found.utf8.enumerated().reduce(UInt16(0)) { bits, led in
            bits | (led.element == 0x31 ? 1 << UInt16(led.offset) : 0)
        }
        return .pattern(LEDFrame(bits: bits, count: found.utf8.count))
    }

    private mutating func buzzer() throws(Complaint) -> Scenario.Expectation {
        switch try one(of: ["on", "off", "sounds"], as: "state of the buzzer") {
        case "on": return .buzzer(on: true)
        case "off": return .buzzer(on: false)
        default: return .buzzerSounds(within: try span(after: "within"))
        }
    }

    /// `no end for DURATION`, `no event KIND for DURATION`
    private mutating func absence() throws(Complaint) -> Scenario.Expectation {
        switch try one(of: ["end", "event"], as: "what is not to happen") {
        case "end": return .noEnd(lasting: try span(after: "for"))
        default: return .noEvent(try eventWord(), lasting: try span(after: "for"))
        }
    }

    /// A kind of event, or a code that events are about: of a refusal, an end, a notice, a fault.
    private mutating func eventWord() throws(Complaint) -> String {
        let kinds = EventKind.allCases.map(\.rawValue).joined(separator: ", ")
        let forms = "\(kinds), or the code of a refusal, an end, a notice or a fault"
        let found = try word("an event (\(forms))")
        guard Self.eventWords.contains(String(found)) else {
            throw Complaint(unknown: found, expected: "event", among: Self.eventWords, named: forms)
        }
        // A probe's fault by the name that makes it, too.
        switch SimulatedFault(rawValue: String(found)) {
        case .powerOn: return ProbeFault.powerOn.rawValue
        case .lowPower: return ProbeFault.lowPower.rawValue
        default: return String(found)
        }
    }

    private static let eventWords: [String] = {
        let codes =
            RefusalCode.allCases.map(\.rawValue) + EndReason.allCases.map(\.rawValue)
            + Notice.allCases.map(\.rawValue) + ProbeFault.allCases.map(\.rawValue)
            + [Fault.clock, .log, .board].map(\.name)
            + [SimulatedFault.powerOn, .lowPower].map(\.rawValue)
        var words = EventKind.allCases.map(\.rawValue)
        for code in codes where !words.contains(code) { words.append(code) }
        return words
    }()

    private mutating func last() throws(Complaint) -> Scenario.Expectation {
        if try one(of: ["duration", "reason"], as: "property of the last session") == "reason" {
            return .lastReason(try one(of: EndReason.self, as: "end reason"))
        }
        let length = try duration()
        // As far as the worlds may be apart.
        guard !isEmpty else { return .lastDuration(length, tolerance: .milliseconds(100)) }
        let hint = "a tolerance as ± 1s or +- 1s"
        let sign = try word(hint)
        guard let spelling = ["±", "+-"].first(where: { sign.hasPrefix($0) }) else {
            throw Complaint("\(quoted(sign)) stands where \(hint) was expected")
        }
        let attached = sign.dropFirst(spelling.count)
        let tolerance =
            attached.isEmpty ? try duration("tolerance") : try DurationLiteral.parse(attached, as: "tolerance")
        return .lastDuration(length, tolerance: tolerance)
    }

    /// A preposition and its duration.
    private mutating func span(after preposition: String) throws(Complaint) -> Duration {
        guard !isEmpty else {
            throw Complaint("the line ends without a time: add \(quoted("\(preposition) 1s"))")
        }
        try require(preposition)
        return try duration()
    }

    private mutating func wholeNumber(_ what: String, in range: ClosedRange<Int>) throws(Complaint) -> Int {
        let found = try word("a \(what)")
        guard let number = Int(found), range.contains(number) else {
            throw Complaint("\(quoted(found)) is no \(what) from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }
}
