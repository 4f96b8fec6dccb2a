import ArgumentParser
import BoardSim
import CoachSimulation
import Glibc

/// `packcoach simulate`: the same service on a simulated board.
struct SimulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Try it without hardware: the same service on a simulated board, in the terminal.",
        discussion: """
            Space bar is the button; ? shows the other keys. Sessions go to a log of their own, which \
            `packcoach log --simulated` reads.
            """)

    @Option(help: "How many times faster than real time, 1 to 3600.")
    var speed = 1

    @Option(
        name: .customLong("scenario"), parsing: .upToNextOption,
        help: ArgumentHelp("Play these scenario files without a terminal instead.", valueName: "file"))
    var scenarios: [String] = []

    func run() throws {
        if !scenarios.isEmpty { return try ScenarioRun(files: scenarios).run() }
    }
}
