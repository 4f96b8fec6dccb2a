import CoachCore

extension StringProtocol {
    /// The text without such characters at either end.
    func trimming(_ isUnwanted: (Character) -> Bool) -> String {
        var rest = Substring(self).drop(while: isUnwanted)
        while let last = rest.last, isUnwanted(last) { rest.removeLast() }
        return String(rest)
    }
}

/// A whole number of digits alone, without sign; nil for anything else and for more than nine digits.
private func wholeNumber(_ text: some StringProtocol) -> Int64? {
    guard (1...9).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int64(text)
}

/// Digits with at most `places` of them after a dot, in units of the last place.
private func decimal(_ text: some StringProtocol, places: Int) -> Int64? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = wholeNumber(parts[0]) else { return nil }
    let digits = parts.count == 2 ? String(parts[1]) : "0"
    guard digits.utf8.count <= places, let fraction = wholeNumber(digits) else { return nil }
    func power(_ exponent: Int) -> Int64 { (0..<exponent).reduce(1) { product, _ in product * 10 } }
    return whole * power(places) + fraction * power(places - digits.utf8.count)
}

/// A time since the start or a length: `1:02:03`, `15:06`, `0:05.250`, `80ms`, `30s`, `2.5s`, `15m`, `3h`, `2d`.
enum DurationLiteral {
    /// Longer is a slip: a year and a day.
    private static let longest = 366 * 86_400_000 as Int64
    private static let units: [(name: String, milliseconds: Int64)] = [
        ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000),
    ]
    private static let forms = "write it as 30s, 15m, 3h, 2d, 80ms, 15:06 (minutes) or 1:02:03 (hours)"

    static func parse(_ text: Substring, as what: String) throws(Complaint) -> Duration {
        let milliseconds = text.contains(":") ? try colons(text, what) : try unit(text, what)
        guard milliseconds <= longest else { throw Complaint("\(what) \(quoted(text)) is longer than 366d") }
        return .milliseconds(milliseconds)
    }

    private static func unit(_ text: Substring, _ what: String) throws(Complaint) -> Int64 {
        let number = text.prefix { $0 == "." || ("0"..."9").contains($0) }
        guard let thousandths = decimal(number, places: 3) else {
            throw Complaint("\(quoted(text)) is no \(what): \(forms)")
        }
        let name = text[number.endIndex...]
        guard !name.isEmpty else { throw Complaint("\(what) \(quoted(text)) has no unit: \(forms)") }
        guard let unit = units.first(where: { $0.name == name }) else {
            throw Complaint("\(what) \(quoted(text)) has the unknown unit \(quoted(name)): \(forms)")
        }
        let (product, overflows) = thousandths.multipliedReportingOverflow(by: unit.milliseconds)
        guard !overflows, product.isMultiple(of: 1000) else {
            throw Complaint("\(what) \(quoted(text)) is \(overflows ? "too long" : "finer than a millisecond")")
        }
        return product / 1000
    }

    private static func colons(_ text: Substring, _ what: String) throws(Complaint) -> Int64 {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), let first = wholeNumber(parts[0]),
            let seconds = decimal(parts[parts.count - 1], places: 3),
            let minutes = parts.count == 3 ? wholeNumber(parts[1]) : 0
        else { throw Complaint("\(quoted(text)) is no \(what): \(forms)") }
        let secondsDigits = parts[parts.count - 1].prefix { $0 != "." }.count
        guard secondsDigits == 2, seconds < 60_000, parts.count == 2 || parts[1].count == 2 && minutes < 60 else {
            throw Complaint("\(what) \(quoted(text)) needs two digits from 00 to 59 after each colon")
        }
        return parts.count == 3 ? first * 3_600_000 + minutes * 60_000 + seconds : first * 60_000 + seconds
    }
}

/// A temperature with its unit: `4.5C`, `-18C`; up to four decimals, which a sixteenth of a degree has.
enum TemperatureLiteral {
    static func parse(
        _ text: Substring, as what: String, in range: ClosedRange<Temperature>
    ) throws(Complaint) -> Temperature {
        let hint = "write degrees Celsius as 4.5C or -18C"
        guard text.last == "C" else { throw Complaint("\(what) \(quoted(text)) has no unit C: \(hint)") }
        let isNegative = text.first == "-"
        guard let scaled = decimal(text.dropFirst(isNegative ? 1 : 0).dropLast(), places: 4), scaled < 10_000_000 else {
            throw Complaint("\(quoted(text)) is no \(what): \(hint)")
        }
        // A half is rounded away from zero.
        let millidegrees = Int32((scaled + 5) / 10)
        let temperature = Temperature(millidegrees: isNegative ? -millidegrees : millidegrees)
        guard range.contains(temperature) else {
            let ends = "\(range.lowerBound.millidegrees / 1000)C to \(range.upperBound.millidegrees / 1000)C"
            throw Complaint("\(what) \(quoted(text)) is out of range: \(ends)")
        }
        return temperature
    }
}

/// A wall time in UTC: `2026-05-04T21:10:00Z`.
enum WallTimeLiteral {
    static func parse(_ text: Substring) throws(Complaint) -> WallTime {
        let complaint = Complaint(
            "\(quoted(text)) is no wall time from 1970 to 2099: write it in UTC as 2026-05-04T21:10:00Z")
        let shape = "dddd-dd-ddTdd:dd:ddZ"
        let matches =
            text.count == shape.count
            && zip(text, shape).allSatisfy { character, place in
                place == "d" ? ("0"..."9").contains(character) : character == place
            }
        let numbers = text.split { !("0"..."9").contains($0) }.compactMap { Int64($0) }
        guard matches, numbers.count == 6 else { throw complaint }
        let (year, month, day) = (numbers[0], numbers[1], numbers[2])
        guard (1970...2099).contains(year), (1...12).contains(month), (1...days(of: month, in: year)).contains(day),
            numbers[3] < 24, numbers[4] < 60, numbers[5] < 60
        else { throw complaint }
        let inYears = (1970..<year).reduce(0 as Int64) { $0 + (isLeap($1) ? 366 : 365) }
        let inMonths = (1..<month).reduce(0 as Int64) { $0 + days(of: $1, in: year) }
        let date = inYears + inMonths + day - 1
        let seconds = ((date * 24 + numbers[3]) * 60 + numbers[4]) * 60 + numbers[5]
        return WallTime(milliseconds: seconds * 1000)
    }

    private static func isLeap(_ year: Int64) -> Bool {
        year.isMultiple(of: 4) && !year.isMultiple(of: 100) || year.isMultiple(of: 400)
    }

    private static func days(of month: Int64, in year: Int64) -> Int64 {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
