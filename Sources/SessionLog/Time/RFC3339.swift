import CoachCore

/// UTC as RFC 3339 text with milliseconds, `2026-05-04T12:00:00.000Z`.
///
/// FoundationEssentials' ISO 8601 style holds time in a floating-point number and shows about every second
/// millisecond one too low; these times are read back and compared, so they are whole numbers here throughout.
public enum RFC3339 {
    /// The years of RFC 3339 are 0000 to 9999; a time outside them is shown as the nearest inside.
    public static func string(_ time: WallTime) -> String {
        let inRange = min(max(time.milliseconds, earliest), latest)
        let (days, ofDay) = inRange.quotientAndRemainder(flooredBy: 86_400_000)
        let date = civil(days: days)
        let (seconds, milliseconds) = ofDay.quotientAndRemainder(flooredBy: 1000)
        return padded(date.year, 4) + "-" + padded(date.month, 2) + "-" + padded(date.day, 2) + "T"
            + padded(seconds / 3600, 2) + ":" + padded(seconds / 60 % 60, 2) + ":" + padded(seconds % 60, 2)
            + "." + padded(milliseconds, 3) + "Z"
    }

    /// Reads any time of RFC 3339: `Z` or an offset such as `+02:00`, with or without a fraction of the second.
    ///
    /// A fraction is cut off after the millisecond; a leap second counts as the first of the next minute.
    ///
    /// - Returns: nil where the text is none, as for 30 February.
    public static func wallTime(_ text: String) -> WallTime? {
        var scanner = Scanner(text)
        guard let year = scanner.digits(4), scanner.skip("-"), let month = scanner.digits(2), scanner.skip("-"),
            let day = scanner.digits(2), scanner.skip("T", "t", " "),
            let hour = scanner.digits(2), scanner.skip(":"), let minute = scanner.digits(2), scanner.skip(":"),
            let second = scanner.digits(2), let milliseconds = scanner.fraction(), let offset = scanner.offset(),
            scanner.isAtEnd
        else { return nil }
        guard 1...12 ~= month, 1...daysInMonth(month, of: year) ~= day, hour < 24, minute < 60, second <= 60 else {
            return nil
        }
        let seconds = days(year: year, month: month, day: day) * 86_400 + hour * 3600 + minute * 60 + second - offset
        return WallTime(milliseconds: seconds * 1000 + milliseconds)
    }

    private static let earliest = days(year: 0, month: 1, day: 1) * 86_400_000
    private static let latest = days(year: 10_000, month: 1, day: 1) * 86_400_000 - 1

    // MARK: The calendar

    // Both count years from March on, so that the leap day is a year's last, and eras of 400 years, which are all
    // 146,097 days long (the usual proleptic Gregorian arithmetic).

    /// Days since 1970-01-01.
    private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let (era, yearOfEra) = (month > 2 ? year : year - 1).quotientAndRemainder(flooredBy: 400)
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func civil(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let (era, dayOfEra) = (days + 719_468).quotientAndRemainder(flooredBy: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day)
    }

    private static func daysInMonth(_ month: Int64, of year: Int64) -> Int64 {
        month == 12 ? 31 : days(year: year, month: month + 1, day: 1) - days(year: year, month: month, day: 1)
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

/// Takes a text apart from left to right.
private struct Scanner {
    private var rest: Substring.UTF8View

    init(_ text: String) {
        rest = text[...].utf8
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func skip(_ characters: Unicode.Scalar...) -> Bool {
        guard let first = rest.first, characters.contains(Unicode.Scalar(first)) else { return false }
        rest.removeFirst()
        return true
    }

    mutating func digits(_ count: Int) -> Int64? {
        let digits = rest.prefix(count)
        guard digits.count == count, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        rest.removeFirst(count)
        return digits.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
    }

    /// Milliseconds; 0 without a fraction, nil for a point without digits.
    mutating func fraction() -> Int64? {
        guard skip(".") else { return 0 }
        var milliseconds: Int64 = 0
        var weight: Int64 = 100
        guard let first = digits(1) else { return nil }
        milliseconds += first * weight
        while let digit = digits(1) {
            weight /= 10
            milliseconds += digit * weight
        }
        return milliseconds
    }

    /// Seconds that local time is ahead of UTC.
    mutating func offset() -> Int64? {
        if skip("Z", "z") { return 0 }
        let sign: Int64 = rest.first == UInt8(ascii: "-") ? -1 : 1
        guard skip("+", "-"), let hours = digits(2), skip(":"), let minutes = digits(2), hours < 24, minutes < 60 else {
            return nil
        }
        return sign * (hours * 3600 + minutes * 60)
    }
}

extension Int64 {
    /// Division that rounds down, so that the remainder of a time before 1970 is not negative.
    func quotientAndRemainder(flooredBy divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
