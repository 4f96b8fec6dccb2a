import CoachCore

/// The first words of what may happen.
enum StimulusVerb: String, CaseIterable {
    case press, hold, release, probe
    case `switch`
    case start, stop, ack, ran, onset, clock, kill, term
    case powerCut = "power-cut"
    case disk, pack, cloth, leds, buzzer
}

extension WordCursor {
    /// The rest of a stimulus after its first word.
    mutating func stimulus(_ verb: StimulusVerb) throws(Complaint) -> Scenario.Stimulus {
        switch verb {
        case .press: return try press()
        case .hold: return .hold(bounce: try bounce())
        case .release: return .release(bounce: try bounce())
        case .probe: return try probe()
        case .switch: return .switchTo(try one(of: Modality.self, as: "modality"))
        case .start: return try start()
        case .stop: return .command(.stop)
        case .ack: return .command(.acknowledge)
        case .ran: return .ran(sore: take("sore"), ago: try ago())
        case .onset: return take("clear") ? .onsetCleared : .onset(ago: try ago())
        case .clock: return try clock()
        case .kill: return .kill
        case .term: return .terminate
        case .powerCut: return .powerCut(try duration())
        case .disk: return .disk(try one(of: DiskState.self, as: "state of the disk"))
        case .pack: return .pack(try laidPack())
        case .cloth: return .cloth(try one(of: Cloth.self, as: "cloth"))
        case .leds: return try output(.leds)
        case .buzzer: return try output(.buzzer)
        }
    }

    /// `KIND TEMPERATURE [cloth CLOTH]`
    mutating func laidPack() throws(Complaint) -> LaidPack {
        let kind = try one(of: PackKind.self, as: "pack")
        let temperature = try temperature("pack temperature", in: StatementRanges.pack)
        let cloth = take("cloth") ? try one(of: Cloth.self, as: "cloth") : nil
        return LaidPack(kind: kind, temperature: temperature, cloth: cloth)
    }

    /// `TIME`, `synchronised`, or both.
    mutating func clock() throws(Complaint) -> Scenario.Stimulus {
        var change: ClockChange?
        let hint = "a jump (+1d, -3h), a wall time, synchronised or unsynchronised"
        guard let first = upcoming else { return .clock(nil, synchronised: try synchronised(hint)) }
        if first.first == "+" || first.first == "-" {
            let length = try DurationLiteral.parse(word(hint).dropFirst(), as: "jump")
            change = .jump(first.first == "-" ? .zero - length : length)
        } else if let digit = first.first, ("0"..."9").contains(digit) {
            change = .set(try WallTimeLiteral.parse(word(hint)))
        }
        guard change == nil || !isEmpty else { return .clock(change, synchronised: nil) }
        return .clock(change, synchronised: try synchronised(hint))
    }

    private mutating func synchronised(_ hint: String) throws(Complaint) -> Bool {
        let found = try word(hint)
        switch found {
        case "synchronised": return true
        case "unsynchronised": return false
        default: throw Complaint("unknown state of the clock \(quoted(found)): expected \(hint)")
        }
    }

    /// `[DURATION] [bouncing DURATION]`
    private mutating func press() throws(Complaint) -> Scenario.Stimulus {
        let isUsual = isEmpty || upcoming == "bouncing"
        let closed = isUsual ? SimulatedButton.usualPress : try duration("length of the press")
        guard closed > .zero else { throw Complaint("a press of no length is none: leave the length out for 100ms") }
        return .press(closed: closed, bounce: try bounce())
    }

    private mutating func bounce() throws(Complaint) -> Duration {
        guard take("bouncing") else { return .zero }
        let length = try duration("length of the bounce")
        guard length <= StatementRanges.longestBounce else {
            throw Complaint("no contact bounces for longer than 1s; write 12ms, or press again later")
        }
        return length
    }

    /// `ROLE (TEMPERATURE [over DURATION] | model | fault NAME | noise TEMPERATURE)`
    private mutating func probe() throws(Complaint) -> Scenario.Stimulus {
        let role = try one(of: ProbeRole.self, as: "probe")
        if take("model") { return .probe(role, .model) }
        if take("fault") { return .probe(role, .fault(try one(of: SimulatedFault.self, as: "fault"))) }
        if take("noise") {
            return .probe(role, .noise(try temperature("standard deviation", in: StatementRanges.noise)))
        }
        if let upcoming, upcoming.allSatisfy(\.isLetter) {
            throw Complaint(
                unknown: upcoming, expected: "way to drive a probe", among: ["model", "fault", "noise", "4.5C"])
        }
        let temperature = try temperature(in: StatementRanges.probe)
        return .probe(role, .value(temperature, over: take("over") ? try duration() : .zero))
    }

    /// `[MODALITY] [override "REASON"]`
    private mutating func start() throws(Complaint) -> Scenario.Stimulus {
        let modality = take(Modality.self)
        guard !isEmpty else { return .command(.start(modality, overrideReason: nil)) }
        guard take("override") else {
            let known = (modality == nil ? Modality.allCases.map(\.rawValue) : []) + ["override"]
            throw Complaint(unknown: try word("override"), expected: "way to start", among: known)
        }
        let reason = try quotedText("the reason to override the rest")
        return .command(.start(modality, overrideReason: reason))
    }

    /// `[DURATION ago]`
    private mutating func ago() throws(Complaint) -> Duration {
        guard !isEmpty else { return .zero }
        let length = try duration()
        try require("ago")
        return length
    }

    private mutating func output(_ output: SimulatedBoard.Output) throws(Complaint) -> Scenario.Stimulus {
        .output(output, fails: try one(of: ["fail", "ok"], as: "state of the line") == "fail")
    }
}
