/// Finds what somebody meant by a mistyped word.
enum Spelling {
    /// The candidate nearest to the word; nil where none is near enough to be meant by it.
    static func nearest(to word: String, among candidates: [String]) -> String? {
        let distances = candidates.map { candidate in
            (candidate: candidate, distance: distance(Array(word.lowercased().utf8), Array(candidate.utf8)))
        }
        guard let best = distances.min(by: { $0.distance < $1.distance }) else { return nil }
        // Two slips at most, and never so many that half of a short word is different.
        return best.distance <= 2 && best.distance * 2 < best.candidate.utf8.count ? best.candidate : nil
    }

    /// Whether the text is this word but for capitals and spaces, where any other word would do.
    static func isSlip(_ text: String, of word: String) -> Bool {
        text != word && text.filter { !$0.isWhitespace }.lowercased() == word
    }

    /// Optimal string alignment: how many letters to put in, leave out, replace or swap with their neighbour.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        guard left.count < 64 else { return .max / 2 }
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for (row, leftByte) in left.enumerated() {
            var current = [row + 1]
            for (column, rightByte) in right.enumerated() {
                var least = min(
                    last[column + 1] + 1, current[column] + 1, last[column] + (leftByte == rightByte ? 0 : 1))
                if row > 0, column > 0, leftByte == right[column - 1], left[row - 1] == rightByte {
                    least = min(least, beforeLast[column - 1] + 1)
                }
                current.append(least)
            }
            (beforeLast, last) = (last, current)
        }
        return last[right.count]
    }
}
