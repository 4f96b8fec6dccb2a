import CoachCore

/// The board itself: LEDs, buzzer, and what lies on its probes.
extension Screen {
    static func drawBoard(
        _ picture: BoardPicture, on canvas: inout ScreenCanvas, rows: Range<Int>, columns: Range<Int>
    ) {
        let (reminder, paint) = reminder(picture)
        canvas.box(rows: rows, columns: columns, title: "board", remark: reminder, remarkPaint: paint)
        let inner = columns.lowerBound + 2..<columns.upperBound - 1
        let top = rows.lowerBound + 1
        drawLEDs(picture, on: &canvas, row: top, columns: inner, isAlone: true)

        let values = inner.lowerBound + 7
        canvas.put("buzzer", row: top + 1, column: inner.lowerBound, .faint)
        drawBuzzer(picture, on: &canvas, row: top + 1, column: values, end: inner.upperBound)
        if let position = picture.modeSwitch {
            let words = "switch: \(position.rawValue)"
            canvas.put(words, row: top + 1, endingAt: inner.upperBound - 1, .normal)
        }
        if let bench = picture.bench {
            canvas.put("pack", row: top + 2, column: inner.lowerBound, .faint)
            canvas.put("\(bench.pack) · \(bench.cloth)", row: top + 2, column: values, end: inner.upperBound)
        } else {
            canvas.put("LEDs", row: top + 2, column: inner.lowerBound, .faint)
            canvas.put(picture.ledWords ?? "steady", row: top + 2, column: values, end: inner.upperBound)
        }
        canvas.put("faults", row: top + 3, column: inner.lowerBound, .faint)
        let faults = picture.faults.isEmpty ? "none" : picture.faults.joined(separator: ", ")
        let faultPaint: Paint = picture.faults.isEmpty ? .faint : .warning
        canvas.put(faults, row: top + 3, column: values, faultPaint, end: inner.upperBound)
    }

    /// The one thing that must not be forgotten; a warning where the simulated cloth is missing.
    static func reminder(_ picture: BoardPicture) -> (words: String, paint: Paint) {
        picture.bench?.clothIsMissing == true ? ("! \(Guidance.reminder)", .warning) : (Guidance.reminder, .normal)
    }

    /// The LEDs in a row, and behind them the buzzer where it has no row of its own.
    static func drawLEDs(
        _ picture: BoardPicture, on canvas: inout ScreenCanvas, row: Int, columns: Range<Int>, isAlone: Bool = false
    ) {
        let isUnicode = canvas.style.glyphs == .unicode
        let count = picture.leds.count
        let room = columns.count - (isAlone ? 0 : 10)
        let step = min(max(room / max(count, 1), isUnicode ? 2 : 3), isAlone ? 6 : 4)
        var column = columns.lowerBound
        for index in 0..<count {
            let isLit = picture.leds[index]
            let shape = isUnicode ? (isLit ? "●" : "○") : (isLit ? "[#]" : "[ ]")
            canvas.put(shape, row: row, column: column, isLit ? .lit : .faint, end: columns.upperBound)
            column += step
        }
        guard !isAlone, column < columns.upperBound else { return }
        drawBuzzer(picture, on: &canvas, row: row, column: column + 1, end: columns.upperBound)
    }

    private static func drawBuzzer(
        _ picture: BoardPicture, on canvas: inout ScreenCanvas, row: Int, column: Int, end: Int
    ) {
        let note = canvas.style.glyph("♪", "*")
        if picture.buzzer {
            canvas.put(note, row: row, column: column, .strong)
            canvas.put(picture.buzzerWords ?? "SOUNDS", row: row, column: column + 2, .strong, end: end)
        } else {
            canvas.put(picture.silenceWords, row: row, column: column, .faint, end: end)
        }
    }
}
