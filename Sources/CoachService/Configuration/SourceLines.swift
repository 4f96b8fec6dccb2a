/// On which line each key, table and list element of a TOML document stands.
///
/// TOMLKit gives places for syntax errors alone, so the text is scanned a second time, by its outline: keys, brackets
/// and strings. Of a text that is no TOML the answers are nil or wrong, and nothing worse.
struct SourceLines {
    /// What toml++ must not get to see, and where the first such thing stands; nil for texts that it can judge.
    let fatal: (line: Int, message: String)?
    /// By its line, what stands in the text before: its full name and the first line of it.
    let repeated: [Int: (key: String, first: Int)]
    private let lines: [String: Int]

    init(_ text: String) {
        var scanner = OutlineScanner(text)
        scanner.scanDocument()
        lines = scanner.lines
        repeated = scanner.repeated
        fatal = scanner.fatal
    }

    /// The line of the value itself, counted from 1; nil where it is not in the document.
    func line(of path: TOMLPath) -> Int? {
        lines[path.description]
    }

    /// The line of the value, or of the nearest table around it.
    func line(at path: TOMLPath) -> Int? {
        if let line = lines[path.description] { return line }
        for ancestor in path.ancestors {
            if let line = lines[ancestor] { return line }
        }
        return nil
    }
}
