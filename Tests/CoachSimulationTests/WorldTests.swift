import BoardSim
import CoachCore
import Testing

@testable import CoachSimulation

/// Every file of Tests/Scenarios, played on the whole service with its log and on the core alone.
struct WorldTests {
    @Test(
        "a scenario comes true on the whole service, and the core alone tells the same story",
        arguments: ScenarioFiles.all)
    func sameStory(_ file: String) throws {
        let scenario = try Scenario(parsing: ScenarioFiles.text(of: file), file: file)
        let board = try play(scenario, in: .board)
        for failure in ScenarioJudge(scenario).failures(of: board) { Issue.record("\(failure)") }
        guard scenario.concernsTheCore else { return }
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
