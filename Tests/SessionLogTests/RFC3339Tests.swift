import CoachCore
import Testing

@testable import SessionLog

@Suite("Times as text")
struct RFC3339Tests {
    @Test(
        "a time and its text are each other's",
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"), (951_868_800_000, "2000-03-01T00:00:00.000Z"),
            (1_709_251_199_999, "2024-02-29T23:59:59.999Z"), (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
            (1_777_896_000_001, "2026-05-04T12:00:00.001Z"), (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
            (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"),
        ] as [(Int64, String)])
    func bothWays(milliseconds: Int64, text: String) {
        #expect(RFC3339.string(WallTime(milliseconds: milliseconds)) == text)
        #expect(RFC3339.wallTime(text)?.milliseconds == milliseconds)
    }

    @Test("every day from 1968 to 2104 is read back, and sorts as text as it does in time")
    func everyDay() {
        var last = ""
        for day in Int64(-731)..<49_000 {
            let time = WallTime(milliseconds: day * 86_400_000 + 43_200_123)
            let text = RFC3339.string(time)
            guard RFC3339.wallTime(text) == time, last < text else {
                Issue.record("\(text) after \(last)")
                return
            }
            last = text
        }
    }

    @Test("a time that no four-digit year holds is shown as the nearest that one does")
    func outside() {
        #expect(RFC3339.string(WallTime(milliseconds: .max)) == "9999-12-31T23:59:59.999Z")
        #expect(RFC3339.string(WallTime(milliseconds: .min)) == "0000-01-01T00:00:00.000Z")
    }

    @Test(
        "offsets, fractions and the standard's other spellings are read",
        arguments: [
            "2026-05-04T14:00:00+02:00", "2026-05-04t12:00:00z", "2026-05-04 12:00:00Z", "2026-05-04T06:30:00-05:30",
            "2026-05-04T12:00:00.0Z", "2026-05-04T12:00:00.000999Z",
        ])
    func spellings(text: String) {
        #expect(RFC3339.wallTime(text) == .noon)
    }

    @Test(
        "what is no time is none",
        arguments: [
            "", "2026-05-04", "2026-05-04T12:00:00", "2026-02-29T12:00:00Z", "1900-02-29T12:00:00Z",
            "2026-13-01T12:00:00Z", "2026-00-01T12:00:00Z", "2026-04-31T12:00:00Z", "2026-05-04T24:00:00Z",
            "2026-05-04T12:60:00Z", "2026-05-04T12:00:61Z", "2026-05-04T12:00:00.Z", "2026-05-04T12:00:00Z ",
            "2026-5-4T12:00:00Z", "+026-05-04T12:00:00Z", "2026-05-04T12:00:00+2:00", "2026-05-04T12:00:00é",
        ])
    func noTime(text: String) {
        #expect(RFC3339.wallTime(text) == nil)
    }
}

@Suite("Local time")
struct LocalTimeTests {
    @Test(
        "TZ decides, with the zone's letters",
        arguments: [
            ("Europe/Berlin", "2026-05-04 14:00 CEST"), ("America/New_York", "2026-05-04 08:00 EDT"),
            ("UTC0", "2026-05-04 12:00 UTC"), ("XYZ-3:30", "2026-05-04 15:30 XYZ"),
        ])
    func zones(zone: String, text: String) throws {
        // In another process: the environment is one for all tests.
        #expect(try ChildProcess(.localTime, timeZone: zone).answer() == text)
    }

    @Test("--utc names no other zone")
    func utc() {
        #expect(LocalTime(utc: true).stringWithSeconds(.noon, synchronised: true) == "2026-05-04 12:00:00 UTC")
    }

    @Test("a time of a clock that was not synchronised carries ~")
    func unsynchronised() {
        #expect(LocalTime(utc: true).string(.noon, synchronised: false) == "~2026-05-04 12:00 UTC")
    }

    @Test(
        "a moment near now is told as shortly as it is clear",
        arguments: [
            (0, "12:00 UTC"), (11, "23:00 UTC"), (12, "tomorrow 00:00 UTC"), (35, "tomorrow 23:00 UTC"),
            (36, "Wed 6 May 00:00 UTC"), (-13, "Sun 3 May 23:00 UTC"),
        ] as [(Int64, String)])
    func moments(hours: Int64, words: String) {
        #expect(LocalTime(utc: true).moment(.noon + .hours(hours), now: .noon) == words)
    }
}
