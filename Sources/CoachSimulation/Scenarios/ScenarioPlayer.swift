import BoardSim
import CoachCore
import CoachService

/// Plays a scenario on a simulated machine: the whole service or the core alone, with the log, in virtual time.
public struct ScenarioPlayer {
    /// What the scenario makes of the configuration.
    public let configuration: Configuration
    private let scenario: Scenario
    private let machine: SimulatedMachine
    private let disk: MachineDisk

    /// - Parameters:
    ///   - world: what runs on the machine.
    ///   - source: the driver of the first probe, instead of the scenario's.
    ///   - directory: where the log is kept; an empty one.
    /// - Throws: ``ScenarioFailures`` for a configuration that is none, and what opening the log throws.
    public init(
        _ scenario: Scenario, in world: SimulatedMachine.World = .board, source: Configuration.ProbeSource? = nil,
        directory: String
    ) throws {
        self.scenario = scenario
        var configuration = try scenario.makeConfiguration()
        if let source { configuration.probes[0].source = source }
        self.configuration = configuration
        disk = try MachineDisk(path: directory + "/packcoach.db")
        try scenario.writeHistory(to: disk.path, configuration: configuration)
        let sources = configuration.probes.map { ($0.role, SimulatedProbe.Source($0.source)) }
        let board = SimulatedBoard(
            leds: configuration.leds.lines.count, probes: Dictionary(uniqueKeysWithValues: sources),
            modeSwitch: scenario.switchPosition, buttonHeld: scenario.buttonIsHeld,
            model: PackOnSkin(
                scenario.pack.kind, at: scenario.pack.temperature, cloth: scenario.pack.cloth ?? .dryTowel),
            seed: scenario.seed, at: SimulatedMachine.beginning)
        machine = try SimulatedMachine(
            world, configuration: configuration, board: board, disk: disk, wall: scenario.wallTime,
            synchronised: scenario.clockIsSynchronised)
    }

    /// Called at the end of each conversion of a probe.
    public func observeConversions(_ take: @escaping (SimulatedBoard.Conversion) -> Void) {
        machine.board.onConversion = take
    }

    /// Plays all steps, and on to where the last expectation looks.
    public func play() throws -> Playthrough {
        var moments: [Int: Playthrough.Moment] = [:]
        for step in scenario.steps {
            try machine.advance(to: step.at)
            switch step.action {
            case .stimulus(let stimulus): try apply(stimulus)
            case .expectation(let expectation):
                if expectation.looksAhead == nil { moments[step.line] = try moment(asksLog: expectation.asksLog) }
            }
        }
        try machine.advance(to: scenario.end)
        return Playthrough(
            told: machine.told, shown: machine.board.shown, moments: moments, sessions: try machine.loggedSessions())
    }

    /// Plays all steps.
    /// - Returns: the expectations that did not hold, in the order of the file.
    public func failures() throws -> [ScenarioFailure] {
        ScenarioJudge(scenario).failures(of: try play())
    }

    private func moment(asksLog: Bool) throws -> Playthrough.Moment {
        let status = machine.status
        return Playthrough.Moment(
            state: status?.state.rawValue, modality: status?.modality,
            lit: machine.indication?.lit ?? machine.board.shown.last.frame,
            sessions: asksLog ? try machine.loggedSessions() : nil)
    }

    // MARK: Stimuli

    private func apply(_ stimulus: Scenario.Stimulus) throws {
        switch stimulus {
        case .press(let closed, let bounce): machine.button { $0.press(closed: closed, bounce: bounce) }
        case .hold(let bounce): machine.button { $0.hold(bounce: bounce) }
        case .release(let bounce): machine.button { $0.release(bounce: bounce) }
        case .probe(let role, let command): machine.board.command(role, command)
        case .switchTo(let position): machine.moveSwitch(to: position)
        case .command(let command): machine.command(command)
        case .ran(let sore, let ago):
            machine.mark(.run, ago: ago)
            if sore { machine.mark(.onset, ago: ago) }
        case .onset(let ago): machine.mark(.onset, ago: ago)
        case .onsetCleared: machine.mark(.onsetCleared, ago: .zero)
        case .clock(let change, let synchronised): machine.changeClock(change, synchronised: synchronised)
        case .kill: try machine.kill()
        case .terminate: machine.terminate()
        case .powerCut(let duration): machine.cutPower(for: duration)
        case .disk(let state): disk.set(state)
        case .pack(let pack): machine.board.lay(pack.kind, at: pack.temperature, cloth: pack.cloth)
        case .cloth(let cloth): machine.board.cloth = cloth
        case .output(let output, let fails):
            if fails { machine.board.failing.insert(output) } else { machine.board.failing.remove(output) }
        }
    }
}

extension SimulatedProbe.Source {
    init(_ source: Configuration.ProbeSource) {
        switch source {
        case .w1: self = .w1
        case .hwmon: self = .hwmon
        }
    }
}

extension Scenario {
    /// When the last step has happened and the last expectation has seen what it looks at.
    public var end: Duration {
        steps.reduce(.zero) { end, step in
            switch step.action {
            case .stimulus(.powerCut(let duration)): max(end, step.at + duration)
            case .stimulus: max(end, step.at)
            case .expectation(let expectation): max(end, step.at + (expectation.looksAhead ?? .zero))
            }
        }
    }
}

extension Scenario.Expectation {
    /// How long after its instant it may still be met or broken; nil: it is about that instant.
    public var looksAhead: Duration? {
        switch self {
        case .state, .leds, .buzzer, .sessions, .lastDuration, .lastReason: nil
        case .buzzerSounds(let within), .refused(_, let within), .event(_, let within), .end(_, let within): within
        case .silence(let time), .noEvent(_, let time), .noEnd(let time): time
        }
    }

    /// It is about what the log says at that instant.
    public var asksLog: Bool {
        switch self {
        case .sessions, .lastDuration, .lastReason: true
        case .state, .leds, .buzzer, .buzzerSounds, .silence, .refused, .event, .noEvent, .end, .noEnd: false
        }
    }
}

extension Scenario {
    /// Whether the core alone can play it: it has no disk that fails and no outputs that break.
    public var concernsTheCore: Bool {
        steps.allSatisfy { step in
            switch step.action {
            case .stimulus(.disk), .stimulus(.output): false
            case .stimulus, .expectation: true
            }
        }
    }
}
