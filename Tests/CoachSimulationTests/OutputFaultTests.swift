import BoardSim
import CoachCore
import TestSupport
import Testing

@testable import CoachSimulation

@Suite("SR-26: a line that cannot be driven")
struct OutputFaultTests {
    /// A session of ice to a ceiling of 5 min whose output fails at `time` and works again at 8:00.
    private func story(_ output: SimulatedBoard.Output, failingAt time: Duration) throws -> Playthrough {
        let text = """
            config ice.ceiling = "5m"
            pack ice 0.0C cloth dry-towel
            at 0:05 press
            at \(time.milliseconds)ms \(output.rawValue) fail
            at 8:00 \(output.rawValue) ok
            at 9:00 ack
            at 9:05 expect state idle
            """
        let directory = try TestDirectory()
        return try ScenarioPlayer(Scenario(parsing: text, file: "test.scenario"), directory: directory.path).play()
    }

    @Test(
        "is told once as a fault of the board within a second, and once when it works again",
        arguments: SimulatedBoard.Output.allCases, [120_000, 305_050, 360_000] as [Int64])
    func told(output: SimulatedBoard.Output, milliseconds: Int64) throws {
        let failed = Duration.milliseconds(milliseconds)
        let told = try story(output, failingAt: failed).told.filter { [.fault, .faultCleared].contains($0.event.kind) }
        try #require(told.map(\.event.kind) == [.fault, .faultCleared])
        #expect(told[0].event.detail.contains(output.rawValue))
        #expect(told[0].at - failed <= .seconds(1))
        #expect(told[1].at - Duration.minutes(8) <= .seconds(1))
    }

    @Test(
        "leaves the other output, the countdown and the log as they were", arguments: SimulatedBoard.Output.allCases)
    func otherOutput(output: SimulatedBoard.Output) throws {
        let (broken, whole) = (try story(output, failingAt: .minutes(2)), try story(output, failingAt: .minutes(8)))
        for step in 0..<9 * 60 * 20 {
            let time = Duration.milliseconds(50 * step)
            let (here, there) = (broken.shown.shown(at: time), whole.shown.shown(at: time))
            switch output {
            case .leds: #expect(here.buzzer == there.buzzer, "\(time)")
            case .buzzer: #expect(here.frame == there.frame, "\(time)")
            }
        }
        func words(_ story: Playthrough) -> [String] {
            story.told.map(\.event).filter { ![.fault, .faultCleared].contains($0.kind) }.map {
                "\($0.kind) \($0.detail)"
            }
        }
        #expect(words(broken) == words(whole))
    }
}
