/// The names that a file gives to its tests and suites: the first string after `@Test(` or `@Suite(`.
struct TestNames {
    let names: [String]

    init(in file: ProjectFile) {
        var names: [String] = []
        var text = Substring(file.text)
        while let start = Self.next(in: text) {
            text = text[start...]
            // Blanks and line breaks may stand before it; anything else is a test without a name.
            text = text.drop { $0.isWhitespace }
            guard text.first == "\"" else { continue }
            text = text.dropFirst()
            names.append(String(text.prefix { $0 != "\"" }))
            text = text.drop { $0 != "\"" }
        }
        self.names = names
    }

    /// Where the arguments of the next attribute begin.
    private static func next(in text: Substring) -> Substring.Index? {
        ["@Test(", "@Suite("].compactMap { text.firstRange(of: $0)?.upperBound }.min()
    }
}
