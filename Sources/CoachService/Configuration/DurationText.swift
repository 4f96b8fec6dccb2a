import CoachCore

/// A duration as configuration writes it: a whole number and its unit in quotes, such as "30ms", "20s", "15m", "3h".
enum DurationText {
    private static let units: [(name: String, nanoseconds: Int64)] = [
        ("h", 3_600_000_000_000), ("m", 60_000_000_000), ("s", 1_000_000_000), ("ms", 1_000_000),
    ]

    /// The duration; nil unless the text is exactly a whole number and one of the units.
    static func duration(_ text: String) -> Duration? {
        let digits = text.prefix { ("0"..."9").contains($0) }
        guard let count = Int64(digits), let unit = units.first(where: { $0.name == text.dropFirst(digits.count) })
        else { return nil }
        let (nanoseconds, overflow) = count.multipliedReportingOverflow(by: unit.nanoseconds)
        return overflow ? nil : .nanoseconds(nanoseconds)
    }

    /// The duration in the largest unit that holds it as a whole number.
    static func text(_ duration: Duration) -> String {
        let nanoseconds = duration.nanoseconds
        let unit = units.first { nanoseconds != 0 && nanoseconds % $0.nanoseconds == 0 } ?? units[3]
        return "\(nanoseconds / unit.nanoseconds)\(unit.name)"
    }

    /// What somebody may have meant by a text that is no duration: "20 min" is 20m, "1.5h" is 90m.
    static func guess(_ text: String) -> Duration? {
        let letters = text.lowercased().filter { !$0.isWhitespace }
        let number = letters.prefix { ("0"..."9").contains($0) || $0 == "." }
        let unit: Int64
        switch letters.dropFirst(number.count) {
        case "ms", "msec", "millisecond", "milliseconds": unit = units[3].nanoseconds
        case "s", "sec", "secs", "second", "seconds": unit = units[2].nanoseconds
        case "m", "min", "mins", "minute", "minutes", "'": unit = units[1].nanoseconds
        case "h", "hr", "hrs", "hour", "hours": unit = units[0].nanoseconds
        default: return nil
        }
        guard let value = Double(number), value < 1000 else { return nil }
        let milliseconds = (value * Double(unit) / 1e6).rounded()
        return .milliseconds(Int64(milliseconds))
    }
}
