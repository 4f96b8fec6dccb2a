/// Sentences in a column at the right of a terminal.
enum Wrapping {
    /// On a narrower terminal lines are left to it.
    private static let narrowest = 36

    /// The lines of a text whose column begins there.
    /// - Parameter width: columns of the terminal; nil: no limit.
    static func lines(_ text: String, column: Int, width: Int?) -> [String] {
        guard let width, width >= narrowest else { return [text] }
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if line.isEmpty {
                line = String(word)
            } else if line.count + 1 + word.count <= width - column {
                line += " \(word)"
            } else {
                lines.append(line)
                line = String(word)
            }
        }
        return lines + [line]
    }
}
