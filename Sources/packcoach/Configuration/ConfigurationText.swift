import CoachService

/// The effective configuration as TOML that says in its comments where each value comes from.
enum ConfigurationText {
    static func lines(_ effective: EffectiveConfiguration) -> [String] {
        var lines = [heading(effective)]
        var table: String?
        var isFirst = true
        let lengths = effective.settings.map { statement($0).count }
        let column = 2 + (lengths.filter { $0 <= Self.longestAligned }.max() ?? 0)
        for setting in effective.settings {
            // Two tables of one name follow each other.
            let begins = setting.table != table || setting.table?.hasPrefix("[[") == true && setting.name == "role"
            if isFirst || begins { lines.append("") }
            if begins, let header = setting.table { lines.append(header) }
            (table, isFirst) = (setting.table, false)
            let statement = statement(setting)
            let padding = String(repeating: " ", count: max(2, column - statement.count))
            lines.append(statement + padding + "# " + origin(of: setting, in: effective))
        }
        lines += ["", "# Compiled in, out of any configuration's reach. Held against", "# \(FixedLimit.compared)."]
        return lines + limits()
    }

    /// Longer ones have their comment where they end.
    private static let longestAligned = 32

    private static func statement(_ setting: EffectiveConfiguration.Setting) -> String {
        "\(setting.name) = \(setting.value)"
    }

    private static func heading(_ effective: EffectiveConfiguration) -> String {
        effective.fileExists
            ? "# \(effective.path) and what stands without it"
            : "# \(effective.path) is not there, so all of this stands without it; the service wants the file."
    }

    private static func origin(of setting: EffectiveConfiguration.Setting, in effective: EffectiveConfiguration)
        -> String
    {
        let source =
            switch setting.source {
            case .file(let line): "line \(line)"
            case .standard: "default"
            case .ceiling: "taken along by the ceiling"
            }
        return [source, setting.allowed.map { "allowed: \($0)" }].compactMap { $0 }.joined(separator: "; ")
    }

    private static func limits() -> [String] {
        let width = FixedLimit.all.map(\.subject.count).max() ?? 0
        return FixedLimit.all.map { limit in
            let subject = limit.subject + String(repeating: " ", count: width - limit.subject.count)
            let action = limit.action + String(repeating: " ", count: max(0, 6 - limit.action.count))
            return "#   \(subject)  \(action)  \(limit.words)"
        }
    }
}
