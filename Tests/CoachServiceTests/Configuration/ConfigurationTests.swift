import BoardHAL
import CoachCore
import Glibc
import TestSupport
import Testing

@testable import CoachService

@Suite("Configuration")
struct ConfigurationTests {
    @Test("an empty file is the defaults")
    func defaults() throws {
        let configuration = try Configuration(parsing: "", file: "config.toml")
        #expect(configuration == .default)
        #expect(configuration.board == "auto")
        #expect(configuration.database == "/var/lib/packcoach/packcoach.db")
        #expect(configuration.about.name == "")
        #expect(configuration.about.site == "hip")
        #expect(configuration.button.line == 17)
        #expect(configuration.button.active == .low)
        #expect(configuration.button.bias == .pullUp)
        #expect(configuration.button.debounce == .milliseconds(30))
        #expect(configuration.leds.lines == [5, 6, 13, 19])
        #expect(configuration.leds.active == .high)
        #expect(configuration.buzzer.line == 18)
        #expect(configuration.buzzer.active == .high)
        #expect(configuration.buzzer.chirps == .all)
        #expect(configuration.modeSwitch == nil)
        #expect(configuration.probes == [Configuration.Probe()])
        #expect(configuration.probes[0].role == .pack)
        #expect(configuration.probes[0].source == .w1)
        #expect(configuration.probes[0].id == "auto")
        #expect(configuration.ice == SessionTimes(minimum: .minutes(15), ceiling: .minutes(20), rest: .hours(3)))
        #expect(configuration.heat == SessionTimes(minimum: .minutes(20), ceiling: .minutes(20), rest: .hours(1)))
    }

    @Test("the example file is the defaults, and shows every key")
    func exampleFile() throws {
        let example = try ExampleFile.text()
        #expect(try Configuration(parsing: example, file: "config.toml") == .default)

        let fitted = try Configuration(parsing: ExampleFile.withModeSwitch(), file: "config.toml")
        var expected = Configuration.default
        expected.modeSwitch = Configuration.ModeSwitch()
        #expect(fitted == expected)
        let lines = SourceLines(try ExampleFile.withModeSwitch())
        for key in ConfigurationKeys.document {
            #expect(lines.line(of: TOMLPath.document[key]) != nil, "\(key)")
        }
        for table in ConfigurationKeys.tables {
            let path = TOMLPath.document[table.name]
            for key in table.keys {
                #expect(lines.line(of: (table.name == "probe" ? path[0] : path)[key]) != nil, "\(table.name).\(key)")
            }
        }
    }

    @Test("every key can be set")
    func everyKey() throws {
        let configuration = try Configuration(parsing: Self.unusual, file: "config.toml")
        var expected = Configuration()
        expected.board = "gpiochip4"
        expected.database = "/data/hip \"log\".db"
        expected.about = Configuration.About(name: "Zoë \\ Kim", site: "left hip")
        expected.button = Configuration.Button(
            line: 100, active: .high, bias: .disabled, debounce: .milliseconds(100))
        expected.leds = Configuration.LEDs(lines: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], active: .low)
        expected.buzzer = Configuration.Buzzer(line: 1023, active: .low, chirps: .none)
        var modeSwitch = Configuration.ModeSwitch()
        (modeSwitch.line, modeSwitch.active, modeSwitch.bias) = (0, .high, .pullDown)
        expected.modeSwitch = modeSwitch
        var skin = Configuration.Probe()
        (skin.role, skin.source, skin.id) = (.skin, .hwmon, "lm75")
        var pack = Configuration.Probe()
        pack.id = "28-0316a2795fff"
        expected.probes = [skin, pack]
        expected.ice = SessionTimes(minimum: .minutes(7), ceiling: .minutes(7), rest: .hours(24))
        expected.heat = SessionTimes(minimum: .seconds(950), ceiling: .minutes(16), rest: .minutes(90))
        #expect(configuration == expected)
    }

    @Test("the effective configuration as text is the same configuration", arguments: ["", unusual])
    func roundTrip(text: String) throws {
        let configuration = try Configuration(parsing: text, file: "config.toml")
        #expect(try Configuration(parsing: configuration.text, file: "config.toml") == configuration)
    }

    @Test("the effective configuration names every key but those of a mode switch that is not fitted")
    func effectiveText() {
        #expect(
            Configuration.default.text == """
                board = "auto"
                database = "/var/lib/packcoach/packcoach.db"

                [about]
                name = ""
                site = "hip"

                [button]
                line = 17
                active = "low"
                bias = "pull-up"
                debounce = "30ms"

                [leds]
                lines = [5, 6, 13, 19]
                active = "high"

                [buzzer]
                line = 18
                active = "high"
                chirps = "all"

                [[probe]]
                role = "pack"
                source = "w1"
                id = "auto"

                [ice]
                minimum = "15m"
                ceiling = "20m"
                rest = "3h"

                [heat]
                minimum = "20m"
                ceiling = "20m"
                rest = "1h"

                """)
    }

    @Test("the summary of a good file says what is wired and what the windows are")
    func summary() throws {
        let text = "[mode-switch]\n[ice]\nceiling = \"10m\"\n"
        let configuration = try Configuration(parsing: text, file: "config.toml")
        #expect(
            configuration.summary(of: "config.toml") == """
                config.toml: ok
                  board   found by its header
                  lines   button on 17, LEDs on 5, 6, 13, 19, buzzer on 18, mode switch on 27
                  probe   on the pack, w1, id auto
                  ice     10m, then 3h of rest
                  heat    20m, then 1h of rest
                  log     /var/lib/packcoach/packcoach.db
                """)
    }

    private static let unusual = #"""
        board = "gpiochip4"
        database = "/data/hip \"log\".db"
        about = { name = 'Zoë \ Kim', site = "left hip" }
        button.line = 100
        button.active = "high"
        button.bias = "disabled"
        button.debounce = "100ms"
        probe = [
            { role = "skin", source = "hwmon", id = "lm75" },
            { role = "pack", source = "w1", id = "28-0316a2795fff" },
        ]
        [leds]
        lines = [1, 2, 3, 4, 5, 6, 7, 8, 9, 0xA]
        active = "low"
        [buzzer]
        line = 1_023
        active = "low"
        chirps = "none"
        [mode-switch]
        line = 0
        active = "high"
        bias = "pull-down"
        [ice]
        ceiling = "7m"
        rest = "24h"
        [heat]
        minimum = "950s"
        ceiling = "16m"
        rest = "90m"
        """#
}

/// `Hardware/config.toml`, which people start from.
enum ExampleFile {
    static func text() throws -> String {
        try Files.text(of: "\(Files.project)/Hardware/config.toml")
    }

    /// The same with the mode switch's lines no longer commented out.
    static func withModeSwitch() throws -> String {
        var isSwitch = false
        let lines = try text().split(separator: "\n", omittingEmptySubsequences: false).map { line in
            isSwitch = line.hasPrefix("# [mode-switch]") || (isSwitch && line.hasPrefix("# "))
            return isSwitch ? String(line.dropFirst(2)) : String(line)
        }
        return lines.joined(separator: "\n")
    }
}
