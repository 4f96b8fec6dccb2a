/// What a cell means; the terminal's own palette gives the colour. Shape or words always say the same.
enum Paint: Hashable, Sendable {
    case normal
    case faint
    case strong
    /// A title bar.
    case bar
    case lit
    case good
    case warning
    /// A banner that must be seen.
    case alarm
    case cold
    case hot
    case pack, skin, model
    case limit
}

/// A grid of cells that cannot be drawn outside of, and so never wraps and never overflows.
struct ScreenCanvas {
    let width: Int
    let height: Int
    let style: ScreenStyle
    private var cells: [Cell]

    private struct Cell {
        /// Nil: the right half of a wide character.
        var character: Character?
        var paint: Paint
    }

    init(width: Int, height: Int, style: ScreenStyle) {
        self.width = max(0, width)
        self.height = max(0, height)
        self.style = style
        cells = Array(repeating: Cell(character: " ", paint: .normal), count: self.width * self.height)
    }

    /// Writes `text` from `column` on, cut off before `end` with a mark where it is longer.
    /// - Returns: the column after the last one written.
    @discardableResult
    mutating func put(
        _ text: String, row: Int, column: Int, _ paint: Paint = .normal, end: Int? = nil
    ) -> Int {
        let limit = min(end ?? width, width)
        let spelled = style.spell(text)
        guard row >= 0, row < height, column >= 0, column < limit else { return column }
        let isCut = spelled.columns > limit - column
        let last = isCut ? limit - 1 : limit
        var at = column
        for character in spelled {
            let columns = character.columns
            guard columns > 0 else { continue }
            guard at + columns <= last else { break }
            place(character, columns: columns, row: row, column: at, paint)
            at += columns
        }
        guard isCut else { return at }
        place(style.glyph("…", "~"), columns: 1, row: row, column: at, paint)
        return at + 1
    }

    /// Writes `text` so that it ends before `end`, and not at all where there is no room.
    mutating func put(_ text: String, row: Int, endingAt end: Int, _ paint: Paint = .normal) {
        put(text, row: row, column: end - style.spell(text).columns, paint)
    }

    /// One character of one column, without any spelling.
    mutating func put(_ character: Character, row: Int, column: Int, _ paint: Paint = .normal) {
        guard row >= 0, row < height, column >= 0, column < width else { return }
        place(character, columns: 1, row: row, column: column, paint)
    }

    mutating func fill(
        row: Int, columns: Range<Int>, with character: Character = " ", _ paint: Paint = .normal
    ) {
        for column in columns { put(character, row: row, column: column, paint) }
    }

    func isBlank(row: Int, columns: Range<Int>, besides allowed: Set<Character> = []) -> Bool {
        guard row >= 0, row < height, columns.lowerBound >= 0, columns.upperBound <= width else { return false }
        return columns.allSatisfy { column in
            guard let character = cells[row * width + column].character else { return false }
            return character == " " || allowed.contains(character)
        }
    }

    /// A frame round `rows` and `columns`, with a title in its upper edge and a remark in its lower one.
    mutating func box(
        rows: Range<Int>, columns: Range<Int>, title: String, remark: String = "", remarkPaint: Paint = .faint
    ) {
        guard rows.count >= 2, columns.count >= 2 else { return }
        let (top, bottom) = (rows.lowerBound, rows.upperBound - 1)
        let (left, right) = (columns.lowerBound, columns.upperBound - 1)
        let (across, down) = (style.glyph("─", "-"), style.glyph("│", "|"))
        for row in rows {
            let isEdge = row == top || row == bottom
            fill(row: row, columns: columns, with: isEdge ? across : " ", .faint)
            guard !isEdge else { continue }
            put(down, row: row, column: left, .faint)
            put(down, row: row, column: right, .faint)
        }
        put(style.glyph("╭", "+"), row: top, column: left, .faint)
        put(style.glyph("╮", "+"), row: top, column: right, .faint)
        put(style.glyph("╰", "+"), row: bottom, column: left, .faint)
        put(style.glyph("╯", "+"), row: bottom, column: right, .faint)
        if !title.isEmpty { put(" \(title) ", row: top, column: left + 2, .faint, end: right) }
        guard !remark.isEmpty else { return }
        let start = style.spell(remark).columns + 4 < columns.count ? left + 2 : left + 1
        put(" \(remark) ", row: bottom, column: start, remarkPaint, end: right)
    }

    private mutating func place(_ character: Character, columns: Int, row: Int, column: Int, _ paint: Paint) {
        let first = row * width + column
        let after = first + columns
        // What is left of a wide character that is half covered would push the row out of its columns.
        if cells[first].character == nil { cells[first - 1].character = " " }
        if column + columns < width, cells[after].character == nil { cells[after].character = " " }
        cells[first] = Cell(character: character, paint: paint)
        if columns == 2 { cells[first + 1] = Cell(character: nil, paint: paint) }
    }

    /// The rows from top to bottom, each without blanks at its end and, where the style has ink, with its colours.
    func lines() -> [String] {
        (0..<height).map { row in
            var cells = cells[row * width..<(row + 1) * width]
            while let last = cells.last, last.character == " ", !last.paint.isVisibleOnBlanks { cells.removeLast() }
            var line = ""
            var paint = Paint.normal
            for cell in cells {
                if cell.paint != paint {
                    line += cell.paint.sequence(after: paint, ink: style.ink)
                    paint = cell.paint
                }
                if let character = cell.character { line.append(character) }
            }
            return line + Paint.normal.sequence(after: paint, ink: style.ink)
        }
    }
}

extension Paint {
    fileprivate var isVisibleOnBlanks: Bool { self == .alarm || self == .bar }

    /// What switches the terminal from `earlier` to this.
    fileprivate func sequence(after earlier: Paint, ink: ScreenStyle.Ink) -> String {
        let codes = codes(ink)
        guard codes != earlier.codes(ink) else { return "" }
        return codes.isEmpty ? "\u{1b}[0m" : "\u{1b}[0;\(codes)m"
    }

    /// SGR parameters (ECMA-48), of the colours that every theme defines; no yellow, which fades on a light ground.
    private func codes(_ ink: ScreenStyle.Ink) -> String {
        switch ink {
        case .none: return ""
        case .attributes:
            return switch self {
            case .normal, .good, .cold, .hot, .pack, .skin, .model: ""
            case .faint, .limit: "2"
            case .strong, .lit, .warning: "1"
            case .bar: "7"
            case .alarm: "1;7"
            }
        case .colour:
            return switch self {
            case .normal: ""
            case .faint: "2"
            case .strong: "1"
            case .bar: "7"
            case .lit: "32"
            case .good: "32"
            case .warning: "1;31"
            case .alarm: "1;37;41"
            case .cold: "1;36"
            case .hot: "1;35"
            case .pack: "36"
            case .skin: "32"
            case .model: "35"
            case .limit: "31"
            }
        }
    }
}
