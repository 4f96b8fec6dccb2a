import CoachCore

/// Draws a ``BoardPicture`` for a terminal of any size.
enum Screen {
    /// The rows of the picture from top to bottom, exactly `height` of them, none wider than `width` columns.
    static func render(_ picture: BoardPicture, width: Int, height: Int, style: ScreenStyle) -> [String] {
        var canvas = ScreenCanvas(width: width, height: height, style: style)
        let hasSide = width >= 80 + sideColumns && height >= 30
        if hasSide {
            drawTitle(picture, on: &canvas)
            drawSide(picture, on: &canvas)
            let bottom = drawUpper(picture, on: &canvas, columns: 1..<width - sideColumns - 2)
            drawLower(picture, on: &canvas, rows: bottom..<height, chartColumns: 1..<width - sideColumns - 2)
        } else if width >= 60, height >= 17 {
            drawFull(picture, on: &canvas)
        } else {
            drawCompact(picture, on: &canvas)
        }
        if picture.showsHelp, !hasSide { drawHelp(picture, on: &canvas) }
        return canvas.lines()
    }

    private static let boardRows = 6
    private static let boardColumns = 37
    /// A terminal this much wider than 80 columns shows all keys at its right edge.
    private static let sideColumns = 41

    private static func drawFull(_ picture: BoardPicture, on canvas: inout ScreenCanvas) {
        let columns = 1..<canvas.width - 1
        drawTitle(picture, on: &canvas)
        let row = drawUpper(picture, on: &canvas, columns: columns)
        let note = Guidance.safetyNote.wrapped(to: columns.count)
        let bottom = canvas.height - 1 - note.count
        for (index, line) in note.enumerated() {
            canvas.put(line, row: bottom + index, column: columns.lowerBound, .faint, end: columns.upperBound)
        }
        drawKeys(picture, on: &canvas, row: canvas.height - 1)
        drawLower(picture, on: &canvas, rows: row..<bottom, chartColumns: columns)
    }

    /// Board, display, what to do and the readings.
    /// - Returns: the row below them.
    private static func drawUpper(
        _ picture: BoardPicture, on canvas: inout ScreenCanvas, columns: Range<Int>
    ) -> Int {
        let board = 1..<1 + boardRows
        let boardEnd = columns.lowerBound + boardColumns
        drawBoard(picture, on: &canvas, rows: board, columns: columns.lowerBound..<boardEnd)
        drawDisplay(picture, on: &canvas, rows: board, columns: boardEnd + 2..<columns.upperBound)
        let most = canvas.height >= 22 ? 4 : 2
        let needed = messageLines(picture, width: columns.count, rows: most).count
        let messages = board.upperBound..<board.upperBound + max(needed, canvas.height >= 22 ? 2 : 1)
        drawMessages(picture, on: &canvas, rows: messages, columns: columns)
        drawReadings(picture, on: &canvas, row: messages.upperBound, columns: columns)
        return messages.upperBound + 1
    }

    /// The chart, and below it the log at the full width.
    private static func drawLower(
        _ picture: BoardPicture, on canvas: inout ScreenCanvas, rows: Range<Int>, chartColumns: Range<Int>
    ) {
        let log = rows.upperBound - min(max(rows.count / 4, 1), 12)
        drawChart(picture, on: &canvas, rows: rows.lowerBound..<log, columns: chartColumns)
        drawLog(picture, on: &canvas, rows: log..<rows.upperBound, columns: 1..<canvas.width - 1)
    }

    /// For a small terminal: one thing below the other, the most important first, and what has no room left out.
    private static func drawCompact(_ picture: BoardPicture, on canvas: inout ScreenCanvas) {
        let columns = 0..<canvas.width
        let keyRow = canvas.height - 1
        var row = 0
        drawStateLine(picture, on: &canvas, row: row, columns: columns)
        drawLEDs(picture, on: &canvas, row: row + 1, columns: columns)
        row += 2
        let messages = messageLines(picture, width: columns.count, rows: min(4, max(1, keyRow - row)))
        drawMessages(picture, on: &canvas, rows: row..<row + messages.count, columns: columns)
        row += messages.count
        for line in compactLines(picture) where row < keyRow {
            canvas.put(line.words, row: row, column: 0, line.paint)
            row += 1
        }
        let note = Guidance.safetyNote.wrapped(to: columns.count)
        if keyRow - row >= note.count + 3 {
            for line in note {
                canvas.put(line, row: row, column: 0, .faint)
                row += 1
            }
        }
        let logRows = min(max((keyRow - row) / 3, 0), 4)
        if keyRow - logRows - row >= 5 {
            drawChart(picture, on: &canvas, rows: row..<keyRow - logRows, columns: columns)
            row = keyRow - logRows
        }
        if row < keyRow { drawLog(picture, on: &canvas, rows: row..<keyRow, columns: columns) }
        if keyRow > 2 { drawKeys(picture, on: &canvas, row: keyRow) }
    }

    private static func compactLines(_ picture: BoardPicture) -> [(words: String, paint: Paint)] {
        var lines: [(String, Paint)] = [reminder(picture)]
        let readings = readings(of: picture, isShort: true).filter { $0.value != .faint }.map {
            "\($0.name) \($0.words)"
        }
        lines.append((readings.joined(separator: " · "), .normal))
        if let bench = picture.bench { lines.append(("\(bench.pack) · \(bench.cloth)", .normal)) }
        if let words = picture.ledWords { lines.append(("LEDs \(words)", .normal)) }
        if picture.elapsed == nil {
            lines += picture.allowances.map { ("\($0.modality.rawValue) \(words(for: $0))", .normal) }
        }
        if !picture.faults.isEmpty {
            lines.append(("faults " + picture.faults.joined(separator: ", "), .warning))
        }
        return lines
    }

    private static func drawTitle(_ picture: BoardPicture, on canvas: inout ScreenCanvas) {
        canvas.fill(row: 0, columns: 0..<canvas.width, .bar)
        let pace = picture.bench.map { $0.isPaused ? " · PAUSED (p)" : " · \($0.speed)× speed" } ?? ""
        canvas.put(picture.clock + pace, row: 0, endingAt: canvas.width - 1, .bar)
        canvas.put(picture.title, row: 0, column: 1, .bar)
    }

    /// The keys a newcomer needs, as many as fit.
    private static func drawKeys(_ picture: BoardPicture, on canvas: inout ScreenCanvas, row: Int) {
        var column = canvas.width >= 60 ? 1 : 0
        for key in picture.shortKeys {
            let end = column + key.name.columns + 1 + key.meaning.columns
            guard end <= canvas.width else { return }
            canvas.put(key.name, row: row, column: column, .strong)
            canvas.put(key.meaning, row: row, column: column + key.name.columns + 1, .faint)
            column = end + 2
        }
    }

    /// All keys in a frame over the picture, in two columns where they fit.
    private static func drawHelp(_ picture: BoardPicture, on canvas: inout ScreenCanvas) {
        let columns = canvas.width >= 80 ? 2 : 1
        let keyRows = (picture.keys.count + columns - 1) / columns
        let (width, height) = (min(columns * 38, canvas.width), min(keyRows + 2, canvas.height))
        let (left, top) = ((canvas.width - width) / 2, (canvas.height - height) / 2)
        drawKeyList(
            picture.keys, on: &canvas, rows: top..<top + height, columns: left..<left + width, inColumn: keyRows,
            remark: "? closes")
    }

    /// All keys and the safety note, beside the picture.
    private static func drawSide(_ picture: BoardPicture, on canvas: inout ScreenCanvas) {
        let columns = canvas.width - sideColumns - 1..<canvas.width - 1
        let keys = 1..<picture.keys.count + 3
        drawKeyList(
            picture.keys, on: &canvas, rows: keys, columns: columns, inColumn: picture.keys.count, remark: "")
        let note = Guidance.safetyNote.wrapped(to: columns.count - 4)
        let safety = keys.upperBound..<keys.upperBound + note.count + 2
        canvas.box(rows: safety, columns: columns, title: "safety")
        for (index, line) in note.enumerated() {
            canvas.put(line, row: safety.lowerBound + 1 + index, column: columns.lowerBound + 2)
        }
    }

    private static func drawKeyList(
        _ keys: [BoardPicture.Key], on canvas: inout ScreenCanvas, rows: Range<Int>, columns: Range<Int>, inColumn: Int,
        remark: String
    ) {
        guard rows.count >= 2 else { return }
        canvas.box(rows: rows, columns: columns, title: "keys", remark: remark, remarkPaint: .strong)
        let inner = rows.lowerBound + 1..<rows.upperBound - 1
        for (index, key) in keys.enumerated() where inner.contains(inner.lowerBound + index % inColumn) {
            let row = inner.lowerBound + index % inColumn
            let column = columns.lowerBound + 2 + index / inColumn * (columns.count / 2)
            canvas.put(key.name, row: row, column: column, .strong, end: columns.upperBound - 1)
            canvas.put(key.meaning, row: row, column: column + 7, end: columns.upperBound - 1)
        }
    }
}
