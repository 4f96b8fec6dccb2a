import BoardSim
import CoachService
import CoachSimulation
import FoundationEssentials

struct Usage: Error, CustomStringConvertible {
    var description: String { "usage: rig-host plan|judge w1|hwmon FOLDER SCENARIO... | worlds SCENARIO..." }
}

/// What the rig asks of the host.
enum RigCommand: String {
    case plan, judge, worlds

    /// - Returns: whether all came true.
    func run(_ words: [String]) throws -> Bool {
        switch self {
        case .worlds:
            return try words.map { try Play(file: $0, source: nil).worlds() }.allSatisfy { $0 }
        case .plan, .judge:
            guard words.count >= 3, let source = Configuration.ProbeSource(rawValue: words[0]) else { throw Usage() }
            return try words.dropFirst(2).map { file in
                let play = try Play(file: file, source: source)
                return try self == .plan ? play.plan(into: words[1]) : play.judge(words[1])
            }.allSatisfy { $0 }
        }
    }
}

/// One scenario with what the simulated worlds make of it.
private struct Play {
    /// The three worlds agree within 100 ms; the rest is what the guest's ticks of 10 ms add to an edge and a reading.
    private static let tolerance = Duration.milliseconds(120)
    /// From one sample to the next.
    private static let sample = Duration.milliseconds(1100)

    let scenario: Scenario
    let source: Configuration.ProbeSource?

    init(file: String, source: Configuration.ProbeSource?) throws {
        let data = try Data(contentsOf: URL(filePath: file))
        scenario = try Scenario(parsing: String(decoding: data, as: UTF8.self), file: file)
        // A scenario about a driver keeps it.
        self.source = scenario.configuration.contains { $0.key == "probe.source" } ? nil : source
    }

    // MARK: Commands

    /// Core against board.
    func worlds() throws -> Bool {
        let board = try play(in: .board).played
        report("board", ScenarioJudge(scenario).failures(of: board).map(\.description))
        guard scenario.concernsTheCore else {
            print("n/a   core   \(scenario.name): it has no disk and no outputs that fail")
            return ScenarioJudge(scenario).failures(of: board).isEmpty
        }
        let core = try play(in: .core).played
        let complaints =
            ScenarioJudge(scenario).failures(of: core).map(\.description)
            + board.differences(from: core, until: scenario.end, tolerance: .zero)
        report("core", complaints)
        return complaints.isEmpty && ScenarioJudge(scenario).failures(of: board).isEmpty
    }

    func plan(into folder: String) throws -> Bool {
        let play = try play(in: .board)
        let tape: Tape
        do {
            tape = try TapeMaker.tape(scenario, configuration: play.configuration, conversions: play.conversions)
        } catch let error as NotHere {
            try Data("\(error.reason)\n".utf8).write(to: file(folder, "not-here"))
            return true
        }
        try Data(tape.text.utf8).write(to: file(folder, "tape"))
        try Data(play.configuration.forTheGuest.text.utf8).write(to: file(folder, "config.toml"))
        try scenario.writeHistory(to: "\(folder)/\(scenario.name)/history.db", configuration: play.configuration)
        if tape.needsDisk { try Data().write(to: file(folder, "disk")) }
        // How long a kernel has run proves how long ago the past is at least.
        let needsFreshKernel = !scenario.history.isEmpty || tape.boots.count > 1
        print("\(scenario.name) \(tape.boots.count) \(needsFreshKernel ? "fresh" : "any")")
        return true
    }

    func judge(_ folder: String) throws -> Bool {
        let name = "kernel"
        if let reason = try? Data(contentsOf: file(folder, "not-here")) {
            print("n/a   \(name)   \(scenario.name): \(String(decoding: reason, as: UTF8.self).dropLast())")
            return true
        }
        let board = try play(in: .board)
        guard source == nil || ScenarioJudge(scenario).failures(of: board.played).isEmpty else {
            print("n/a   \(name)   \(scenario.name): its times are those of a 1-Wire reading")
            return true
        }
        let tape = try TapeMaker.tape(scenario, configuration: board.configuration, conversions: board.conversions)
        let recording = Recording("\(folder)/\(scenario.name)", scenario, board.configuration.forTheGuest, tape)
        var complaints: [String]
        do {
            let played = try recording.playthrough()
            complaints =
                ScenarioJudge(scenario, tolerance: Self.tolerance).failures(of: played).map(\.description)
                + board.played.differences(
                    from: played, until: scenario.end, tolerance: Self.tolerance,
                    slow: movesSamples(board) ? Self.sample : nil)
        } catch {
            complaints = ["\(error)"]
        }
        report(name, complaints)
        return complaints.isEmpty
    }

    /// Whether one sample more or less may decide: where a reading takes no time, the microseconds between two of them;
    /// where a service is killed, which is gone only when its probe's reading has ended; where a dose adds up what lies
    /// between samples; and where two probes, which answer a tick apart, are held against each other.
    private func movesSamples(_ board: Played) -> Bool {
        let isQuick = board.configuration.probes.contains { $0.source == .hwmon }
        // Of no probe alone.
        let disagree = board.played.sessions.contains { $0.endReason == .probeFault && $0.endProbe == nil }
        return isQuick || disagree
            || scenario.steps.contains { step in
                switch step.action {
                case .stimulus(.kill), .expectation(.end(.dose, _)): true
                default: false
                }
            }
    }

    private func report(_ world: String, _ complaints: [String]) {
        print("\(complaints.isEmpty ? "ok  " : "FAIL")  \(world)  \(scenario.name): \(scenario.summary)")
        for complaint in complaints { print("      | \(complaint)") }
    }

    // MARK: Worlds

    private struct Played {
        var played: Playthrough
        var configuration: Configuration
        var conversions: [SimulatedBoard.Conversion]
    }

    private func play(in world: SimulatedMachine.World) throws -> Played {
        let directory = FileManager.default.temporaryDirectory.appending(path: "packcoach-rig-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let player = try ScenarioPlayer(scenario, in: world, source: source, directory: directory.path())
        var conversions: [SimulatedBoard.Conversion] = []
        player.observeConversions { conversions.append($0) }
        let played = try player.play()
        return Played(played: played, configuration: player.configuration, conversions: conversions)
    }

    private func file(_ folder: String, _ name: String) throws -> URL {
        let directory = URL(filePath: folder).appending(path: scenario.name)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        return directory.appending(path: name)
    }
}

extension Configuration {
    /// The same on the guest's board: its log, its sensors.
    fileprivate var forTheGuest: Configuration {
        var configuration = self
        configuration.database = "/run/rig/data/packcoach.db"
        // The simulated chip's pull is what its contacts do; a pull-up that is asked for would undo it.
        if button.bias == (button.active == .low ? .pullUp : .pullDown) { configuration.button.bias = .disabled }
        if let bias = modeSwitch?.bias, bias != .disabled { configuration.modeSwitch?.bias = .disabled }
        for index in probes.indices where probes.count > 1 || probes[index].id != "auto" {
            configuration.probes[index].id = probes[index].source == .w1 ? "28-00000000000\(index + 1)" : "tmp175"
        }
        return configuration
    }
}
