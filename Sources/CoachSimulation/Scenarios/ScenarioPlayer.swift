import BoardSim
import CoachCore
import CoachService
import SessionLog

/// Plays a scenario on a simulated machine: the whole service with its log, in virtual time.
public struct ScenarioPlayer {
    private let scenario: Scenario
    private let machine: SimulatedMachine
    private let disk: MachineDisk
    private var failures: [ScenarioFailure] = []

    /// - Parameter directory: where the log is kept; an empty one.
    /// - Throws: ``ScenarioFailures`` for a configuration that is none, and what opening the log throws.
    public init(_ scenario: Scenario, directory: String) throws {
        self.scenario = scenario
        let configuration = try scenario.makeConfiguration()
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
            configuration: configuration, board: board, disk: disk, wall: scenario.wallTime,
            synchronised: scenario.clockIsSynchronised)
    }

    /// Plays all steps.
    /// - Returns: the expectations that did not hold, in the order of the file.
    public mutating func play() throws -> [ScenarioFailure] {
        var later: [(line: Int, at: Duration, expectation: Scenario.Expectation)] = []
        var end = Duration.zero
        for step in scenario.steps {
            try machine.advance(to: step.at)
            switch step.action {
            case .stimulus(let stimulus): try apply(stimulus)
            case .expectation(let expectation):
                if let until = expectation.looksAhead {
                    later.append((step.line, step.at, expectation))
                    end = max(end, step.at + until)
                } else if let message = try seen.complaint(expectation) {
                    fail(step.line, message)
                }
            }
        }
        try machine.advance(to: end)
        for (line, at, expectation) in later {
            if let message = seen.complaint(expectation, at: at) { fail(line, message) }
        }
        return failures.sorted { $0.line < $1.line }
    }

    /// All that was told and shown, for comparing two runs.
    var story: [String] {
        machine.told.map { "\($0.at) \($0.event)" } + machine.board.shown.changes.map { "\($0)" }
    }

    private var seen: ScenarioView { ScenarioView(machine: machine, logPath: disk.path) }

    private mutating func fail(_ line: Int, _ message: String) {
        failures.append(ScenarioFailure(file: scenario.file, line: line, message: message))
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

extension Scenario.Expectation {
    /// How long after its instant it may still be met or broken; nil: it is about that instant.
    fileprivate var looksAhead: Duration? {
        switch self {
        case .state, .leds, .buzzer, .sessions, .lastDuration, .lastReason: nil
        case .buzzerSounds(let within), .refused(_, let within), .event(_, let within), .end(_, let within): within
        case .silence(let time), .noEvent(_, let time), .noEnd(let time): time
        }
    }
}
