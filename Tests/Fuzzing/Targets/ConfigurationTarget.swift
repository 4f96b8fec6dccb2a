import CoachCore

@testable import CoachService

extension FuzzTarget {
    /// A configuration file.
    static let configuration = FuzzTarget(
        name: "configuration", longest: 8192, seeds: ["Hardware/config.toml"],
        words: [
            "[", "]", "[[", "]]", "{", "}", "=", ".", ",", "\n", "\r\n", " ", "#", "\"", "'", "\"\"\"", "'''", "\\",
            "_", "+", "-", "0", "7", "0x", "1e5", "inf", "nan", "true", "1979-05-27", "T07:32", ":", "\u{2028}",
            "\u{A0}", "ö", "\u{B}", "\r", "\0", "\u{FEFF}", "\\u0000", "\\ud800", "\\u001b", "\\n",
            "9223372036854775808",
            "9223372036854775807h", "99999999999h", "-1s", "1.5h", "20 min", "0ms", "[ice]\n", "[heat]\n", "[about]\n",
            "[button]\n", "[leds]\n", "[buzzer]\n", "[mode-switch]\n", "[[probe]]\n", "board = ", "database = ",
            "\"database\" = ", "name = ", "site = ", "line = ", "lines = [", "active = ", "bias = ", "debounce = ",
            "chirps = ", "role = ", "source = ", "id = ", "minimum = ", "ceiling = ", "rest = ", "\"10m\"", "\"24h\"",
            "\"2h\"", "\"low\"", "\"pull-up\"", "\"skin\"", "\"hwmon\"", "\"auto\"", "\"28-0316a2795fff\"",
            "\"gpiochip0\"",
            "a = ", "{ b = ", "\n# ", "0b1", "0o7", "0x1p3", "1_0", ".5", "E+9", "5, ",
        ],
        mutants: 150
    ) { bytes in
        let folder = try ScratchFolder()
        let path = try folder.write("config.toml", bytes)
        switch load(path) {
        case .success(let configuration): try judge(configuration, from: path)
        case .failure(let error): try judge(error, lineCount: bytes.count { $0 == UInt8(ascii: "\n") } + 1)
        }
    }
}

private func load(_ path: String) -> Result<Configuration, ConfigurationError> {
    Result { () throws(ConfigurationError) in try Configuration.load(path: path) }
}

private func judge(_ configuration: Configuration, from path: String) throws {
    for modality in Modality.allCases {
        let times = configuration.times(of: modality)
        let limits = ConfigurableLimits.times(of: modality)
        try claim(limits.ceiling.contains(times.ceiling), "\(modality): a ceiling of \(times.ceiling)")
        try claim(limits.rest.contains(times.rest), "\(modality): a rest of \(times.rest)")
        let minimum = limits.minimum(under: times.ceiling)
        try claim(minimum.contains(times.minimum), "\(modality): a minimum of \(times.minimum)")
    }
    try claim(ConfigurableLimits.debounce.contains(configuration.button.debounce), "\(configuration.button)")
    try claim(ConfigurableLimits.ledCount.contains(configuration.leds.lines.count), "\(configuration.leds)")
    try claim(ConfigurableLimits.probeCount.contains(configuration.probes.count), "\(configuration.probes)")
    try claim(Set(configuration.probes.map(\.role)).count == configuration.probes.count, "\(configuration.probes)")
    let parts = [configuration.button.line, configuration.buzzer.line, configuration.modeSwitch?.line]
    let lines = configuration.leds.lines + parts.compactMap { $0 }
    try claim(Set(lines).count == lines.count, "a line has two uses: \(lines)")
    try claim(lines.allSatisfy(configuration.lineNumbers.contains), "no header has these lines: \(lines)")

    let folder = try ScratchFolder()
    let again = load(try folder.write("config.toml", Array(configuration.text.utf8)))
    try claim(again == .success(configuration), "it is \(again) when it is written and read once more")
    for line in configuration.summary(of: path).split(separator: "\n") { try claimPlain(String(line)) }
    // What finds the log while another line is wrong has to find the same one.
    let named = Configuration.database(namedIn: path) ?? Configuration.default.database
    try claim(named == configuration.database, "\(named) by its line alone, \(configuration.database) as a whole")
}

private func judge(_ error: ConfigurationError, lineCount: Int) throws {
    try claim(!error.mistakes.isEmpty, "it is refused, and nobody says why")
    try claim(error.description.utf8.count < 1_000_000, "\(error.description.utf8.count) bytes say why")
    for mistake in error.mistakes {
        try claimReadable(mistake.description)
        try claim(mistake.line != nil || mistake.key != nil, "nobody says where: \(mistake)")
        try claim((1...lineCount).contains(mistake.line ?? 1), "there is no such line: \(mistake)")
    }
}
