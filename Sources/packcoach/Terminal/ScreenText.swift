extension Character {
    /// How many columns a terminal gives it: 0, 1 or 2. The wide ones are East Asian scripts and emoji.
    var columns: Int {
        if let ascii = asciiValue { return ascii < 0x20 || ascii == 0x7f ? 0 : 1 }
        guard let first = unicodeScalars.first else { return 0 }
        switch first.properties.generalCategory {
        case .control, .format, .nonspacingMark, .enclosingMark, .lineSeparator, .paragraphSeparator: return 0
        default: break
        }
        if first.properties.isEmojiPresentation || unicodeScalars.contains("\u{fe0f}") { return 2 }
        switch first.value {
        case 0x1100...0x115f, 0x2e80...0x303e, 0x3041...0x33ff, 0x3400...0x4dbf, 0x4e00...0x9fff, 0xa000...0xa4cf,
            0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f, 0xff00...0xff60, 0xffe0...0xffe6, 0x1f300...0x1faff,
            0x20000...0x3fffd:
            return 2
        default: return 1
        }
    }
}

extension String {
    /// How many columns a terminal gives it.
    var columns: Int { reduce(0) { $0 + $1.columns } }

    /// Broken at blanks into lines of at most `width` columns; a longer word is left for the canvas to cut off.
    func wrapped(to width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in split(separator: " ") {
            if !line.isEmpty, line.columns + 1 + word.reduce(0, { $0 + $1.columns }) > width {
                lines.append(line)
                line = ""
            }
            line += line.isEmpty ? String(word) : " " + word
        }
        return line.isEmpty ? lines : lines + [line]
    }
}
