import CoachCore
import Testing

@testable import BoardSim

@Suite("Quantities in a scenario")
struct ScenarioLiteralTests {
    @Test(
        "durations",
        arguments: [
            ("1:02:03", 3_723_000), ("15:06", 906_000), ("0:05.250", 5250), ("0:05.5", 5500), ("90:00", 5_400_000),
            ("30s", 30_000), ("2.5s", 2500), ("0.001s", 1), ("15m", 900_000), ("3h", 10_800_000), ("1.5h", 5_400_000),
            ("2d", 172_800_000), ("80ms", 80), ("0:00", 0), ("366d", 31_622_400_000),
        ])
    func durations(text: String, milliseconds: Int) throws {
        #expect(try DurationLiteral.parse(Substring(text), as: "time") == .milliseconds(milliseconds))
    }

    @Test(
        "what is no duration",
        arguments: [
            "", "5", "5 s", "s", ":", "1:", ":05", "1:5", "1:60", "1:60:00", "1:5:00", "1:2:3:4", "-5s", "+5s", "5sec",
            "5S",
            "1,5s", "1.5ms", "0.0001s", "1..5s", "1.s", ".5s", "367d", "999999999d", "9999999999999999999s", "٣s",
            "0:0½",
            "1:02.0001", "0:05.", "0x10s", "1e3s", "inf", "nan",
        ])
    func noDurations(text: String) {
        #expect(throws: Complaint.self) { try DurationLiteral.parse(Substring(text), as: "time") }
    }

    @Test(
        "temperatures, to the nearest millidegree, a half away from zero",
        arguments: [
            ("4.5C", 4500), ("-18C", -18_000), ("0C", 0), ("-0.0C", 0), ("0.0625C", 63), ("-2.1875C", -2188),
            ("-0.5C", -500), ("125C", 125_000), ("-55C", -55_000), ("99.9999C", 100_000),
        ])
    func temperatures(text: String, millidegrees: Int32) throws {
        let parsed = try TemperatureLiteral.parse(Substring(text), as: "temperature", in: StatementRanges.probe)
        #expect(parsed == Temperature(millidegrees: millidegrees))
    }

    @Test(
        "what is no temperature",
        arguments: [
            "", "C", "-C", "4.5", "4.5F", "4.5K", "4.5c", "4.5°C", "−18C", "--1C", "+4C", "4,5C", "1.00000C",
            "125.001C",
            "-55.001C", "999999999C", "99999999999999C", "1e1C", "0x1C", "nanC",
        ])
    func noTemperatures(text: String) {
        #expect(throws: Complaint.self) {
            try TemperatureLiteral.parse(Substring(text), as: "temperature", in: StatementRanges.probe)
        }
    }

    @Test(
        "wall times",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2026-05-04T12:00:00Z", 1_777_896_000), ("2000-02-29T23:59:59Z", 951_868_799),
            ("2099-12-31T00:00:00Z", 4_102_358_400),
        ])
    func wallTimes(text: String, seconds: Int64) throws {
        #expect(try WallTimeLiteral.parse(Substring(text)) == WallTime(milliseconds: seconds * 1000))
    }

    @Test(
        "what is no wall time",
        arguments: [
            "", "2026-05-04", "2026-05-04T21:10:00", "2026-05-04T21:10:00+02:00", "2026-05-04 21:10:00Z",
            "2026-02-29T00:00:00Z", "2100-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "2026-13-01T00:00:00Z",
            "2026-00-01T00:00:00Z", "2026-04-31T00:00:00Z", "2026-04-00T00:00:00Z", "2026-05-04T24:00:00Z",
            "2026-05-04T23:60:00Z", "2026-05-04T23:59:60Z", "26-05-04T21:10:00Z",
        ])
    func noWallTimes(text: String) {
        #expect(throws: Complaint.self) { try WallTimeLiteral.parse(Substring(text)) }
    }
}
