import TOMLKit

/// Turns text into a TOML table, and toml++'s complaints into mistakes for people.
enum ConfigurationSyntax {
    /// - Parameter lines: The outline of the same text.
    static func parse(_ text: String, lines: SourceLines, file: String) throws(ConfigurationError) -> TOMLTable {
        // toml++ gets a C string, and would silently stop at the first of these.
        if let mistake = nulByte(in: text, file: file) { throw ConfigurationError(file: file, [mistake]) }
        if let fatal = lines.fatal {
            let mistake = ConfigurationMistake(file: file, line: fatal.line, "no valid TOML: \(fatal.message)")
            throw ConfigurationError(file: file, [mistake])
        }
        do {
            return try TOMLTable(string: text)
        } catch let error as TOMLParseError {
            let begin = error.source.begin
            if error.description.split(separator: " ").contains("redefine"),
                let (key, first) = lines.repeated[begin.line]
            {
                let message = "stands in line \(first) already; write it once"
                throw ConfigurationError(
                    file: file,
                    [ConfigurationMistake(file: file, line: begin.line, column: begin.column, key: key, message)])
            }
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            let written = lines.indices.contains(begin.line - 1) ? hint(on: String(lines[begin.line - 1])) : nil
            let message = ["no valid TOML: \(error.description)", written].compactMap { $0 }.joined(separator: "; ")
            throw ConfigurationError(
                file: file, [ConfigurationMistake(file: file, line: begin.line, column: begin.column, message)])
        } catch {
            throw ConfigurationError(file: file, [ConfigurationMistake(file: file, "no valid TOML: \(error)")])
        }
    }

    /// What to write instead, for the slip that everybody makes: text or a duration without quotes. Digits
    /// alone want none.
    private static func hint(on line: String) -> String? {
        guard let equals = line.firstIndex(of: "=") else {
            return line.contains { $0 == "[" } ? nil : "a line is KEY = VALUE, [TABLE], or a comment after #"
        }
        let key = trimmed(line[..<equals])
        let value = trimmed(line[line.index(after: equals)...].prefix { $0 != "#" })
        guard let first = value.first, first.isLetter || first.isNumber || first == "/" else { return nil }
        guard !value.contains(where: { $0 == "\"" || $0 == "'" }), value.contains(where: { !$0.isNumber }) else {
            return nil
        }
        return "text and durations stand in quotes: \(key) = \"\(value)\""
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        let isFilled: (Character) -> Bool = { !$0.isWhitespace }
        guard let first = text.firstIndex(where: isFilled), let last = text.lastIndex(where: isFilled) else {
            return ""
        }
        return String(text[first...last])
    }

    private static func nulByte(in text: String, file: String) -> ConfigurationMistake? {
        let written = text.utf8.firstIndex(of: 0)
        let escaped = text.utf8.indices.first { index in
            let rest = text.utf8[index...]
            return rest.starts(with: #"\u0000"#.utf8) || rest.starts(with: #"\U00000000"#.utf8)
        }
        guard let index = written ?? escaped else { return nil }
        let line = text.utf8[..<index].reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
        return ConfigurationMistake(
            file: file, line: line, "has a NUL character in it; is it a text file? Write plain text")
    }
}
