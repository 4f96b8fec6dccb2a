import CoachCore
import TOMLKit

/// A value of the document as what it stands for, or what is wrong with it and what to write instead.
enum Converted<Value> {
    case value(Value)
    case mistake(String)
}

/// How values of the document become what they stand for.
enum ConfigurationValues {
    /// One line of text.
    /// - Parameter example: what to write instead, without quotes.
    static func line(example: String) -> (TOMLValue) -> Converted<String> {
        { value in
            guard let text = value.string else {
                return .mistake("is text in quotes, not \(describe(value)); write for instance \"\(example)\"")
            }
            guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
                return .mistake("has a line break or another control character in it; write plain text on one line")
            }
            guard text.count <= longestText else {
                return .mistake("is longer than \(longestText) characters; write less")
            }
            return .value(text)
        }
    }

    /// One of the words of an enumeration.
    static func word<Word: RawRepresentable<String> & CaseIterable>(
        _: Word.Type = Word.self
    ) -> (TOMLValue) -> Converted<Word> {
        { value in
            let words = Word.allCases.map(\.rawValue)
            let choice = list(words.map { "\"\($0)\"" }, "or")
            guard let text = value.string else { return .mistake("is \(choice), not \(describe(value))") }
            if let word = Word(rawValue: text) { return .value(word) }
            guard let meant = Spelling.nearest(to: text, among: words) else {
                return .mistake("\"\(text)\" is not known; write \(choice)")
            }
            return .mistake("\"\(text)\" is not known; did you mean \"\(meant)\"? It is \(choice)")
        }
    }

    /// A line's offset on the chip.
    static func lineNumber(in range: ClosedRange<Int>) -> (TOMLValue) -> Converted<Int> {
        { value in
            let choice = "a line number from \(range.lowerBound) to \(range.upperBound)"
            guard let number = value.int else { return .mistake("is \(choice) without quotes, not \(describe(value))") }
            guard range.contains(number) else {
                return .mistake("there is no line \(number) on this header; write \(choice)")
            }
            return .value(number)
        }
    }

    /// A duration within a range.
    /// - Parameter authority: who set the range, as the subject of "… allows".
    static func duration(
        in range: ClosedRange<Duration>, by authority: String
    ) -> (TOMLValue) -> Converted<Duration> {
        { value in
            let converted = duration(example: range.upperBound)(value)
            guard case .value(let duration) = converted,
                let message = mistake(in: duration, allowed: range, by: authority)
            else { return converted }
            return .mistake(message)
        }
    }

    /// A duration of any length.
    static func duration(example: Duration) -> (TOMLValue) -> Converted<Duration> {
        { value in
            let form = "a whole number with its unit (ms, s, m or h) in quotes"
            guard let text = value.string else {
                let instead = DurationText.text(example)
                return .mistake("is a duration, \(form), not \(describe(value)); write for instance \"\(instead)\"")
            }
            if let duration = DurationText.duration(text) { return .value(duration) }
            guard let meant = DurationText.guess(text) else {
                let instead = DurationText.text(example)
                return .mistake("\"\(text)\" is no duration, which is \(form); write for instance \"\(instead)\"")
            }
            return .mistake("\"\(text)\" is no duration, which is \(form); write \"\(DurationText.text(meant))\"")
        }
    }

    /// What is wrong with a duration outside of its range; nil inside.
    static func mistake(in duration: Duration, allowed: ClosedRange<Duration>, by authority: String) -> String? {
        guard !allowed.contains(duration) else { return nil }
        let least = DurationText.text(allowed.lowerBound)
        let most = DurationText.text(allowed.upperBound)
        let choice = least == most ? "only \"\(least)\"" : "\"\(least)\" to \"\(most)\""
        let verdict = duration < allowed.lowerBound ? "short" : "long"
        return "\(DurationText.text(duration)) is too \(verdict); \(authority) allows \(choice)"
    }

    /// The value in the words of somebody who writes a configuration.
    static func describe(_ value: TOMLValue) -> String {
        switch value.type {
        case .string: "the text \"\(value.string ?? "")\""
        case .int: "the number \(value.int ?? 0)"
        case .double: "the number \(value.double ?? 0)"
        case .bool: value.bool == true ? "true" : "false"
        case .array: "a list"
        case .table: "a table"
        case .date, .dateTime: "a date"
        case .time: "a time of day"
        }
    }

    /// `a, b or c`.
    static func list(_ items: [String], _ conjunction: String) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return "\(items.dropLast().joined(separator: ", ")) \(conjunction) \(last)"
    }

    /// Far more than a name, a site or a path needs, and still one line of a report.
    private static let longestText = 200
}
