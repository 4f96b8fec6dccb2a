import BoardHAL
import BoardSim
import CoachCore
import CoachService
import CoachSimulation
import SessionLog

/// Works a scenario out into a tape for the guest.
///
/// What the probes measure comes from the simulated board, conversion by conversion, so that both worlds are fed the
/// same pack; what the service makes of it is what is compared.
struct TapeMaker {
    private let scenario: Scenario
    private let configuration: Configuration
    private var boots: [Tape.Boot]
    private var wallAtZero: WallTime
    private var isSynchronised: Bool
    private var contactIsClosed: Bool
    private var switchPosition: Modality?
    private var faults: [ProbeRole: SimulatedFault] = [:]
    private var disk = DiskState.ok

    /// A little after the instant itself: deadlines of that instant come first, then samples, stimuli, expectations.
    private static let stimulusDelay = Duration.milliseconds(1)
    /// A DS18B20 fails after the reading of that instant has begun, and edges come a tick late.
    private static let probeDelay = Duration.milliseconds(15)
    private static let lookDelay = Duration.milliseconds(20)
    /// What is released on the table is not seen by anybody before this.
    private static let afterEnd = Duration.milliseconds(200)

    init(_ scenario: Scenario, configuration: Configuration) {
        self.scenario = scenario
        self.configuration = configuration
        wallAtZero = scenario.wallTime
        isSynchronised = scenario.clockIsSynchronised
        contactIsClosed = scenario.buttonIsHeld
        switchPosition = scenario.switchPosition
        boots = []
    }

    /// - Parameter conversions: what the probes measured on the simulated board.
    /// - Throws: ``NotHere``
    static func tape(
        _ scenario: Scenario, configuration: Configuration, conversions: [SimulatedBoard.Conversion]
    ) throws -> Tape {
        var maker = TapeMaker(scenario, configuration: configuration)
        return try maker.make(conversions)
    }

    private mutating func make(_ conversions: [SimulatedBoard.Conversion]) throws -> Tape {
        var all: [(at: Duration, order: Int, what: Happening)] = []
        for edge in contactEdges() {
            all.append((edge.at - .boot, 0, .words("contact \(edge.closed ? "closed" : "open")")))
        }
        for (at, words) in temperatures(conversions) { all.append((at, 0, .words(words))) }
        for (index, step) in scenario.steps.enumerated() {
            for (at, what) in happenings(of: step) { all.append((at, index + 1, what)) }
        }
        all.sort { ($0.at, $0.order) < ($1.at, $1.order) }

        boots = [try boot(at: .zero, conversions)]
        for (at, _, what) in all { try take(what, at: at, conversions) }
        boots[boots.count - 1].end = scenario.end + Self.afterEnd
        return Tape(header: header, boots: boots)
    }

    // MARK: What the guest is told at the beginning

    private var header: [String] {
        var lines = ["button \(configuration.button.line) \(configuration.button.active.rawValue)"]
        if let modeSwitch = configuration.modeSwitch {
            lines.append("switch \(modeSwitch.line) \(modeSwitch.active.rawValue)")
        }
        lines += configuration.probes.enumerated().map { index, probe in
            "probe \(probe.role.rawValue) \(probe.source.rawValue) \(index)"
        }
        return lines
    }

    private func boot(at zero: Duration, _ conversions: [SimulatedBoard.Conversion]) throws -> Tape.Boot {
        var standing = ["contact \(contactIsClosed ? "closed" : "open")"]
        if let switchPosition { standing.append("switch \(switchPosition.rawValue)") }
        for probe in configuration.probes {
            let first = conversions.first { $0.role == probe.role && $0.at >= zero }
            let temperature = first?.temperature ?? scenario.pack.temperature
            standing.append("temperature \(probe.role.rawValue) \(temperature.rounded)")
            if let fault = faults[probe.role] { standing.append(try words(fault, probe.role)) }
        }
        if disk != .ok { standing.append("disk \(disk.rawValue)") }
        return Tape.Boot(
            zero: zero, wall: wallAtZero + zero, isSynchronised: isSynchronised, standing: standing, end: zero)
    }

    // MARK: What happens

    private enum Happening {
        case words(String)
        case stimulus(Scenario.Stimulus)
    }

    private func happenings(of step: Scenario.Step) -> [(at: Duration, what: Happening)] {
        switch step.action {
        case .stimulus(.probe(let role, let command)):
            let isSlow = configuration.probes.first { $0.role == role }?.source == .w1
            return [(step.at + (isSlow ? Self.probeDelay : Self.stimulusDelay), .stimulus(.probe(role, command)))]
        case .stimulus(let stimulus): return [(step.at + Self.stimulusDelay, .stimulus(stimulus))]
        case .expectation(let expectation):
            guard expectation.looksAhead == nil else { return [] }
            return [
                (step.at + lookDelay(after: step.at), .words("\(expectation.asksLog ? "log" : "status") \(step.line)"))
            ]
        }
    }

    /// Shorter where the next thing happens sooner.
    private func lookDelay(after time: Duration) -> Duration {
        let next = scenario.steps.first { step in
            if case .stimulus = step.action { step.at > time } else { false }
        }
        return min(Self.lookDelay, next.map { ($0.at - time) / 2 } ?? Self.lookDelay)
    }

    private mutating func take(
        _ what: Happening, at: Duration, _ conversions: [SimulatedBoard.Conversion]
    ) throws {
        guard case .stimulus(let stimulus) = what else {
            if case .words(let words) = what { add(words, at) }
            return
        }
        switch stimulus {
        case .press, .hold, .release, .pack, .cloth: break
        case .probe(let role, .fault(let fault)):
            faults[role] = fault
            add(try words(fault, role), at)
        case .probe(let role, _):
            if faults.removeValue(forKey: role) != nil { add("ok \(role.rawValue)", at) }
        case .switchTo(let position):
            switchPosition = position
            add("switch \(position.rawValue)", at)
        case .command(let command): add(words(command), at)
        case .ran(let sore, let ago): add("packcoach ran\(sore ? " --sore" : "")\(atOption(ago, at))", at)
        case .onset(let ago): add("packcoach onset\(atOption(ago, at))", at)
        case .onsetCleared: add("packcoach onset clear", at)
        case .clock(let change, let synchronised): takeClock(change, synchronised, at)
        case .kill: add("kill", at)
        case .terminate: add("terminate", at)
        case .disk(let state):
            disk = state
            add("disk \(state.rawValue)", at)
        case .output: throw NotHere(reason: "gpio-sim's lines do not fail")
        case .powerCut(let duration):
            add("cut", at)
            boots[boots.count - 1].end = at
            contactIsClosed = edge(before: at + duration)
            // The stimulus came late by its delay; the new boot is where the scenario has it.
            boots.append(try boot(at: at - Self.stimulusDelay + duration, conversions))
        }
    }

    private mutating func takeClock(_ change: ClockChange?, _ synchronised: Bool?, _ at: Duration) {
        switch change {
        case .jump(let duration): wallAtZero = wallAtZero + duration
        case .set(let wall): wallAtZero = wall - at
        case nil: break
        }
        isSynchronised = synchronised ?? isSynchronised
        let wall = change == nil ? "-" : "\((wallAtZero + at).milliseconds)"
        add("clock \(wall) \(isSynchronised ? "synchronised" : "unsynchronised")", at)
    }

    /// In the boot in which it happens; nothing happens to a board without power.
    private mutating func add(_ words: String, _ at: Duration) {
        guard at >= boots[boots.count - 1].zero else { return }
        boots[boots.count - 1].actions.append((at, words))
    }

    // MARK: Words

    private func words(_ command: Command) -> String {
        switch command {
        case .start(let modality, let reason):
            let words = ["packcoach start", modality?.rawValue, reason.map { "--override-rest \t\($0)" }]
            return words.compactMap { $0 }.joined(separator: " ")
        case .stop: return "packcoach stop"
        case .acknowledge: return "packcoach ack"
        case .test: return "packcoach selftest"
        }
    }

    private func atOption(_ ago: Duration, _ at: Duration) -> String {
        ago == .zero ? "" : " --at \(RFC3339.string(wallAtZero + at - ago))"
    }

    private func words(_ fault: SimulatedFault, _ role: ProbeRole) throws -> String {
        let source = configuration.probes.first { $0.role == role }?.source
        guard source == .w1 else { return try HwmonFault.words(fault, role) }
        return "fault \(role.rawValue) \(fault.rawValue)"
    }

    // MARK: The button

    /// Edge by edge, bounce included, exactly as on the simulated board.
    private func contactEdges() -> [ButtonEdge] {
        var button = SimulatedButton(closed: scenario.buttonIsHeld, seed: scenario.seed)
        for step in scenario.steps {
            guard case .stimulus(let stimulus) = step.action else { continue }
            let at = Instant.boot + step.at + Self.stimulusDelay
            switch stimulus {
            case .press(let closed, let bounce): button.press(at: at, closed: closed, bounce: bounce)
            case .hold(let bounce): button.hold(at: at, bounce: bounce)
            case .release(let bounce): button.release(at: at, bounce: bounce)
            default: break
            }
        }
        return button.takeEdges(through: .boot + scenario.end + .seconds(1))
    }

    private func edge(before time: Duration) -> Bool {
        contactEdges().last { $0.at - .boot < time }?.closed ?? scenario.buttonIsHeld
    }

    // MARK: The probes

    /// Half way between two conversions that differ: a conversion that comes a little early or late measures the same.
    private func temperatures(
        _ conversions: [SimulatedBoard.Conversion]
    ) -> [(at: Duration, words: String)] {
        ProbeRole.allCases.flatMap { role -> [(at: Duration, words: String)] in
            let own = conversions.filter { $0.role == role }
            return zip(own, own.dropFirst()).compactMap { before, after in
                guard before.temperature.steps != after.temperature.steps else { return nil }
                let middle = before.at + (after.at - before.at) / 2
                return (middle, "temperature \(role.rawValue) \(after.temperature.rounded)")
            }
        }
    }
}

extension Temperature {
    /// In the steps of the sensors, sixteenths of a degree.
    fileprivate var steps: Int32 { Int32((celsius * 16).rounded()) }
    /// What a sensor makes of it, for the tape.
    fileprivate var rounded: Int32 { Int32((Double(steps) * 62.5).rounded()) }
}
