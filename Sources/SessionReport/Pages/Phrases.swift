import CoachCore
import SessionLog

/// `1 day`, `14 days`
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

/// How many that is a day, `2.9`.
func perDay(_ count: Int, _ days: Int) -> String { fixed(Double(count) / Double(max(1, days)), places: 1) }

extension LocalTime {
    /// `Mon 2026-05-04 14:00 CEST`, with a `~` where the clock was not synchronised.
    func weekdayAndTime(_ time: WallTime, synchronised: Bool = true) -> String {
        "\(day(of: time).day.weekday) \(string(time, synchronised: synchronised))"
    }
}

extension LocalTime {
    /// `Mon 4 May, 14:00`, where the zone is plain from elsewhere.
    func dayAndClock(_ time: WallTime, synchronised: Bool) -> String {
        let day = day(of: time).day
        return "\(day.weekday) \(day.short), \(clock(time, synchronised: synchronised))"
    }
}

extension HTML {
    /// A row of headings of columns.
    mutating func headings(_ words: String...) {
        element(.tr) { page in
            for word in words { page.element(.th, .scope(.column), text: word) }
        }
    }
}
