/// Walks a TOML document and notes the line of each key, table and list element.
///
/// It keeps step with toml++ up to the first error in a text, and so finds on the way what toml++ 3.4 answers not with
/// an error but with a failed assertion, in release builds too: a table header without a name, as in `[.ice]`, a
/// list element that cannot be one, as in `[5, }`, and a date or time that breaks off, as in `2026-11-21 7`. Each would
/// abort the service.
struct OutlineScanner {
    private(set) var lines: [String: Int] = [:]
    /// What was noted before, by the line on which it stands again. Whether it may is toml++'s to say.
    private(set) var repeated: [Int: (key: String, first: Int)] = [:]
    /// The first thing that would abort toml++.
    private(set) var fatal: (line: Int, message: String)?
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    /// How many tables each `[[list]]` has so far.
    private var tableCounts: [TOMLPath: Int] = [:]
    /// How many lists and inline tables are open around the current place.
    private var depth = 0
    /// Deeper than any configuration, and far from the end of the stack.
    private static let deepest = 32
    /// Bytes of a name with all its dots. Each place in the text is kept under its full name, so that without an end to
    /// names a small file would fill the memory.
    private static let longestName = 256
    /// Elements of a list that are kept apart, for the same reason; of those behind them the list's own line is told.
    private static let mostElements = 64

    init(_ text: String) {
        bytes = Array(text.utf8)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    // Inlined into its only caller it makes Swift 6.0.3's optimiser abort (LICM, a misplaced return location).
    @inline(never)
    mutating func scanDocument() {
        var table = TOMLPath.document
        while true {
            skipBlank()
            guard let byte = current else { return }
            if byte == UInt8(ascii: "[") {
                table = scanHeader()
            } else {
                scanPair(in: table)
            }
            skipLine()
        }
    }

    /// `[table]` or `[[list of tables]]`.
    private mutating func scanHeader() -> TOMLPath {
        advance()
        skipSpaces()
        let isElement = current == UInt8(ascii: "[")
        if isElement { advance() }
        let start = line
        let first = skipSpaces()
        if !(first.map { TOMLPath.isBare($0) || "]\"'".utf8.contains($0) } ?? false) {
            refuse("a table's name stands after its bracket, as in [ice]")
        }
        let keys = scanKeys()
        var path = TOMLPath.document
        for (index, key) in keys.enumerated() {
            path = path[key]
            let isLast = index == keys.count - 1
            if isLast && isElement {
                tableCounts[path, default: 0] += 1
            }
            note(path, start)
            if let count = tableCounts[path] { path = path[count - 1] }
        }
        note(path, start)
        while current == UInt8(ascii: "]") { advance() }
        return path
    }

    /// `a.b = value`.
    private mutating func scanPair(in table: TOMLPath) {
        let start = line
        var path = table
        for key in scanKeys() {
            path = path[key]
            note(path, start)
        }
        skipSpaces()
        guard current == UInt8(ascii: "=") else { return }
        advance()
        skipSpaces()
        scanValue(path)
    }

    private mutating func scanKeys() -> [String] {
        var keys: [String] = []
        let start = position
        while let byte = skipSpaces() {
            if position - start > Self.longestName {
                refuse("a name is longer than \(Self.longestName) characters")
                keys = []
            }
            switch byte {
            case UInt8(ascii: "."):
                advance()
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                let start = position + 1
                skipString()
                keys.append(text(start, max(start, position - 1)))
            case UInt8(ascii: "="), UInt8(ascii: "]"), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "#"):
                return keys
            default:
                let start = position
                while let byte = current, !Self.endsBareKey(byte) { advance() }
                if position == start { advance() }
                keys.append(text(start, position))
            }
        }
        return keys
    }

    private mutating func scanValue(_ path: TOMLPath) {
        guard let byte = current else { return }
        guard depth < Self.deepest else { return refuse("lists and tables are nested too deep") }
        depth += 1
        defer { depth -= 1 }
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            skipString()
        case UInt8(ascii: "["):
            advance()
            var index = 0
            while let byte = skipBlank(), byte != UInt8(ascii: "]") {
                let element = index < Self.mostElements ? path[index] : path
                note(element, line)
                scanElement(element)
                index += 1
            }
            advance()
        case UInt8(ascii: "{"):
            advance()
            while let byte = skipBlank(), byte != UInt8(ascii: "}") {
                let start = position
                scanPair(in: path)
                if skipBlank() == UInt8(ascii: ",") || position == start { advance() }
            }
            advance()
        default:
            scanScalar()
        }
    }

    /// A number, a date, or something that is missing its quotes.
    private mutating func scanScalar() {
        let start = position
        while let byte = current, !Self.endsScalar(byte) { advance() }
        let value = bytes[start..<position]
        guard let first = value.first, "0123456789+-".utf8.contains(first) else { return }
        let last = value.lastIndex { !" \t\r".utf8.contains($0) } ?? start
        // The letters of times and hexadecimal fractions; no key takes either.
        if value[...last].contains(where: { " \t:tTzZpP".utf8.contains($0) }) {
            refuse("a number is digits alone; text, durations and times stand in quotes")
        }
    }

    /// One element of a list and the comma after it. Always moves on.
    private mutating func scanElement(_ path: TOMLPath) {
        let start = position
        if let byte = current, !TOMLPath.isBare(byte), !"\"'+.[{,".utf8.contains(byte) {
            refuse("a list has values between its brackets, as in [5, 6]")
        }
        scanValue(path)
        if skipBlank() == UInt8(ascii: ",") || position == start { advance() }
    }

    /// Any of TOML's four kinds of strings, from its opening quote to past its closing one.
    private mutating func skipString() {
        guard let quote = current else { return }
        let isMultiline = peek(1) == quote && peek(2) == quote
        let isEmpty = !isMultiline && peek(1) == quote
        let escapes = quote == UInt8(ascii: "\"")
        for _ in 0..<(isMultiline ? 3 : 1) { advance() }
        if isEmpty { return advance() }
        while let byte = current {
            if escapes && byte == UInt8(ascii: "\\") {
                advance()
                advance()
            } else if byte == quote && (!isMultiline || (peek(1) == quote && peek(2) == quote)) {
                // A multi-line string may end in up to two quotes of its own before the closing three.
                while isMultiline && peek(3) == quote { advance() }
                for _ in 0..<(isMultiline ? 3 : 1) { advance() }
                return
            } else if byte == UInt8(ascii: "\n") && !isMultiline {
                return
            } else {
                advance()
            }
        }
    }

    private mutating func refuse(_ message: String) {
        if fatal == nil { fatal = (line, message) }
    }

    private mutating func note(_ path: TOMLPath, _ line: Int) {
        if let first = lines[path.description] {
            repeated[line] = (path.description, first)
        } else {
            lines[path.description] = line
        }
    }

    private var current: UInt8? { peek(0) }

    private func peek(_ distance: Int) -> UInt8? {
        position + distance < bytes.count ? bytes[position + distance] : nil
    }

    private mutating func advance() {
        guard let byte = current else { return }
        if byte == UInt8(ascii: "\n") { line += 1 }
        position += 1
    }

    @discardableResult
    private mutating func skipSpaces() -> UInt8? {
        while current == UInt8(ascii: " ") || current == UInt8(ascii: "\t") { advance() }
        return current
    }

    /// Skips spaces, line ends and comments.
    @discardableResult
    private mutating func skipBlank() -> UInt8? {
        while let byte = skipSpaces() {
            switch byte {
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"): advance()
            case UInt8(ascii: "#"): skipLine()
            default: return byte
            }
        }
        return nil
    }

    private mutating func skipLine() {
        while let byte = current, byte != UInt8(ascii: "\n") { advance() }
        advance()
    }

    private func text(_ start: Int, _ end: Int) -> String {
        String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
    }

    private static func endsBareKey(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: "="), UInt8(ascii: "]"), UInt8(ascii: " "), UInt8(ascii: "\t"),
            UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "#"), UInt8(ascii: "\""), UInt8(ascii: "'"):
            true
        default: false
        }
    }

    private static func endsScalar(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "\n"), UInt8(ascii: "#"): true
        default: false
        }
    }
}
