/// What a terminal can show.
struct ScreenStyle: Hashable, Sendable {
    enum Ink: Hashable, Sendable {
        case colour
        /// Bold, faint and reverse, as NO_COLOR asks for.
        case attributes
        /// No escape sequence at all.
        case none
    }

    enum Glyphs: Hashable, Sendable {
        case unicode
        case ascii
    }

    var ink: Ink
    var glyphs: Glyphs

    static let full = ScreenStyle(ink: .colour, glyphs: .unicode)
    static let plain = ScreenStyle(ink: .none, glyphs: .ascii)

    /// What the environment says: TERM, NO_COLOR, and the encoding named by LC_ALL, LC_CTYPE or LANG.
    ///
    /// The names are read instead of asking the C library, which falls back to ASCII for a locale that is not
    /// installed on the board although the terminal at the other end of SSH speaks UTF-8.
    static func detect(environment: (String) -> String?) -> ScreenStyle {
        func value(_ name: String) -> String? { environment(name).flatMap { $0.isEmpty ? nil : $0 } }
        let terminal = value("TERM") ?? "dumb"
        let locale = (value("LC_ALL") ?? value("LC_CTYPE") ?? value("LANG") ?? "C").lowercased()
        let encoding = locale.split(separator: "@").first?.split(separator: ".").dropFirst().first ?? ""
        // The font of the kernel's own console has no braille.
        let isUnicode = (encoding == "utf-8" || encoding == "utf8") && terminal != "linux"
        let ink: Ink =
            if terminal == "dumb" {
                .none
            } else if value("NO_COLOR") != nil || terminal.hasPrefix("vt") {
                .attributes
            } else {
                .colour
            }
        return ScreenStyle(ink: ink, glyphs: isUnicode ? .unicode : .ascii)
    }

    /// Whether a picture can be drawn at all; else ``PlainLines`` tells the story.
    static func canDraw(inputIsTerminal: Bool, outputIsTerminal: Bool, environment: (String) -> String?) -> Bool {
        let terminal = environment("TERM") ?? ""
        return inputIsTerminal && outputIsTerminal && !terminal.isEmpty && terminal != "dumb"
    }

    /// `unicode` where the terminal can show it, else `ascii`.
    func glyph(_ unicode: Character, _ ascii: Character) -> Character { glyphs == .unicode ? unicode : ascii }

    /// `text` as this terminal can show it: without control characters, and in ASCII where need be.
    func spell(_ text: String) -> String {
        if text.utf8.allSatisfy({ (0x20..<0x7f).contains($0) }) { return text }
        var spelled = ""
        for character in text {
            if let ascii = character.asciiValue {
                // A carriage return with a line feed is one character, and as harmful as each.
                spelled.append(ascii < 0x20 || ascii == 0x7f ? " " : character)
            } else if character.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
                spelled.append(" ")
            } else if glyphs == .unicode {
                spelled.append(character)
            } else {
                spelled += Self.asciiSpelling(of: character)
            }
        }
        return spelled
    }

    private static func asciiSpelling(of character: Character) -> String {
        switch character {
        case "°": ""
        case "·": "-"
        case "×": "x"
        case "−", "–", "—", "‐": "-"
        case "…": "..."
        case "→": "->"
        case "≤": "<="
        case "≥": ">="
        case "“", "”": "\""
        case "‘", "’": "'"
        default: "?"
        }
    }
}
