/// Lines of mdoc(7), with what would be read as a macro or an escape made harmless.
struct MdocPage {
    private(set) var text = ""

    /// Comes first.
    mutating func begin(date: String) { text += ".Dd \(date)\n" }

    /// A line of a macro whose arguments are plain words.
    mutating func macro(_ name: String, _ words: String) {
        text += ".\(name) \(Self.macroWords(words))\n"
    }

    mutating func paragraph(_ words: String) {
        // After a heading it is superfluous, and mandoc says so.
        if !Self.isHeading(lastLine) { text += ".Pp\n" }
        for sentence in Self.sentences(words) { text += Self.textLine(sentence) + "\n" }
    }

    /// Lines as they are.
    mutating func literal(_ lines: [String]) {
        if !Self.isHeading(lastLine) { text += ".Pp\n" }
        text += ".Bd -literal -offset indent -compact\n"
        for line in lines { text += Self.textLine(line) + "\n" }
        text += ".Ed\n"
    }

    /// A name and its meaning, each.
    mutating func list(_ items: [(macro: String, name: String, words: String)]) {
        text += ".Bl -tag -width Ds\n"
        for item in items {
            text += ".It \(item.macro) \(Self.macroWords(item.name))\n"
            for sentence in Self.sentences(item.words) { text += Self.textLine(sentence) + "\n" }
        }
        text += ".El\n"
    }

    mutating func references(_ pages: [(name: String, section: Int)]) {
        for (index, page) in pages.enumerated() {
            text += ".Xr \(page.name) \(page.section)\(index == pages.count - 1 ? "" : " ,")\n"
        }
    }

    // MARK: Commands

    mutating func synopsis(_ path: [String], _ arguments: [HelpTree.Argument]) {
        text += ".Nm\n.Cm \(Self.macroWords(path.joined(separator: " ")))\n"
        for argument in arguments {
            let optional = argument.isOptional || argument.kind == .flag || argument.defaultValue != nil
            text += optional ? ".Op \(Self.form(argument))\n" : ".\(Self.form(argument))\n"
        }
    }

    mutating func options(_ arguments: [HelpTree.Argument]) {
        guard !arguments.isEmpty else { return }
        text += ".Bl -tag -width Ds\n"
        for argument in arguments {
            text += ".It \(Self.form(argument))\n"
            var words = argument.abstract ?? ""
            if let value = argument.defaultValue, argument.kind != .flag { words += " The default is \(value)." }
            for sentence in Self.sentences(words) { text += Self.textLine(sentence) + "\n" }
        }
        text += ".El\n"
    }

    /// `Fl -override-rest Ar reason`, `Ar modality`.
    private static func form(_ argument: HelpTree.Argument) -> String {
        let value = macroWords(argument.valueName ?? "value") + (argument.isRepeating ? " ..." : "")
        guard argument.kind != .positional else { return "Ar \(value)" }
        let names = (argument.names ?? []).map { "Fl \(macroWords(String($0.spelling.dropFirst())))" }
        return names.joined(separator: " , ") + (argument.kind == .option ? " Ar \(value)" : "")
    }

    // MARK: Harmless

    private var lastLine: Substring { text.split(separator: "\n").last ?? "" }

    private static func isHeading(_ line: Substring) -> Bool { line.hasPrefix(".Sh") || line.hasPrefix(".Ss") }

    /// Each on a line of its own, as mdoc has it: the spaces after it are the formatter's.
    private static func sentences(_ words: String) -> [String] {
        var sentences: [String] = []
        var sentence: [Substring] = []
        for word in words.split(whereSeparator: \.isWhitespace) {
            sentence.append(word)
            guard word.count > 1, let last = word.last, ".?!".contains(last) else { continue }
            sentences.append(sentence.joined(separator: " "))
            sentence = []
        }
        return sentence.isEmpty ? sentences : sentences + [sentence.joined(separator: " ")]
    }

    private static func textLine(_ line: String) -> String {
        let escaped = escape(line)
        return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&\(escaped)" : escaped
    }

    /// The names of macros are two or three letters, the first a capital one.
    private static func macroWords(_ words: String) -> String {
        words.split(separator: " ").map { word in
            word.count <= 3 && word.first?.isUppercase == true ? "\\&\(escape(String(word)))" : escape(String(word))
        }.joined(separator: " ")
    }

    /// In ASCII, whatever the formatter's locale is.
    private static func escape(_ words: String) -> String {
        var escaped = ""
        for scalar in words.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\e"
            case "\"": escaped += "\\(dq"
            // As it is typed, and no hyphen.
            case "-": escaped += "\\-"
            case "~": escaped += "\\(ti"
            case "^": escaped += "\\(ha"
            case "`": escaped += "\\(ga"
            case _ where scalar.isASCII: escaped.unicodeScalars.append(scalar)
            default:
                let digits = String(scalar.value, radix: 16, uppercase: true)
                escaped += "\\[u\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)]"
            }
        }
        return escaped
    }
}
