import CoachCore
import Glibc
import Testing

@testable import SessionLog

@Suite("What people mean by since")
struct BeginningTests {
    private let now = WallTime.utc("2026-05-04T12:00:00Z")

    @Test(
        "a day, a time or how long ago",
        arguments: [
            ("2026-05-01", "2026-05-01T00:00:00Z"), ("07:30", "2026-05-04T07:30:00Z"),
            ("18:00", "2026-05-03T18:00:00Z"), ("2026-05-03 18:05", "2026-05-03T18:05:00Z"),
            ("2026-05-03T18:05:00+02:00", "2026-05-03T16:05:00Z"), ("90m", "2026-05-04T10:30:00Z"),
            ("12h", "2026-05-04T00:00:00Z"), ("7d", "2026-04-27T12:00:00Z"), ("2w", "2026-04-20T12:00:00Z"),
            ("0h", "2026-05-04T12:00:00Z"), ("99999999999999999d", "1970-01-01T00:00:00Z"),
        ])
    func meant(text: String, expected: String) {
        #expect(LocalTime(utc: true).beginning(text, now: now) == .utc(expected))
    }

    @Test(
        "and nothing else",
        arguments: [
            "", "d", "7", "-7d", "7 d", "1.5h", "7y", "yesterday", "2026-02-30", "2026-00-10", "2026-05-00", "2026-5-1",
            "25:00", "٧d",
        ])
    func notMeant(text: String) {
        #expect(LocalTime(utc: true).beginning(text, now: now) == nil)
    }
}
