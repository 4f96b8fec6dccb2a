extension String {
    /// Broken at blanks, but not between a figure and its unit, and inside a word that is longer than `width` columns,
    /// such as a path.
    func wrappedHard(to width: Int) -> [String] {
        var pieces: [String] = []
        for word in split(separator: " ") {
            if let last = pieces.last, last.last?.isNumber == true, word.isUnit,
                last.columns + 1 + String(word).columns <= width
            {
                pieces[pieces.count - 1] += "\u{a0}" + word
            } else {
                pieces += word.broken(to: width)
            }
        }
        return pieces.joined(separator: " ").wrapped(to: width).map { line in
            String(line.map { $0 == "\u{a0}" ? " " : $0 })
        }
    }

    func leftPadded(to width: Int) -> String { String(repeating: " ", count: max(0, width - columns)) + self }
}

extension Substring {
    private static let units = Set(["°C", "C", "min", "h", "s", "CEM43"])

    fileprivate var isUnit: Bool { Self.units.contains(String(filter { !",;:.)".contains($0) })) }

    fileprivate func broken(to width: Int) -> [String] {
        var rest = self
        var pieces: [String] = []
        while String(rest).columns > width {
            var columns = 0
            let piece = rest.prefix { character in
                columns += character.columns
                return columns <= width
            }
            guard !piece.isEmpty else { break }
            pieces.append(String(piece))
            rest = rest.dropFirst(piece.count)
        }
        return pieces + [String(rest)]
    }
}
