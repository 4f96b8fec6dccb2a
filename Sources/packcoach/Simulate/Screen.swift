import CoachCore

/// Draws a ``BoardPicture`` for a terminal of any size.
enum Screen {
    /// The rows of the picture from top to bottom, exactly `height` of them, none wider than `width` columns.
    static func render(_ picture: BoardPicture, width: Int, height: Int, style: ScreenStyle) -> [String] {
        var canvas = ScreenCanvas(width: width, height: height, style: style)
        if width >= 60, height >= 17 {
            drawFull(picture, on: &canvas)
        } else {
            drawCompact(picture, on: &canvas)
        }
        if picture.showsHelp { drawHelp(on: &canvas) }
        return canvas.lines()
    }

    private static let boardRows = 6
    private static let boardColumns = 37

    private static func drawFull(_ picture: BoardPicture, on canvas: inout ScreenCanvas) {
        drawTitle(picture, on: &canvas)
        let board = 1..<1 + boardRows
        drawBoard(picture, on: &canvas, rows: board, columns: 1..<1 + boardColumns)
        drawDisplay(picture, on: &canvas, rows: board, columns: 3 + boardColumns..<canvas.width - 1)

        let inner = 1..<canvas.width - 1
        var row = board.upperBound
        let messageRows = canvas.height >= 30 ? 4 : canvas.height >= 22 ? 2 : 1
        drawMessages(picture, on: &canvas, rows: row..<row + messageRows, columns: inner)
        row += messageRows
        drawReadings(picture, on: &canvas, row: row, columns: inner)
        row += 1

        let note = Guidance.safetyNote.wrapped(to: inner.count)
        let bottom = canvas.height - 1 - note.count
        for (index, line) in note.enumerated() {
            canvas.put(line, row: bottom + index, column: inner.lowerBound, .faint, end: inner.upperBound)
        }
        drawKeys(on: &canvas, row: canvas.height - 1)

        let logRows = min(max((bottom - row) / 3, 1), 12)
        drawChart(picture, on: &canvas, rows: row..<bottom - logRows, columns: inner)
        drawLog(picture, on: &canvas, rows: bottom - logRows..<bottom, columns: inner)
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
        let logRows = min(max((keyRow - row) / 3, 0), 4)
        if keyRow - logRows - row >= 5 {
            drawChart(picture, on: &canvas, rows: row..<keyRow - logRows, columns: columns)
            row = keyRow - logRows
        }
        if row < keyRow { drawLog(picture, on: &canvas, rows: row..<keyRow, columns: columns) }
        if keyRow > 2 { drawKeys(on: &canvas, row: keyRow) }
    }

    private static func compactLines(_ picture: BoardPicture) -> [(words: String, paint: Paint)] {
        let reminder = picture.clothIsMissing ? "! \(Guidance.reminder)" : Guidance.reminder
        var lines: [(String, Paint)] = [(reminder, picture.clothIsMissing ? .warning : .normal)]
        let readings = readings(of: picture).map { "\($0.name) \($0.words)" }
        lines.append((readings.prefix(2).joined(separator: " · "), .normal))
        lines.append((readings.dropFirst(2).joined(separator: " · "), .normal))
        lines.append(("\(picture.pack) · \(picture.cloth)", .normal))
        if !picture.faults.isEmpty {
            lines.append(("faults " + picture.faults.joined(separator: ", "), .warning))
        }
        return lines
    }

    private static func drawTitle(_ picture: BoardPicture, on canvas: inout ScreenCanvas) {
        canvas.fill(row: 0, columns: 0..<canvas.width, .bar)
        let pace = picture.isPaused ? "PAUSED (p)" : "\(picture.speed)× speed"
        let right = "\(picture.clock) · \(pace)"
        let left = "packcoach simulate"
        canvas.put(right, row: 0, endingAt: canvas.width - 1, .bar)
        canvas.put(left, row: 0, column: 1, .bar)
    }

    /// The keys a newcomer needs, as many as fit; `?` shows all.
    private static func drawKeys(on canvas: inout ScreenCanvas, row: Int) {
        let keys = [
            ("SPACE", "button"), ("?", "keys"), ("q", "quit"), ("i g h r", "pack"), ("c", "cloth"), ("f", "fault"),
            ("t", "+3 h"), ("< >", "speed"), ("p", "pause"), ("s", "skin probe"), ("m", "mode switch"),
            ("a", "ack"), ("k", "kill"), ("x", "power cut"),
        ]
        var column = canvas.width >= 60 ? 1 : 0
        for (key, meaning) in keys {
            let end = column + key.columns + 1 + meaning.columns
            guard end <= canvas.width else { return }
            canvas.put(key, row: row, column: column, .strong)
            canvas.put(meaning, row: row, column: column + key.columns + 1, .faint)
            column = end + 2
        }
    }

    /// All keys in a frame over the picture, in two columns where they fit.
    private static func drawHelp(on canvas: inout ScreenCanvas) {
        let keys = SimulateKey.allCases
        let (inColumn, isWide) = canvas.width >= 80 ? ((keys.count + 1) / 2, true) : (keys.count, false)
        let (width, height) = (min(isWide ? 76 : 40, canvas.width), min(inColumn + 2, canvas.height))
        let (left, top) = ((canvas.width - width) / 2, max(0, (canvas.height - height) / 2))
        canvas.box(
            rows: top..<top + height, columns: left..<left + width, title: "keys", remark: "? closes",
            remarkPaint: .strong)
        for (index, key) in keys.enumerated() {
            let row = top + 1 + index % inColumn
            guard row < top + height - 1 else { continue }
            let column = left + 2 + index / inColumn * (width / 2)
            canvas.put(key.name, row: row, column: column, .strong, end: left + width - 1)
            canvas.put(key.meaning, row: row, column: column + 7, end: left + width - 1)
        }
    }
}
