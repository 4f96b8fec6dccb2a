import CoachCore

/// The words of one statement, read from left to right.
struct WordCursor {
    private struct Word {
        var text: Substring
        var isQuoted: Bool
    }

    private var words: [Word] = []
    private var index = 0

    /// Cuts a line at spaces and tabs; a text in double quotes is one word, `#` outside quotes begins a comment.
    init(_ line: Substring) throws(Complaint) {
        var rest = line
        while let first = rest.first {
            switch first {
            case " ", "\t":
                rest.removeFirst()
            case "#":
                return
            case "\"":
                let text = rest.dropFirst()
                guard let end = text.firstIndex(of: "\"") else {
                    throw Complaint("the quotation mark of \(quoted(text)) is never closed")
                }
                words.append(Word(text: text[..<end], isQuoted: true))
                rest = text[text.index(after: end)...]
            default:
                let text = rest.prefix { !" \t#\"".contains($0) }
                words.append(Word(text: text, isQuoted: false))
                rest = rest[text.endIndex...]
            }
        }
    }

    var isEmpty: Bool { index == words.count }

    /// The next word, still unread; nil at the end and for a quoted text.
    var upcoming: Substring? {
        guard index < words.count, !words[index].isQuoted else { return nil }
        return words[index].text
    }

    /// Takes this very word if it comes next.
    mutating func take(_ word: String) -> Bool {
        guard let upcoming, upcoming == word else { return false }
        index += 1
        return true
    }

    /// Takes the next word whatever it is.
    mutating func word(_ what: String) throws(Complaint) -> Substring {
        guard index < words.count else { throw Complaint("the line ends where \(what) was expected") }
        guard let upcoming else {
            throw Complaint("\(quoted(words[index].text)) stands in quotation marks where \(what) was expected")
        }
        index += 1
        return upcoming
    }

    mutating func quotedText(_ what: String) throws(Complaint) -> String {
        guard index < words.count, words[index].isQuoted else {
            throw Complaint("\(what) was expected in quotation marks")
        }
        index += 1
        return String(words[index - 1].text)
    }

    /// Takes this very word or complains.
    mutating func require(_ word: String) throws(Complaint) {
        let found = try self.word(quoted(word))
        guard found == word else { throw Complaint("\(quoted(word)) was expected instead of \(quoted(found))") }
    }

    /// Takes one of these words.
    mutating func one(of known: [String], as what: String) throws(Complaint) -> String {
        let found = try word("\(what) (\(known.joined(separator: ", ")))")
        guard let match = known.first(where: { $0 == found }) else {
            throw Complaint(unknown: found, expected: what, among: known)
        }
        return match
    }

    /// Takes one of an enumeration's words.
    mutating func one<Words>(of words: Words.Type, as what: String) throws(Complaint) -> Words
    where Words: CaseIterable & RawRepresentable<String> {
        let found = try one(of: Words.allCases.map(\.rawValue), as: what)
        guard let match = Words(rawValue: found) else {
            throw Complaint(unknown: Substring(found), expected: what, among: [])
        }
        return match
    }

    /// Takes one of an enumeration's words if one comes next.
    mutating func take<Words>(_ words: Words.Type) -> Words?
    where Words: CaseIterable & RawRepresentable<String> {
        guard let match = upcoming.flatMap({ Words(rawValue: String($0)) }) else { return nil }
        index += 1
        return match
    }

    mutating func duration(_ what: String = "duration") throws(Complaint) -> Duration {
        try DurationLiteral.parse(word("a \(what)"), as: what)
    }

    mutating func temperature(
        _ what: String = "temperature", in range: ClosedRange<Temperature>
    ) throws(Complaint) -> Temperature {
        try TemperatureLiteral.parse(word("a \(what)"), as: what, in: range)
    }

    /// Complains of words that nobody has read.
    func end() throws(Complaint) {
        guard index < words.count else { return }
        throw Complaint("\(quoted(words[index].text)) is one word too many: the statement is complete before it")
    }
}
