/// A time in digits of three rows, like a seven-segment display.
enum ScreenDigits {
    static let rows = 3

    /// The three rows of `time`, which holds digits and colons; anything else is left out.
    static func lines(for time: String, glyphs: ScreenStyle.Glyphs) -> [String] {
        let shapes = time.compactMap { shape(of: $0, glyphs: glyphs) }
        return (0..<rows).map { row in shapes.map { $0[row] }.joined(separator: " ") }
    }

    private static func shape(of character: Character, glyphs: ScreenStyle.Glyphs) -> [String]? {
        if character == ":" { return glyphs == .unicode ? [" ", "╏", " "] : [" ", ".", "."] }
        guard let digit = character.wholeNumberValue, digit < 10 else { return nil }
        return glyphs == .unicode ? boxDrawing[digit] : ascii[digit]
    }

    private static let boxDrawing = [
        ["┏━┓", "┃ ┃", "┗━┛"], [" ╺┓", "  ┃", "  ╹"], ["╺━┓", "┏━┛", "┗━╸"], ["╺━┓", "╺━┫", "╺━┛"],
        ["╻ ╻", "┗━┫", "  ╹"], ["┏━╸", "┗━┓", "╺━┛"], ["┏━╸", "┣━┓", "┗━┛"], ["╺━┓", "  ┃", "  ╹"],
        ["┏━┓", "┣━┫", "┗━┛"], ["┏━┓", "┗━┫", "╺━┛"],
    ]

    private static let ascii = [
        [" _ ", "| |", "|_|"], ["   ", "  |", "  |"], [" _ ", " _|", "|_ "], [" _ ", " _|", " _|"],
        ["   ", "|_|", "  |"], [" _ ", "|_ ", " _|"], [" _ ", "|_ ", "|_|"], [" _ ", "  |", "  |"],
        [" _ ", "|_|", "|_|"], [" _ ", "|_|", " _|"],
    ]
}
