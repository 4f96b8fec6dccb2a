import BoardSim
import CoachCore
import CoachService

extension Scenario {
    /// The configuration that the scenario's lines make, read by the same parser as the file in /etc.
    /// - Throws: ``ScenarioFailures`` at the lines of the scenario.
    func makeConfiguration() throws -> Configuration {
        do throws(ConfigurationError) {
            return try Configuration(parsing: configurationText, file: file)
        } catch {
            throw ScenarioFailures(
                failures: error.mistakes.map { mistake in
                    ScenarioFailure(file: file, line: line(of: mistake.key), message: message(of: mistake))
                })
        }
    }

    private func message(of mistake: ConfigurationMistake) -> String {
        "config: " + [mistake.key, mistake.message].compactMap { $0 }.joined(separator: ": ")
    }

    /// Where the scenario says what the configuration calls by this path.
    private func line(of key: String?) -> Int {
        guard let key else { return configuration.first?.line ?? 1 }
        // `probe[0].role` is `probe.role` in a scenario, `leds.lines[2]` is `leds.lines`.
        let plain = key.prefix { $0 != "[" } + key.drop { $0 != "]" }.dropFirst()
        return configuration.first { $0.key == plain || $0.key == key }?.line ?? configuration.first?.line ?? 1
    }

    private var configurationText: String {
        var lines = configuration.filter { !$0.key.hasPrefix("probe.") }.map { "\($0.key) = \($0.value)" }
        if switchPosition != nil, !configuration.contains(where: { $0.key.hasPrefix("mode-switch.") }) {
            lines.append("mode-switch.line = 27")
        }
        return (lines + probeTables).joined(separator: "\n")
    }

    /// The first probe is as configured; every other one that a statement names is fitted beside it.
    private var probeTables: [String] {
        let named = configuration.filter { $0.key.hasPrefix("probe.") }
        let others = probes.subtracting([firstRole])
        var lines = ["[[probe]]"]
        if !named.contains(where: { $0.key == "probe.role" }) { lines.append("role = \"\(firstRole.rawValue)\"") }
        lines += named.map { "\($0.key.dropFirst(6)) = \($0.value)" }
        // Two probes of one kind are told apart by their numbers.
        if !others.isEmpty, !named.contains(where: { $0.key == "probe.id" || $0.key == "probe.source" }) {
            lines.append("id = \"28-000000000001\"")
        }
        for role in others {
            lines += ["[[probe]]", "role = \"\(role.rawValue)\"", "id = \"28-000000000002\""]
        }
        return lines
    }

    private var firstRole: ProbeRole {
        let text = configuration.last { $0.key == "probe.role" }?.value ?? ""
        return ProbeRole(rawValue: text.filter { $0 != "\"" && $0 != "'" }) ?? .pack
    }
}
