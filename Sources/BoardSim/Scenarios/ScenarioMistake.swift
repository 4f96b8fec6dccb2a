/// A line of a scenario that cannot be understood.
public struct ScenarioMistake: Hashable, Sendable, CustomStringConvertible {
    public var file: String
    /// Counted from 1.
    public var line: Int
    /// What is wrong, what was expected and what to write instead.
    public var message: String

    public var description: String { "\(file):\(line): \(message)" }
}

/// All mistakes of a scenario; at least one.
public struct ScenarioMistakes: Error, Hashable, Sendable, CustomStringConvertible {
    /// In the order of the file, at most one for a line.
    public var mistakes: [ScenarioMistake]

    /// A line each.
    public var description: String { mistakes.map(\.description).joined(separator: "\n") }
}

/// What is wrong with the line that is being read; the parser knows which one that is.
struct Complaint: Error {
    var message: String

    init(_ message: String) {
        self.message = message
    }

    /// A word that is none of those expected, with the nearest of them where one is near.
    /// - Parameter words: what to say was expected where the words are too many to name.
    init(unknown word: Substring, expected what: String, among known: [String], named words: String? = nil) {
        message = "unknown \(what) \(quoted(word)): expected \(words ?? known.joined(separator: ", "))"
        if let near = nearest(to: word, among: known) { message += "; did you mean \(quoted(near))?" }
    }
}

/// A word of the file in quotes, fit for a terminal whatever it holds.
func quoted(_ text: some StringProtocol) -> String {
    let limit = 60
    let scalars = text.unicodeScalars
    let shown = scalars.prefix(limit).map { isVisible($0) ? String($0) : $0.escaped(asASCII: true) }
    return "\"" + shown.joined() + (scalars.count > limit ? "…" : "") + "\""
}

/// Neither steers a terminal nor looks like a plain space without being one.
private func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse: false
    case .spaceSeparator: scalar == " "
    default: true
    }
}

/// The known word that a slip of the finger turns into this one; nil where none is near.
private func nearest(to word: Substring, among known: [String]) -> String? {
    let word = word.lowercased()
    guard word.count <= 40 else { return nil }
    let candidates = known.map { (word: $0, distance: distance(Array(word), Array($0))) }
    if let best = candidates.min(by: { $0.distance < $1.distance }), best.distance <= max(1, best.word.count / 3) {
        return best.word
    }
    return word.count < 3 ? nil : known.first { $0.hasPrefix(word) || word.hasPrefix($0) }
}

/// How many characters must be put in, left out, changed or swapped with their neighbour.
private func distance(_ left: [Character], _ right: [Character]) -> Int {
    var beforeLast = Array(repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    for (row, character) in left.enumerated() {
        var current = [row + 1]
        for column in right.indices {
            var least = min(last[column + 1] + 1, current[column] + 1)
            least = min(least, last[column] + (character == right[column] ? 0 : 1))
            if row > 0, column > 0, character == right[column - 1], left[row - 1] == right[column] {
                least = min(least, beforeLast[column - 1] + 1)
            }
            current.append(least)
        }
        beforeLast = last
        last = current
    }
    return last[right.count]
}
