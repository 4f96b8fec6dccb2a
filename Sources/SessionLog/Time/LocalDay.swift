import CoachCore
import Glibc

/// A day of the calendar, as people where the board stands count it.
public struct LocalDay: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01.
    public var number: Int

    public static func < (left: LocalDay, right: LocalDay) -> Bool { left.number < right.number }
    public static func + (day: LocalDay, count: Int) -> LocalDay { LocalDay(number: day.number + count) }
    public static func - (day: LocalDay, count: Int) -> LocalDay { LocalDay(number: day.number - count) }
    /// How many days lie between them; negative if `earlier` is in fact later.
    public static func - (later: LocalDay, earlier: LocalDay) -> Int { later.number - earlier.number }

    /// `2026-05-04`
    public var iso: String {
        let parts = parts
        func padded(_ number: Int32, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return padded(parts.tm_year + 1900, 4) + "-" + padded(parts.tm_mon + 1, 2) + "-" + padded(parts.tm_mday, 2)
    }

    /// `4 May`
    public var short: String {
        let parts = parts
        return "\(parts.tm_mday) \(Self.months[Int(parts.tm_mon)])"
    }

    /// `Mon`
    public var weekday: String { Self.weekdays[Int(parts.tm_wday)] }

    private var parts: tm {
        var seconds = time_t(number * 86_400)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        return parts
    }

    // The page is in English whatever the locale.
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
}

extension LocalTime {
    /// The day on which a moment lies, and what a clock shows then, as time since midnight.
    public func day(of time: WallTime) -> (day: LocalDay, clock: Duration) {
        var seconds = time_t(time.milliseconds.quotientAndRemainder(flooredBy: 1000).quotient)
        var parts = tm()
        // Years that no calendar holds: such a time is a guess anyway.
        guard (utc ? gmtime_r(&seconds, &parts) : localtime_r(&seconds, &parts)) != nil else {
            return (LocalDay(number: 0), .zero)
        }
        let clock = Duration.seconds(Int64(parts.tm_hour) * 3600 + Int64(parts.tm_min) * 60 + Int64(parts.tm_sec))
        (parts.tm_hour, parts.tm_min, parts.tm_sec) = (0, 0, 0)
        return (LocalDay(number: Int(timegm(&parts)) / 86_400), clock)
    }

    /// Midnight, with which a day begins; where summer time leaves that out, the first moment after it.
    public func start(of day: LocalDay) -> WallTime {
        var seconds = time_t(day.number * 86_400)
        guard !utc else { return WallTime(milliseconds: Int64(seconds) * 1000) }
        var parts = tm()
        gmtime_r(&seconds, &parts)
        parts.tm_isdst = -1
        return WallTime(milliseconds: Int64(mktime(&parts)) * 1000)
    }

    /// The time of day to the minute, `14:00`; with a `~` in front where the clock was not synchronised.
    public func clock(_ time: WallTime, synchronised: Bool) -> String {
        (synchronised ? "" : "~") + String(timeOfDay(time).prefix(5))
    }
}
