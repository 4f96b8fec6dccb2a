import CoachCore
import Testing

@testable import BoardSim

private func scenario(_ text: String) throws -> Scenario {
    try Scenario(parsing: text, file: "folder/test.scenario")
}

/// What one statement at 0:05 is understood as.
private func action(_ statement: String) throws -> Scenario.Action {
    try #require(scenario("at 0:05 \(statement)").steps.first).action
}

@Suite("The scenario parser")
struct ScenarioParserTests {
    @Test("understands the example of the language's description")
    func example() throws {
        let scenario = try scenario(
            """
            # ice in a dry towel, taken off in the open window
            pack ice 0.0C cloth dry-towel
            at 0:05  press
            at 0:06  expect state applying ice
            at 0:06  expect leds 4 lit
            at 15:05 expect event window-open within 1s
            at 17:00 press
            at 17:01 expect end completed within 1s
            at 17:05 expect state idle
            at 17:05 expect last duration 16:55 ± 1s
            """)
        #expect(scenario.name == "test")
        #expect(scenario.file == "folder/test.scenario")
        #expect(scenario.summary == "ice in a dry towel, taken off in the open window")
        #expect(scenario.pack == LaidPack(kind: .ice, temperature: .celsius(0), cloth: .dryTowel))
        #expect(scenario.probes == [.pack])
        #expect(scenario.switchPosition == nil)
        #expect(
            scenario.steps == [
                .init(at: .seconds(5), line: 3, action: .stimulus(.press(closed: .milliseconds(100), bounce: .zero))),
                .init(at: .seconds(6), line: 4, action: .expectation(.state(.applying, .ice))),
                .init(at: .seconds(6), line: 5, action: .expectation(.leds(.lit(4)))),
                .init(at: .seconds(905), line: 6, action: .expectation(.event("window-open", within: .seconds(1)))),
                .init(
                    at: .seconds(1020), line: 7, action: .stimulus(.press(closed: .milliseconds(100), bounce: .zero))),
                .init(at: .seconds(1021), line: 8, action: .expectation(.end(.completed, within: .seconds(1)))),
                .init(at: .seconds(1025), line: 9, action: .expectation(.state(.idle, nil))),
                .init(
                    at: .seconds(1025), line: 10,
                    action: .expectation(.lastDuration(.seconds(1015), tolerance: .seconds(1)))),
            ])
    }

    @Test("an empty file is a scenario with every default")
    func defaults() throws {
        let scenario = try scenario("")
        #expect(scenario.pack == LaidPack(kind: .room, temperature: .celsius(22), cloth: .dryTowel))
        // 2026-05-04T12:00:00Z
        #expect(scenario.wallTime == WallTime(milliseconds: 1_777_896_000_000))
        #expect(scenario.clockIsSynchronised)
        #expect(!scenario.buttonIsHeld)
        #expect(scenario.configuration == [] && scenario.history == [] && scenario.steps == [])
    }

    @Test("understands every description of time 0")
    func timeZero() throws {
        let scenario = try scenario(
            """
            config leds.lines = [5]   # one LED
              config probe.role = "skin"
            config about.name = "Ann #1 \\" # x" # her name
            config about.site = 'hip # left'
            config mode-switch.line=27
            pack gel -18C
            history ice ended 2h ago completed
            history heat ended 1:30:00 ago too-hot lasting 12m by skin cem43 7.5
            history run 1h ago
            history onset 20h ago
            clock 2026-05-04T21:10:00Z unsynchronised
            button held
            switch heat
            seed 18446744073709551615
            """)
        #expect(
            scenario.configuration.map { "\($0.line) \($0.key) = \($0.value)" } == [
                "1 leds.lines = [5]", "2 probe.role = \"skin\"", "3 about.name = \"Ann #1 \\\" # x\"",
                "4 about.site = 'hip # left'", "5 mode-switch.line = 27",
            ])
        #expect(scenario.probes == [.skin])
        #expect(scenario.pack == LaidPack(kind: .gel, temperature: .celsius(-18), cloth: .dryTowel))
        #expect(
            scenario.history == [
                .session(.init(modality: .ice, ended: .hours(2), reason: .completed)),
                .session(
                    .init(
                        modality: .heat, ended: .minutes(90), reason: .tooHot, lasting: .minutes(12), probe: .skin,
                        dose: 7.5)),
                .run(ago: .hours(1)), .onset(ago: .hours(20)),
            ])
        #expect(scenario.wallTime == WallTime(milliseconds: 1_777_929_000_000))
        #expect(!scenario.clockIsSynchronised)
        #expect(scenario.buttonIsHeld)
        #expect(scenario.switchPosition == .heat)
        #expect(scenario.seed == .max)
    }

    static let stimuli: [(String, Scenario.Stimulus)] = [
        ("press", .press(closed: .milliseconds(100), bounce: .zero)),
        ("press 80ms", .press(closed: .milliseconds(80), bounce: .zero)),
        ("press bouncing 12ms", .press(closed: .milliseconds(100), bounce: .milliseconds(12))),
        ("press 80ms bouncing 12ms", .press(closed: .milliseconds(80), bounce: .milliseconds(12))),
        ("hold", .hold(bounce: .zero)),
        ("hold bouncing 5ms", .hold(bounce: .milliseconds(5))),
        ("probe pack 4.5C", .probe(.pack, .value(.celsius(4.5), over: .zero))),
        ("probe pack -0.0625C", .probe(.pack, .value(Temperature(millidegrees: -63), over: .zero))),
        ("probe skin 11.0C over 2m", .probe(.skin, .value(.celsius(11), over: .minutes(2)))),
        ("probe pack model", .probe(.pack, .model)),
        ("probe skin noise 0.1C", .probe(.skin, .noise(.celsius(0.1)))),
        ("switch heat", .switchTo(.heat)),
        ("start", .command(.start(nil, overrideReason: nil))),
        ("start heat", .command(.start(.heat, overrideReason: nil))),
        ("start override \"it # hurts\"", .command(.start(nil, overrideReason: "it # hurts"))),
        ("start ice override \"x\"", .command(.start(.ice, overrideReason: "x"))),
        ("stop", .command(.stop)),
        ("ack", .command(.acknowledge)),
        ("ran", .ran(sore: false, ago: .zero)),
        ("ran sore 2h ago", .ran(sore: true, ago: .hours(2))),
        ("onset", .onset(ago: .zero)),
        ("onset 3h ago", .onset(ago: .hours(3))),
        ("onset clear", .onsetCleared),
        ("clock +1d", .clock(.jump(.hours(24)), synchronised: nil)),
        ("clock -3h", .clock(.jump(.hours(-3)), synchronised: nil)),
        ("clock 1970-01-01T00:00:01Z", .clock(.set(WallTime(milliseconds: 1000)), synchronised: nil)),
        ("clock unsynchronised", .clock(nil, synchronised: false)),
        ("clock -1:00:00 synchronised", .clock(.jump(.hours(-1)), synchronised: true)),
        ("kill", .kill),
        ("term", .terminate),
        ("power-cut 5m", .powerCut(.minutes(5))),
        ("disk full", .disk(.full)), ("disk read-only", .disk(.readOnly)), ("disk ok", .disk(.ok)),
        ("pack gel -18C cloth none", .pack(LaidPack(kind: .gel, temperature: .celsius(-18), cloth: Cloth.none))),
        ("pack heat 48C", .pack(LaidPack(kind: .heat, temperature: .celsius(48), cloth: nil))),
        ("cloth wet-towel", .cloth(.wetTowel)),
        ("leds fail", .output(.leds, fails: true)), ("buzzer ok", .output(.buzzer, fails: false)),
    ]

    @Test("understands every stimulus", arguments: stimuli)
    func stimulus(text: String, expected: Scenario.Stimulus) throws {
        #expect(try action(text) == .stimulus(expected))
    }

    @Test("understands every fault, state of the log and reason by its own word")
    func words() throws {
        for fault in SimulatedFault.allCases {
            #expect(try action("probe pack fault \(fault.rawValue)") == .stimulus(.probe(.pack, .fault(fault))))
        }
        for code in RefusalCode.allCases {
            let expected = Scenario.Expectation.refused(code, within: .seconds(1))
            #expect(try action("expect refused \(code.rawValue) within 1s") == .expectation(expected))
        }
        for kind in EventKind.allCases {
            let expected = Scenario.Expectation.event(kind.rawValue, within: .seconds(5))
            #expect(try action("expect event \(kind.rawValue) within 5s") == .expectation(expected))
        }
        for reason in EndReason.allCases {
            let expected = Scenario.Expectation.end(reason, within: .seconds(31))
            #expect(try action("expect end \(reason.rawValue) within 31s") == .expectation(expected))
            #expect(try action("expect last reason \(reason.rawValue)") == .expectation(.lastReason(reason)))
        }
        for state in ExpectedState.allCases {
            #expect(try action("expect state \(state.rawValue)") == .expectation(.state(state, nil)))
        }
    }

    @Test("a finger on the button at 0 was there when the service came up")
    func heldAtZero() throws {
        let scenario = try Scenario(parsing: "at 0:00 hold\nat 1:00 release", file: "test.scenario")
        #expect(scenario.buttonIsHeld)
        #expect(scenario.steps.count == 1)
    }

    @Test("a switch that the configuration fits stands at ice where nothing else is said")
    func configuredSwitch() throws {
        let scenario = try Scenario(parsing: "config mode-switch.line = 27", file: "test.scenario")
        #expect(scenario.switchPosition == .ice)
    }

    static let expectations: [(String, Scenario.Expectation)] = [
        ("state window-open heat", .state(.windowOpen, .heat)),
        ("leds 4 lit", .leds(.lit(4))), ("leds 10 lit", .leds(.lit(10))), ("leds off", .leds(.off)),
        ("leds 1010", .leds(.pattern(LEDFrame(bits: 0b0101, count: 4)))),
        ("leds 1", .leds(.pattern(LEDFrame(bits: 1, count: 1)))),
        ("buzzer on", .buzzer(on: true)), ("buzzer off", .buzzer(on: false)),
        ("buzzer sounds within 2s", .buzzerSounds(within: .seconds(2))),
        ("silence 30s", .silence(.seconds(30))),
        ("no end for 10m", .noEnd(lasting: .minutes(10))),
        ("no event warned for 10m", .noEvent("warned", lasting: .minutes(10))),
        ("event power-loss within 5s", .event("power-loss", within: .seconds(5))),
        ("event button-stuck within 5s", .event("button-stuck", within: .seconds(5))),
        ("event too-fast within 5s", .event("too-fast", within: .seconds(5))),
        ("event clock within 5s", .event("clock", within: .seconds(5))),
        ("event power-on-85 within 5s", .event("power-on-85", within: .seconds(5))),
        ("event power-on within 5s", .event("power-on-85", within: .seconds(5))),
        ("log 2 sessions", .sessions(2)), ("log 1 session", .sessions(1)), ("log 0 sessions", .sessions(0)),
        ("last duration 20m ± 1s", .lastDuration(.minutes(20), tolerance: .seconds(1))),
        ("last duration 20m +- 1s", .lastDuration(.minutes(20), tolerance: .seconds(1))),
        ("last duration 20m ±1s", .lastDuration(.minutes(20), tolerance: .seconds(1))),
        ("last duration 20m +-250ms", .lastDuration(.minutes(20), tolerance: .milliseconds(250))),
        ("last duration 20m", .lastDuration(.minutes(20), tolerance: .milliseconds(100))),
    ]

    @Test("understands every expectation", arguments: expectations)
    func expectation(text: String, expected: Scenario.Expectation) throws {
        #expect(try action("expect \(text)") == .expectation(expected))
    }

    @Test("steps are sorted by time, at one instant what happens before what is expected")
    func order() throws {
        let steps = try scenario(
            "at 0:09 kill\nat 0:05 expect leds off\nat 0:05 stop\nat 5s ack\nat 0:01 kill"
        ).steps
        #expect(steps.map(\.line) == [5, 3, 4, 2, 1])
    }

    @Test("naming a probe or the switch fits it")
    func fits() throws {
        #expect(try scenario("at 0:00 probe skin model").probes == [.pack, .skin])
        #expect(try scenario("config probe.role = 'skin'\nat 0:00 probe skin 3C").probes == [.skin])
        #expect(try scenario("at 0:09 switch heat").switchPosition == .ice)
        #expect(try scenario("switch heat\nat 0:09 switch ice").switchPosition == .heat)
    }

    @Test("takes tabs, CRLF, a byte order mark and comments at the end of a line")
    func whitespace() throws {
        let text = "\u{FEFF}# first\r\n\r\n\tpack\tice 0C # melting\r\nat 0:05\tpress# now\r\n"
        let scenario = try scenario(text)
        #expect(scenario.summary == "first")
        #expect(scenario.pack.kind == .ice)
        #expect(scenario.steps.map(\.line) == [4])
    }

    @Test("a file that is not UTF-8 is refused with its line")
    func notText() {
        let bytes = Array("# fine\nat 0:05 press\n# ".utf8) + [0xC3, 0x28]
        #expect(mistakes(in: bytes).map(\.line) == [3])
    }

    @Test("every mistake of a file is told, each with its line")
    func allMistakes() {
        let text = "at 0:05 pres\n\nat 0:06 kill\nat 7 kill\nconfig x = 1"
        let all = mistakes(in: Array(text.utf8))
        #expect(all.map(\.line) == [1, 4, 5])
        let told = ScenarioMistakes(mistakes: all).description
        #expect(told.hasPrefix("folder/test.scenario:1: unknown action \"pres\": expected expect,"))
        #expect(told.split(separator: "\n").count == 3)
    }

    private func mistakes(in bytes: [UInt8]) -> [ScenarioMistake] {
        do throws(ScenarioMistakes) {
            _ = try Scenario(parsing: bytes, file: "folder/test.scenario")
            return []
        } catch {
            return error.mistakes
        }
    }
}
