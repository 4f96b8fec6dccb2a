import ArgumentParser
import CoachCore

@testable import BoardSim
@testable import CoachService
@testable import SessionLog
@testable import packcoach

extension FuzzTarget {
    /// One word for all who read times, durations, temperatures and numbers: options, configuration, scenarios, log.
    static let literals = FuzzTarget(
        name: "literals", longest: 64,
        words: [
            "2026-05-04T12:00:00Z", "2026-05-04T12:00:00.123456789012345678901+02:00", "0000-01-01T00:00:00Z",
            "0000-01-01T00:00:00+23:59", "9999-12-31T23:59:60-23:59", "1600-02-29t00:00:00z", "2026-02-30", "T", "Z",
            "+14:00", "-00:01", ":60", "24:00", "07:30", "00:00", "23:59", "2026-05-04 18:00", "0000-01-01 00:00",
            "9999-12-31 23:59", "2026-03-29 02:30", "1901-12-13 20:45", "now", "last", "30ms", "20s", "15m", "3h",
            "2d", "20 min", "1.5h", "9223372036854775807", "9223372036854775808h", "-1", "+1", "1e999", "inf", "nan",
            "0x7f", "999999999:59:59.999", "999999999.999d", "4.5C", "-273.15C", "999.99999C", "C", "٣", "\u{FF11}",
            "\u{301}", "\0", " ", ".", ",", "'", "\n",
        ],
        mutants: 100
    ) { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        try judgeWallTimes(text)
        try judgeDurations(text)
        try judgeTemperatures(text)
        try judgeOptions(text)
    }
}

private let noon = WallTime(milliseconds: 1_777_896_000_000)

private func judgeWallTimes(_ text: String) throws {
    let universal = LocalTime(utc: true)
    let local = LocalTime()
    if let time = RFC3339.wallTime(text) {
        let written = RFC3339.string(time)
        // An offset may push the first and the last day out of the years that there are.
        let again = RFC3339.wallTime(written)
        let isWithin = !written.hasPrefix("0000-01-01T00:00:00.000") && !written.hasPrefix("9999-12-31T23:59:59.999")
        try claim(again == time || !isWithin && again != nil, "\(time) is \(again as Any) as \(written)")
        for clock in [universal, local] {
            for told in [clock.string(time, synchronised: false), clock.timeOfDay(time)] { try claimPlain(told) }
        }
    }
    for clock in [universal, local] {
        guard let time = clock.wallTime(text, now: noon) else { continue }
        if !text.contains("-") { try claim(time <= noon && noon - time <= .hours(49), "\(text) is \(time) at noon") }
        try claimPlain(clock.stringWithSeconds(time, synchronised: true))
    }
    if let time = result({ () throws(Complaint) in try WallTimeLiteral.parse(text[...]) }) {
        try claim(RFC3339.wallTime(text) == time, "\(text) is one time in a scenario, another one elsewhere")
    }
}

private func judgeDurations(_ text: String) throws {
    if let duration = DurationText.duration(text) {
        let written = DurationText.text(duration)
        try claim(DurationText.duration(written) == duration, "\(text) is written as \(written)")
    }
    if let guess = DurationText.guess(text) {
        try claim(guess >= .zero && guess <= .hours(1000), "\(text) is taken for \(guess)")
        try claim(DurationText.duration(DurationText.text(guess)) == guess, "nobody can write \(guess)")
    }
    if let duration = result({ () throws(Complaint) in try DurationLiteral.parse(text[...], as: "time") }) {
        try claim(duration >= .zero && duration <= .hours(366 * 24), "\(text) is \(duration)")
        if let other = DurationText.duration(text) {
            try claim(other == duration, "\(text) is \(other) and \(duration)")
        }
    }
}

private func judgeTemperatures(_ text: String) throws {
    let range = StatementRanges.probe
    let parsed = result { () throws(Complaint) in try TemperatureLiteral.parse(text[...], as: "reading", in: range) }
    guard let parsed else { return }
    try claim(range.contains(parsed), "\(text) is \(parsed)")
    let exact = Double(text.dropLast()) ?? .nan
    try claim(abs(exact - parsed.celsius) < 0.00051, "\(text) is \(parsed.celsius) °C")
}

private func judgeOptions(_ text: String) throws {
    if let options = try? RanCommand.parse(["--at", text]) {
        guard let time = try options.mark.time() else { throw Finding(description: "a time that was taken is none") }
        try claim(time.milliseconds >= 0, "a run is marked at \(RFC3339.string(time))")
    }
    if let options = try? StartCommand.parse(["--override-rest", text]) {
        try claimPlain(options.overrideRest ?? "")
        try claim(OverrideReason.mistake(in: options.overrideRest ?? "") == nil, "the service refuses \(text)")
    }
    if let options = try? SimulateCommand.parse(["--speed", text]) {
        try claim(Trial.speeds.contains(options.speed ?? 1), "\(options.speed as Any) times as fast")
    }
    if let options = try? LogEventsCommand.parse(["--limit", text]) { try claim((options.limit ?? 1) > 0, "\(text)") }
    _ = try? LogShowCommand.parse([text])
    do {
        _ = try RanCommand.parse(["--at", text])
    } catch {
        try claim(!RanCommand.message(for: error).isEmpty, "it is refused, and nobody says why")
    }
}

/// What a parser made of it; nil: it complained, in a sentence.
private func result<Value>(_ parse: () throws(Complaint) -> Value) -> Value? { try? parse() }
