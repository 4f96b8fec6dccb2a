import BoardSim
import CoachCore
import CoachService

/// How one device is built and configured, as its owner knows it.
struct Setup {
    var probes: [ProbeRole]
    var sources: [Configuration.ProbeSource]
    var ledCount: Int
    var hasSwitch: Bool
    var chirps: Bool
    /// In seconds.
    var minimum: [Modality: Int64]
    var ceiling: [Modality: Int64]
    var rest: [Modality: Int64]
    var debounceMilliseconds: Int64

    init(_ luck: inout Luck) {
        probes = luck.one(weighed: [(4, [.pack]), (2, [.skin]), (5, [.pack, .skin])])
        sources = probes.map { _ in .w1 }
        if luck.happens(120) { sources[0] = .hwmon }
        ledCount = Int(luck.one(weighed: [(5, 4), (3, 1), (1, 2), (1, 3), (1, 10)]))
        hasSwitch = luck.happens(200)
        chirps = !luck.happens(150)
        (minimum, ceiling, rest) = ([.ice: 900, .heat: 1200], [.ice: 1200, .heat: 1200], [.ice: 10_800, .heat: 3600])
        debounceMilliseconds = luck.one(weighed: [(6, 30), (1, 10), (1, 50)])
        // Set down: then a session is over sooner, and the minimum goes along.
        if luck.happens(250) {
            let ice = luck.one(of: [5, 7, 10, 16] as [Int64]) * 60
            ceiling[.ice] = ice
            minimum[.ice] = min(900, ice)
        }
        if luck.happens(250) {
            let heat = luck.one(of: [5, 8, 12, 18] as [Int64]) * 60
            ceiling[.heat] = heat
            minimum[.heat] = min(1200, heat)
        } else if luck.happens(300) {
            minimum[.heat] = 900
        }
        if luck.happens(200) { rest[.ice] = luck.one(of: [2, 4, 6] as [Int64]) * 3600 }
        if luck.happens(200) { rest[.heat] = luck.one(of: [2, 3] as [Int64]) * 3600 }
    }

    /// The same as a file in /etc, read by the service's own parser.
    func configuration() throws -> Configuration {
        let lines = [5, 6, 13, 19, 20, 21, 22, 23, 24, 25].prefix(ledCount).map(String.init).joined(separator: ", ")
        var text = """
            [button]
            debounce = "\(debounceMilliseconds)ms"
            [leds]
            lines = [\(lines)]
            [buzzer]
            chirps = "\(chirps ? "all" : "none")"

            """
        if hasSwitch { text += "[mode-switch]\nline = 27\n" }
        for modality in Modality.allCases {
            text += """
                [\(modality.rawValue)]
                minimum = "\(minimum[modality] ?? 0)s"
                ceiling = "\(ceiling[modality] ?? 0)s"
                rest = "\(rest[modality] ?? 0)s"

                """
        }
        for (index, (role, source)) in zip(probes, sources).enumerated() {
            let id = source == .w1 ? "28-00000000000\(index + 1)" : "auto"
            text += "[[probe]]\nrole = \"\(role.rawValue)\"\nsource = \"\(source.rawValue)\"\nid = \"\(id)\"\n"
        }
        return try Configuration(parsing: text, file: "soak.toml")
    }

    var words: String {
        let probes = zip(probes, sources).map { "\($0.rawValue) on \($1.rawValue)" }.joined(separator: ", ")
        let times = Modality.allCases.map {
            "\($0.rawValue) \(minimum[$0] ?? 0)-\(ceiling[$0] ?? 0) s, rest \(rest[$0] ?? 0) s"
        }
        return "probes \(probes); \(ledCount) LEDs; \(hasSwitch ? "switch; " : "")chirps \(chirps); "
            + times.joined(separator: "; ") + "; debounce \(debounceMilliseconds) ms"
    }
}
