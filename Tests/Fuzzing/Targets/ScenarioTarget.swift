import BoardSim
import CoachCore
import CoachSimulation

extension FuzzTarget {
    /// A scenario file, which is played where that takes no more than a moment.
    static let scenario = FuzzTarget(
        name: "scenario", longest: 4096, seeds: ["Tests/Scenarios"],
        words: [
            " ", "\n", "\r\n", "\t", "#", "\"", "'", "=", ".", ":", "-", "+", "±", "−", "\0", "\u{1B}", "\u{301}",
            "\u{FEFF}", "٣", "999999999", "99999999999999999999", "-9223372036854775808", "0", "1e9", "nan", "inf",
            "0x1p3", "366d", "2d", "3h", "15m", "30s", "80ms", "0.001s", "1:02:03", "0:05", "15:06", "0:05.250",
            "4.5C", "-18.0C", "0C", "2099-12-31T23:59:59Z", "1970-01-01T00:00:00Z", "+366d", "-366d",
            "at 0:05 ", "at 366d ", "expect ", "config ", "history ", "ended ", "ago ", "lasting ", "by ", "cem43 ",
            "clock ", "button held\n", "switch ", "seed ", "pack ", "cloth ", "press", " bouncing ", "hold", "release",
            "probe pack ", "probe skin ", "over ", "fault ", "model", "noise ", "start", "override \"", "stop", "ack",
            "ran", "sore", "onset", "clear", "kill", "term", "power-cut ", "disk ", "leds ", "buzzer ", "within ",
            "lit", "off", "silence ", "refused ", "event ", "end ", "no end for ", "log 2 sessions",
            "last duration ", "last reason ", "ice", "heat", "synchronised", "unsynchronised", "= \"\"\"", "= '''",
            "leds.lines", "probe.role", "probe.source", "ice.ceiling", "[[probe]]", "empty", "crc", "hung", "missing",
            "full", "read-only", "ok", "fail",
        ],
        mutants: 20
    ) { bytes in
        let lineCount = bytes.count { $0 == UInt8(ascii: "\n") } + 1
        let scenario: Scenario
        do throws(ScenarioMistakes) {
            scenario = try Scenario(parsing: bytes, file: "made-up.scenario")
        } catch {
            return try judge(error.mistakes.map { ($0.line, $0.description) }, lineCount)
        }
        try claim(scenario.steps.map(\.at) == scenario.steps.map(\.at).sorted(), "steps out of the order of time")
        guard isShort(scenario) else { return }
        let folder = try ScratchFolder()
        do {
            let failures = try ScenarioPlayer(scenario, directory: folder.path).failures()
            try judge(failures.map { ($0.line, $0.description) }, lineCount, mayBeEmpty: true)
        } catch let error as ScenarioFailures {
            try judge(error.failures.map { ($0.line, $0.description) }, lineCount)
        }
    }
}

/// It is played within a moment.
private func isShort(_ scenario: Scenario) -> Bool {
    let reopenings = scenario.steps.filter { step in
        switch step.action {
        case .stimulus(.kill), .stimulus(.powerCut): true
        case .stimulus, .expectation: false
        }
    }
    return scenario.end <= .minutes(25) && scenario.steps.count <= 40 && scenario.history.count <= 20
        && reopenings.count <= 5
}

private func judge(_ mistakes: [(line: Int, words: String)], _ lineCount: Int, mayBeEmpty: Bool = false) throws {
    try claim(mayBeEmpty || !mistakes.isEmpty, "it is refused, and nobody says why")
    for mistake in mistakes {
        try claimReadable(mistake.words)
        try claim((1...lineCount).contains(mistake.line), "there is no such line: \(mistake.words)")
    }
}
