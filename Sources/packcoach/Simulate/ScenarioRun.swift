import BoardSim
import CoachSimulation
import Glibc

/// Plays scenario files one after the other and says of each whether it came true.
struct ScenarioRun {
    let files: [String]

    /// - Throws: ``Failure`` of status `data` if an expectation failed or a file is wrong.
    func run() throws {
        var failed = 0
        for file in files {
            let complaints = play(file)
            StandardOutput.say(complaints.isEmpty ? "ok      \(file)" : "FAILED  \(file)")
            for complaint in complaints { StandardOutput.say(complaint) }
            if !complaints.isEmpty { failed += 1 }
        }
        StandardOutput.say("\(files.count - failed) passed, \(failed) failed")
        if failed > 0 { throw Failure(.data, "\(failed) of \(files.count) scenarios failed") }
    }

    /// - Returns: what did not come true, a line each.
    private func play(_ file: String) -> [String] {
        do {
            let scenario = try Scenario(parsing: readFile(file), file: file)
            let directory = try TemporaryDirectory()
            var player = try ScenarioPlayer(scenario, directory: directory.path)
            return try player.play().map(\.description)
        } catch {
            return ["\(error)"]
        }
    }
}
