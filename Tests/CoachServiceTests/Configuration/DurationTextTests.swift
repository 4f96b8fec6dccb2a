import CoachCore
import Testing

@testable import CoachService

@Suite("Durations in configuration")
struct DurationTextTests {
    @Test(
        "a duration is a whole number and its unit",
        arguments: [
            ("30ms", Duration.milliseconds(30)), ("20s", .seconds(20)), ("15m", .minutes(15)), ("3h", .hours(3)),
            ("0s", .zero), ("007m", .minutes(7)),
        ])
    func parses(text: String, duration: Duration) {
        #expect(DurationText.duration(text) == duration)
    }

    @Test(
        "anything else is no duration",
        arguments: [
            "", "20", "m", "20 m", " 20m", "20m ", "20M", "20min", "-5m", "+5m", "1.5h", "1h30m", "2d", "20us", "٣h",
            "99999999999999999999h", "9223372036854775807h", "2562048h",
        ])
    func refuses(text: String) {
        #expect(DurationText.duration(text) == nil)
    }

    @Test(
        "a duration is written in the largest unit that holds it",
        arguments: [
            (Duration.milliseconds(30), "30ms"), (.seconds(20), "20s"), (.seconds(90), "90s"), (.minutes(90), "90m"),
            (.hours(24), "24h"), (.zero, "0ms"), (.milliseconds(1500), "1500ms"),
        ])
    func prints(duration: Duration, text: String) {
        #expect(DurationText.text(duration) == text)
        #expect(DurationText.duration(text) == duration)
    }

    @Test(
        "what was meant is guessed from what was written",
        arguments: [
            ("20 min", "20m"), ("1.5h", "90m"), ("20 Minutes", "20m"), ("3 hours", "3h"), ("0.5s", "500ms"),
            ("30 msec", "30ms"), ("15'", "15m"),
        ])
    func guesses(text: String, meant: String) {
        #expect(DurationText.guess(text).map(DurationText.text) == meant)
    }

    @Test("nothing is guessed from what says nothing", arguments: ["", "soon", "20", "m", "1.2.3h", "99999h", "20x"])
    func guessesNothing(text: String) {
        #expect(DurationText.guess(text) == nil)
    }
}
