import CoachCore
import Testing

@testable import CoachService

@Suite("Where configured values come from")
struct EffectiveConfigurationTests {
    private func settings(_ text: String?) throws -> [String: EffectiveConfiguration.Setting] {
        let effective = try EffectiveConfiguration(parsing: text, path: "c.toml")
        return Dictionary(uniqueKeysWithValues: effective.settings.map { ($0.path, $0) })
    }

    @Test("without a file all is standard, and every key is there once")
    func standard() throws {
        let effective = try EffectiveConfiguration(parsing: nil, path: "c.toml")
        #expect(!effective.fileExists && effective.configuration == .default)
        #expect(effective.settings.allSatisfy { $0.source == .standard })
        let keys =
            ConfigurationKeys.document
            + ConfigurationKeys.tables.filter { $0.name != "mode-switch" }.flatMap { table in
                table.keys.map { "\(table.name == "probe" ? "probe[0]" : table.name).\($0)" }
            }
        #expect(effective.settings.map(\.path).sorted() == keys.sorted())
    }

    @Test("a value has the line in which it stands, in any of TOML's ways to write it")
    func lines() throws {
        let found = try settings(
            """
            ice = { rest = "4h", ceiling = "18m" }
            leds.lines = [
              5,
              6,
            ]
            [[probe]]
            role = "pack"
            [[probe]]
            role = "skin"
            id = "28-0000005ca1e1"
            [mode-switch]
            line = 22
            """)
        #expect(found["ice.rest"]?.source == .file(line: 1) && found["ice.rest"]?.value == "\"4h\"")
        #expect(found["leds.lines"]?.source == .file(line: 2) && found["leds.lines"]?.value == "[5, 6]")
        #expect(found["probe[0].role"]?.source == .file(line: 7))
        #expect(found["probe[1].id"]?.source == .file(line: 10))
        #expect(found["probe[1].source"]?.source == .standard)
        #expect(found["mode-switch.line"]?.source == .file(line: 12))
        #expect(found["mode-switch.active"]?.source == .standard)
    }

    @Test("a minimum that the ceiling took along says so, whether it was written or not")
    func takenAlong() throws {
        let unwritten = try settings("ice.ceiling = \"10m\"\n")
        #expect(unwritten["ice.minimum"]?.source == .ceiling && unwritten["ice.minimum"]?.value == "\"10m\"")
        #expect(unwritten["heat.minimum"]?.source == .standard)
        let written = try settings("[ice]\nceiling = \"10m\"\nminimum = \"15m\"\n")
        #expect(written["ice.minimum"]?.source == .ceiling)
        let kept = try settings("[heat]\nminimum = \"16m\"\n")
        #expect(kept["heat.minimum"]?.source == .file(line: 2))
    }

    @Test("a value that has limits names them, as they are under what else is configured")
    func allowed() throws {
        let found = try settings("ice.ceiling = \"18m\"\n")
        #expect(found["ice.minimum"]?.allowed == "15m to 18m")
        #expect(found["ice.ceiling"]?.allowed == "5m to 20m")
        #expect(found["heat.rest"]?.allowed == "1h to 24h")
        #expect(found["button.line"]?.allowed == "0 to 27")
        #expect(found["leds.lines"]?.allowed == "1 to 10 lines")
        #expect(found["button.debounce"]?.allowed == "1ms to 100ms")
        #expect(found["about.name"]?.allowed == nil)
    }

    @Test("a file with a mistake has no values")
    func mistaken() {
        #expect(throws: ConfigurationError.self) { try EffectiveConfiguration(parsing: "ice = 3\n", path: "c.toml") }
    }

    @Test("each fixed limit is told, in words that come from its figures")
    func fixed() {
        let told = FixedLimit.all.map { "\($0.subject): \($0.action) \($0.words)" }
        #expect(told.count { $0.contains("probe: stop") || $0.contains("probe: warn") } >= SafetyLimits.cutoffs.count)
        #expect(told.contains("ice, skin probe: stop at or below 2.0 °C at once"))
        #expect(told.contains("ice, pack probe: stop below -5.0 °C for 10 s"))
        #expect(told.contains("ice, pack probe: stop at or below -25.0 °C at once"))
        #expect(told.contains("heat: refuse more than 3 sessions in 24 h"))
    }
}
