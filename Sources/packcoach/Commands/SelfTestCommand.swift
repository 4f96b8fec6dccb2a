import ArgumentParser
import CoachCore
import CoachService
import SessionLog

/// `packcoach selftest`: whether LEDs, buzzer, button and probes do what they should.
struct SelfTestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "selftest",
        abstract: "Light each LED, sound the buzzer, wait for a press, read each probe.",
        discussion: """
            packcoach selftest                  sit where you see the board
            packcoach selftest --only leds      leds, buzzer, button or probes
            packcoach selftest --only probes    needs no service
            packcoach selftest --json           as JSON; the rest goes to standard error

            Two DS18B20 are told apart by the warmth of a hand, and what to write into the configuration is printed.

            It goes through the running service, which refuses it while a session, its start or its alarm is on. \
            A press in it starts nothing. Where standard input is no terminal nobody is asked what was seen. \
            Exit status: 0 all works, 1 something does not, 69 not possible now.
            """)

    @OptionGroup var source: ConfigurationOption
    @OptionGroup var socket: SocketOption
    @Option(help: ArgumentHelp("A part alone: leds, buzzer, button or probes.", valueName: "part"))
    var only: [SelfTestStep] = []

    @Flag(help: "What it came to as JSON.") var json = false

    /// Of a self-test in which something did not work.
    private static let hasProblems = ExitCode(1)

    func run() throws {
        let steps = only.isEmpty ? SelfTestStep.allCases : SelfTestStep.allCases.filter(only.contains)
        let configuration = try? Configuration.load(path: source.path)
        let results: [SelfTestResult]
        do {
            results = try throughService(steps, configuration)
        } catch let failure as ControlFailure {
            guard case .notRunning = failure, steps == [.probes] else { throw Failure(failure) }
            // The kernel can be asked by everybody; that is what a board with two probes needs before its service runs.
            results = try ProbeTest(probes: ProbeBench.ofKernel(configuration), keep: {}, dialogue: dialogue).results()
        }
        try tell(results)
    }

    private var dialogue: Dialogue { Dialogue(isBeside: json) }

    private func throughService(_ steps: [SelfTestStep], _ configuration: Configuration?) throws -> [SelfTestResult] {
        let client = try ControlClient(path: socket.path)
        let dark = LEDFrame.off(try client.status().leds.utf8.count)
        let keep = { _ = try client.test(leds: dark, buzzer: false) }
        // Refused here, before anything is said.
        try keep()
        let test = SelfTest(client: client, configuration: configuration, dialogue: dialogue)
        var results: [SelfTestResult] = []
        for step in steps {
            switch step {
            case .leds: results.append(try test.leds())
            case .buzzer: results.append(try test.buzzer())
            case .button: results.append(try test.button())
            case .probes:
                let kernel = ProbeBench.ofKernel(configuration)
                let probes = kernel.isEmpty ? try ProbeBench.ofService(client, configuration) : kernel
                results += try ProbeTest(probes: probes, keep: keep, dialogue: dialogue).results()
            }
        }
        return results
    }

    private func tell(_ results: [SelfTestResult]) throws {
        let problems = results.count { $0.advice != nil }
        if json {
            try StandardOutput.put([LogJSON.text(SelfTestReport(problems: problems, checks: results))])
        } else {
            put(results, problems)
        }
        try StandardStreams.flush()
        if problems > 0 { throw Self.hasProblems }
    }

    private func put(_ results: [SelfTestResult], _ problems: Int) {
        StandardOutput.say("")
        let column = 18
        let indent = String(repeating: " ", count: column)
        for result in results {
            let name = result.step.rawValue + String(repeating: " ", count: 9 - result.step.rawValue.count)
            StandardOutput.say("\(result.advice == nil ? "ok     " : "PROBLEM") \(name) \(result.message)")
            guard let advice = result.advice else { continue }
            for line in Wrapping.lines(advice, column: column, width: Console.width) {
                StandardOutput.say(indent + Console.style.spell(line))
            }
        }
        StandardOutput.say(
            problems == 0 ? "\nAll works." : problems == 1 ? "\nOne problem." : "\n\(problems) problems.")
    }
}
