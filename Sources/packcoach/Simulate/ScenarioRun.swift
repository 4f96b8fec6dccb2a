import BoardSim
import CoachSimulation

/// Plays scenario files one after the other and says of each whether it came true.
struct ScenarioRun {
    let files: [String]

    /// Of one file: what is no scenario at all is wrong in every line.
    private static let complaintsShown = 20
    private static let largestFile = 1 << 20

    /// - Throws: ``Failure`` of status `data` if an expectation failed or a file is wrong.
    func run() throws {
        var failed = 0
        for file in files {
            let (complaints, expectsNothing) = play(file)
            StandardOutput.say(complaints.isEmpty ? "ok      \(file)" : "FAILED  \(file)")
            if expectsNothing { StandardOutput.say("\(file): nothing is expected in it, so nothing can fail") }
            for complaint in complaints.prefix(Self.complaintsShown) { StandardOutput.say(complaint) }
            let rest = complaints.count - Self.complaintsShown
            if rest > 0 { StandardOutput.say("and \(rest) more in \(file)") }
            if !complaints.isEmpty { failed += 1 }
        }
        StandardOutput.say("\(files.count - failed) passed, \(failed) failed")
        if failed > 0 { throw Failure(.data, "\(failed) of \(files.count) scenarios failed") }
    }

    /// - Returns: what did not come true, a line each.
    private func play(_ file: String) -> (complaints: [String], expectsNothing: Bool) {
        do {
            let scenario = try Scenario(parsing: readFile(file, limit: Self.largestFile), file: file)
            let directory = try TemporaryDirectory()
            let complaints = try ScenarioPlayer(scenario, directory: directory.path).failures().map(\.description)
            return (complaints, !scenario.steps.contains(where: \.isExpectation))
        } catch let mistakes as ScenarioMistakes {
            return (mistakes.mistakes.map(\.description), false)
        } catch {
            return (["\(error)"], false)
        }
    }
}

extension Scenario.Step {
    fileprivate var isExpectation: Bool {
        if case .expectation = action { true } else { false }
    }
}
