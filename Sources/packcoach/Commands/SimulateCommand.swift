import ArgumentParser
import SessionLog

/// `packcoach simulate`: the same service on a simulated board.
struct SimulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Try it without hardware: the same service on a simulated board, in the terminal.",
        discussion: """
            packcoach simulate
            packcoach simulate --speed 60                 an hour in a minute
            packcoach simulate --scenario full.scenario   plays scripts, without a terminal

            Space bar is the button; ? shows the other keys. Sessions go to a log of their own, which \
            `packcoach log --simulated` reads.
            """)

    @Option(help: "How many times faster than real time, 1 to 3600; 60 where nobody can press a key.")
    var speed: Int?

    @Option(
        name: .customLong("scenario"), parsing: .upToNextOption,
        help: ArgumentHelp("Play these scenario files without a terminal instead.", valueName: "file"))
    var scenarios: [String] = []

    func validate() throws {
        if let speed, !Trial.speeds.contains(speed) {
            throw ValidationError("--speed \(speed): give 1 to 3600, as in --speed 60")
        }
    }

    func run() throws {
        if !scenarios.isEmpty { return try ScenarioRun(files: scenarios).run() }
        do {
            try SimulateRun(path: SimulatedLog.path(), speed: speed).run()
        } catch let error as LogError {
            throw Failure(ExitStatus(error.kind), error.description)
        }
    }
}
