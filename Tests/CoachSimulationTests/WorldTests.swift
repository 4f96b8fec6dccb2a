import BoardSim
import CoachCore
import TestSupport
import Testing

@testable import CoachSimulation

/// Every file of Tests/Scenarios, played on the core alone and compared with the whole service.
struct WorldTests {
    @Test("a scenario gives the same story on the core alone and on the whole service", arguments: ScenarioFiles.all)
    func sameStory(_ file: String) throws {
        let scenario = try Scenario(parsing: ScenarioFiles.text(of: file), file: file)
        guard scenario.concernsTheCore else { return }
        let board = try play(scenario, in: .board)
        let core = try play(scenario, in: .core)
        for difference in board.differences(from: core, until: scenario.end, tolerance: .zero) {
            Issue.record("\(file): \(difference)")
        }
        for failure in ScenarioJudge(scenario).failures(of: core) { Issue.record("\(failure)") }
    }

    private func play(_ scenario: Scenario, in world: SimulatedMachine.World) throws -> Playthrough {
        let directory = try TestDirectory()
        return try ScenarioPlayer(scenario, in: world, directory: directory.path).play()
    }
}
