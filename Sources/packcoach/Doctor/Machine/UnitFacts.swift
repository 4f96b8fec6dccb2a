/// What systemd says of the service, from `systemctl show`.
struct UnitFacts: Hashable, Sendable {
    static let name = "packcoach.service"

    private let properties: [String: String]

    /// - Parameter text: lines of `Name=value`.
    init(_ text: String) {
        var properties: [String: String] = [:]
        for line in text.split(whereSeparator: \.isNewline) {
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { properties[String(parts[0])] = String(parts[1]) }
        }
        self.properties = properties
    }

    /// Nil where systemd is not what runs this machine.
    static func ofThisMachine(_ files: SystemFiles) -> UnitFacts? {
        // sd_booted(3)
        guard files.exists("/run/systemd/system") else { return nil }
        return Tool.output(["systemctl", "show", name, "--property=\(wanted.joined(separator: ","))"]).map(
            UnitFacts.init)
    }

    private static let wanted = [
        "LoadState", "UnitFileState", "ActiveState", "SubState", "Result", "ExecMainCode", "ExecMainStatus",
        "NRestarts",
        "WatchdogUSec", "SupplementaryGroups", "ConditionResult", "User",
    ]

    var isInstalled: Bool { loadState != "not-found" }
    var loadState: String { properties["LoadState"] ?? "" }
    var isActive: Bool { properties["ActiveState"] == "active" }
    var activeState: String { properties["ActiveState"] ?? "" }
    var isEnabled: Bool { properties["UnitFileState"]?.hasPrefix("enabled") == true }
    var conditionHeld: Bool { properties["ConditionResult"] != "no" }
    var result: String { properties["Result"] ?? "" }
    /// The exit status of its last run; 0 where it has not ended.
    var exitStatus: Int32 { properties["ExecMainStatus"].flatMap { Int32($0) } ?? 0 }
    var restarts: Int { properties["NRestarts"].flatMap { Int($0) } ?? 0 }
    var user: String { properties["User"].flatMap { $0.isEmpty ? nil : $0 } ?? "root" }
    var supplementaryGroups: [String] {
        (properties["SupplementaryGroups"] ?? "").split(separator: " ").map(String.init)
    }

    /// As systemctl writes it, `2min 30s`; nil: systemd does not watch over the service.
    var watchdog: String? {
        guard let value = properties["WatchdogUSec"], value != "0", value != "infinity", !value.isEmpty else {
            return nil
        }
        return value
    }
}
