import CoachCore
import Glibc

/// Times for people: the zone of `TZ` or of the machine, or UTC.
///
/// By libc's localtime_r(3); FoundationEssentials knows no zones.
public struct LocalTime: Sendable {
    /// UTC instead of the zone that TZ or the system names.
    public var utc: Bool

    public init(utc: Bool = false) {
        self.utc = utc
        // localtime_r need not look at TZ by itself.
        if !utc { tzset() }
    }

    /// Day and time to the minute with the zone, `2026-05-04 14:00 CEST`; with a `~` in front where the clock was not
    /// synchronised.
    public func string(_ time: WallTime, synchronised: Bool) -> String {
        string(time, synchronised: synchronised, format: "%Y-%m-%d %H:%M %Z")
    }

    /// The same to the second.
    public func stringWithSeconds(_ time: WallTime, synchronised: Bool) -> String {
        string(time, synchronised: synchronised, format: "%Y-%m-%d %H:%M:%S %Z")
    }

    /// The time of day alone, `14:00:05`.
    public func timeOfDay(_ time: WallTime) -> String {
        string(time, synchronised: true, format: "%H:%M:%S")
    }

    /// As strftime(3) writes it, in English: `%a %Y-%m-%d` is `Mon 2026-05-04`, `%Z` the zone.
    public func string(_ time: WallTime, format: String) -> String {
        string(time, synchronised: true, format: format)
    }

    /// Where a person wants to begin: a time as ``wallTime(_:now:)`` takes it, a day such as `2026-05-04`, or how long
    /// before now: `90m`, `12h`, `30d`, `2w`.
    /// - Returns: nil for anything else.
    public func beginning(_ text: String, now: WallTime) -> WallTime? {
        if let time = wallTime(text, now: now) { return time }
        if !text.isEmpty, !text.contains(" "), let day = wallTime(text + " 00:00", now: now) { return day }
        let milliseconds: [Character: Int64] = ["m": 60_000, "h": 3_600_000, "d": 86_400_000, "w": 604_800_000]
        guard let unit = text.last.flatMap({ milliseconds[$0] }), text.dropLast().allSatisfy(\.isASCIIDigit),
            let count = Int64(text.dropLast())
        else { return nil }
        let (length, overflow) = count.multipliedReportingOverflow(by: unit)
        return overflow || length > now.milliseconds
            ? WallTime(milliseconds: 0) : WallTime(milliseconds: now.milliseconds - length)
    }

    /// The time of day with the zone, and the day only where it is another one than that of `now`: `14:20 CEST`,
    /// `tomorrow 08:05 CEST`, `Mon 4 May 08:05 CEST`.
    public func moment(_ time: WallTime, now: WallTime) -> String {
        func day(_ time: WallTime) -> String { string(time, synchronised: true, format: "%Y-%m-%d") }
        let clock = "%H:%M %Z"
        if day(time) == day(now) { return string(time, synchronised: true, format: clock) }
        let isTomorrow = time > now && day(time - .hours(24)) == day(now)
        return string(time, synchronised: true, format: isTomorrow ? "tomorrow " + clock : "%a %-d %b " + clock)
    }

    /// What a person means by `07:30` (the last time that it was), `2026-05-04 18:00`, or RFC 3339.
    /// - Returns: nil for anything else, a day that does not exist included.
    public func wallTime(_ text: String, now: WallTime) -> WallTime? {
        if let time = RFC3339.wallTime(text) { return time }
        let words = text.split(separator: " ")
        guard let clock = words.last.flatMap({ Self.numbers($0, separator: ":", widths: [2, 2]) }) else { return nil }
        var parts = tm()
        switch words.count {
        case 1:
            var seconds = time_t(now.milliseconds.quotientAndRemainder(flooredBy: 1000).quotient)
            guard (utc ? gmtime_r(&seconds, &parts) : localtime_r(&seconds, &parts)) != nil else { return nil }
        case 2:
            guard let day = Self.numbers(words[0], separator: "-", widths: [4, 2, 2]), day[1] > 0, day[2] > 0 else {
                return nil
            }
            parts.tm_year = day[0] - 1900
            parts.tm_mon = day[1] - 1
            parts.tm_mday = day[2]
        default: return nil
        }
        guard let time = time(parts, clock) else { return nil }
        guard words.count == 1, time > now else { return time }
        parts.tm_mday -= 1
        return self.time(parts, clock)
    }

    /// The moment at which a clock shows this on that day; nil where there is no such day or time.
    private func time(_ day: tm, _ clock: [Int32]) -> WallTime? {
        guard clock[0] < 24, clock[1] < 60, day.tm_mon < 12, (0...31).contains(day.tm_mday) else { return nil }
        var parts = day
        (parts.tm_hour, parts.tm_min, parts.tm_sec) = (clock[0], clock[1], 0)
        // Whether summer time holds then is the library's to say.
        parts.tm_isdst = -1
        let seconds = utc ? timegm(&parts) : mktime(&parts)
        // A 31st of June becomes a 1st of July, which nobody meant; yesterday of a 1st is the only day 0.
        guard seconds != -1, day.tm_mday == 0 || parts.tm_mday == day.tm_mday else { return nil }
        return WallTime(milliseconds: Int64(seconds) * 1000)
    }

    private static func numbers(_ text: Substring, separator: Character, widths: [Int]) -> [Int32]? {
        let fields = text.split(separator: separator, omittingEmptySubsequences: false)
        guard fields.count == widths.count else { return nil }
        let numbers = zip(fields, widths).compactMap { field, width in
            field.count == width && field.allSatisfy { ("0"..."9").contains($0) } ? Int32(field) : nil
        }
        return numbers.count == widths.count ? numbers : nil
    }

    private func string(_ time: WallTime, synchronised: Bool, format: String) -> String {
        var seconds = time_t(time.milliseconds.quotientAndRemainder(flooredBy: 1000).quotient)
        var parts = tm()
        guard (utc ? gmtime_r(&seconds, &parts) : localtime_r(&seconds, &parts)) != nil else {
            return RFC3339.string(time)
        }
        let text = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
            let count = strftime(buffer.baseAddress!, buffer.count, utc ? format.replacingZone() : format, &parts)
            return String(decoding: buffer.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
        return (synchronised ? "" : "~") + text
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}

extension String {
    /// gmtime_r's zone reads "GMT".
    fileprivate func replacingZone() -> String {
        hasSuffix("%Z") ? dropLast(2) + "UTC" : self
    }
}
