/// Lines in dots: 2 × 4 braille dots a cell, or one letter a cell in ASCII.
struct ChartRaster {
    private struct Cell {
        /// The low byte of a braille pattern.
        var dots: UInt8 = 0
        var letter: Character = " "
        var paint = Paint.normal
    }

    private let columns: Int
    private let rows: Int
    private let glyphs: ScreenStyle.Glyphs
    private var cells: [Cell]

    private var dotColumns: Int { glyphs == .unicode ? columns * 2 : columns }
    private var dotsPerRow: Int { glyphs == .unicode ? 4 : 1 }

    init(columns: Int, rows: Int, glyphs: ScreenStyle.Glyphs) {
        self.columns = columns
        self.rows = rows
        self.glyphs = glyphs
        cells = Array(repeating: Cell(), count: columns * rows)
    }

    /// Draws a line through the valid values within `times`; a value that is missing leaves a gap.
    /// - Returns: the cell of its end, nil if nothing was drawn.
    mutating func draw(
        _ series: Chart.Series, times: ClosedRange<Double>, scale: ChartScale
    ) -> (column: Int, row: Int)? {
        let length = times.upperBound - times.lowerBound
        guard length > 0, columns > 0 else { return nil }
        var last: (x: Int, y: Int)?
        var end: (x: Int, y: Int)?
        for (at, celsius) in series.values {
            guard let celsius, times.contains(at) else {
                last = nil
                continue
            }
            let x = Int(((at - times.lowerBound) / length * Double(dotColumns - 1)).rounded())
            let y = scale.row(of: celsius, dotsPerRow: dotsPerRow)
            if let last {
                connect(last, (x, y), series)
            } else {
                set(x, y, series)
            }
            last = (x, y)
            end = last
        }
        return end.map { (glyphs == .unicode ? $0.x / 2 : $0.x, $0.y / dotsPerRow) }
    }

    func put(on canvas: inout ScreenCanvas, row: Int, column: Int) {
        for (index, cell) in cells.enumerated() {
            let character: Character
            switch glyphs {
            case .unicode:
                guard cell.dots != 0, let scalar = Unicode.Scalar(0x2800 + UInt32(cell.dots)) else { continue }
                character = Character(scalar)
            case .ascii:
                guard cell.letter != " " else { continue }
                character = cell.letter
            }
            canvas.put(character, row: row + index / columns, column: column + index % columns, cell.paint)
        }
    }

    /// A straight line of dots: one a step along its longer side.
    private mutating func connect(_ from: (x: Int, y: Int), _ to: (x: Int, y: Int), _ series: Chart.Series) {
        let steps = max(abs(to.x - from.x), abs(to.y - from.y))
        guard steps > 0 else { return set(to.x, to.y, series) }
        for step in 0...steps {
            let share = Double(step) / Double(steps)
            let x = Double(from.x) + share * Double(to.x - from.x)
            let y = Double(from.y) + share * Double(to.y - from.y)
            set(Int(x.rounded()), Int(y.rounded()), series)
        }
    }

    private mutating func set(_ x: Int, _ y: Int, _ series: Chart.Series) {
        guard (0..<dotColumns).contains(x), (0..<rows * dotsPerRow).contains(y) else { return }
        let index = y / dotsPerRow * columns + (glyphs == .unicode ? x / 2 : x)
        // Every second dot, along a steep line too.
        guard !series.isDotted || glyphs == .ascii || (x + y).isMultiple(of: 2) else { return }
        if glyphs == .unicode { cells[index].dots |= Self.bits[y % 4][x % 2] }
        cells[index].letter = series.letter
        cells[index].paint = series.paint
    }

    /// The bit of each dot of a braille pattern (Unicode, U+2800), by row and column.
    private static let bits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
}
