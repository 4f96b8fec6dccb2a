import CoachCore

/// What the coach says: its state, the time, and what to do.
extension Screen {
    private static let digitColumns = 17

    static func drawDisplay(
        _ picture: BoardPicture, on canvas: inout ScreenCanvas, rows: Range<Int>, columns: Range<Int>
    ) {
        let top = rows.lowerBound + 1
        canvas.put(
            stateWords(picture), row: top, column: columns.lowerBound, statePaint(picture), end: columns.upperBound)
        if let elapsed = picture.elapsed {
            drawTime(picture, elapsed: elapsed, on: &canvas, top: top, columns: columns)
            return
        }
        var row = top + 1
        for allowance in picture.allowances {
            let values = columns.lowerBound + 6
            guard row < rows.upperBound else { break }
            canvas.put(
                allowance.modality.rawValue, row: row, column: columns.lowerBound, .faint, end: columns.upperBound)
            // The time of day has no room beside the reason.
            let isLong = allowance.from != nil && row + 1 < rows.upperBound
            canvas.put(
                isLong ? timeWords(for: allowance) : words(for: allowance), row: row, column: values,
                allowance.why == nil ? .good : .normal, end: columns.upperBound)
            if isLong {
                row += 1
                canvas.put(allowance.why ?? "", row: row, column: values, .faint, end: columns.upperBound)
            }
            row += 1
        }
    }

    private static func drawTime(
        _ picture: BoardPicture, elapsed: Duration, on canvas: inout ScreenCanvas, top: Int, columns: Range<Int>
    ) {
        let time = picture.remaining.map { Guidance.clock($0, up: true) } ?? Guidance.clock(elapsed)
        let meaning = picture.remaining == nil ? "lasted" : "left"
        var textEnd = columns.upperBound
        if columns.count >= digitColumns + 21 {
            let digits = ScreenDigits.lines(for: time, glyphs: canvas.style.glyphs)
            // The last digit stands still when the first one goes.
            for (row, line) in digits.enumerated() {
                canvas.put(line, row: top + row, endingAt: columns.upperBound, .strong)
            }
            textEnd = columns.upperBound - (digits[0].columns + 1)
            canvas.put(meaning, row: top + 2, endingAt: textEnd, .faint)
        } else {
            canvas.put("\(time) \(meaning)", row: top + 1, column: columns.lowerBound, .strong, end: textEnd)
        }
        let remarkRow = columns.count >= digitColumns + 21 ? top + 1 : top + 2
        if let (remark, paint) = remark(on: picture, isShort: columns.count < 21) {
            canvas.put(remark, row: remarkRow, column: columns.lowerBound, paint, end: textEnd)
        }
        if let remaining = picture.remaining {
            drawBar(
                picture, elapsed: elapsed, ceiling: elapsed + remaining, on: &canvas, row: top + 3, columns: columns)
        }
    }

    /// What stands below the state while there is a session.
    private static func remark(on picture: BoardPicture, isShort: Bool) -> (words: String, paint: Paint)? {
        switch picture.state {
        case .removePlanned: return ("full time", .strong)
        case .removeSafety: return ("for safety", .strong)
        case .windowOpen: return ("may come off now", .good)
        case .ready, .idle, .checking, .applying, .fault, .off:
            guard let opens = picture.windowOpensIn else { return nil }
            return ("\(isShort ? "" : "window ")opens in \(Guidance.clock(opens, up: true))", .normal)
        }
    }

    /// The session from left to right, with a mark where the window opens, and the times below.
    private static func drawBar(
        _ picture: BoardPicture, elapsed: Duration, ceiling: Duration, on canvas: inout ScreenCanvas, row: Int,
        columns: Range<Int>
    ) {
        guard ceiling > .zero else { return }
        func column(at time: Duration) -> Int {
            let share = min(max(time.inSeconds / ceiling.inSeconds, 0), 1)
            return columns.lowerBound + Int((share * Double(columns.count)).rounded(.down))
        }
        let done = column(at: elapsed)
        let paint: Paint = picture.state == .windowOpen ? .good : statePaint(picture)
        canvas.fill(row: row, columns: columns, with: canvas.style.glyph("─", "-"), .faint)
        canvas.fill(
            row: row, columns: columns.lowerBound..<min(done, columns.upperBound),
            with: canvas.style.glyph("━", "="), paint)

        let times = row + 1
        canvas.put("0:00", row: times, column: columns.lowerBound, .faint)
        canvas.put(Guidance.clock(ceiling), row: times, endingAt: columns.upperBound, .faint)
        guard let minimum = minimum(of: picture, elapsed: elapsed), minimum < ceiling else { return }
        let mark = min(column(at: minimum), columns.upperBound - 1)
        canvas.put(canvas.style.glyph("┃", "|"), row: row, column: mark, mark < done ? paint : .strong)
        let label = Guidance.clock(minimum)
        let start = mark - label.columns / 2
        if canvas.isBlank(row: times, columns: start - 1..<start + label.columns + 1) {
            canvas.put(label, row: times, column: start, .faint)
        }
    }

    private static func minimum(of picture: BoardPicture, elapsed: Duration) -> Duration? {
        if case .session(_, let minimum, _) = picture.span { return minimum }
        return picture.windowOpensIn.map { elapsed + $0 }
    }

    /// State and time in one line, for a small terminal.
    static func drawStateLine(
        _ picture: BoardPicture, on canvas: inout ScreenCanvas, row: Int, columns: Range<Int>
    ) {
        let time =
            picture.bench?.isPaused == true
            ? "paused" : picture.remaining.map { "\(Guidance.clock($0, up: true)) left" } ?? picture.clock
        let end = max(columns.upperBound - canvas.style.spell(time).columns, columns.lowerBound)
        canvas.put(time, row: row, endingAt: columns.upperBound, .strong)
        canvas.put(
            stateWords(picture), row: row, column: columns.lowerBound, statePaint(picture),
            end: end > columns.lowerBound ? end - 1 : columns.upperBound)
    }

    static func stateWords(_ picture: BoardPicture) -> String {
        let state = picture.stateName ?? Guidance.name(of: picture.state)
        guard let modality = picture.modality else { return state }
        return "\(Guidance.name(of: modality)) · \(state)"
    }

    private static func statePaint(_ picture: BoardPicture) -> Paint {
        switch picture.state {
        case .ready, .idle, .checking: .strong
        case .applying: picture.modality == .heat ? .hot : .cold
        case .windowOpen: .good
        case .removePlanned, .removeSafety: .alarm
        case .fault: .warning
        case .off: .faint
        }
    }

    static func words(for allowance: BoardPicture.Allowance) -> String {
        guard let why = allowance.why else { return "may start now" }
        return "\(timeWords(for: allowance)) · \(why)"
    }

    private static func timeWords(for allowance: BoardPicture.Allowance) -> String {
        guard let wait = allowance.wait else { return "not now" }
        return "in \(Guidance.clock(wait, up: true))" + (allowance.from.map { ", from \($0)" } ?? "")
    }

    /// Headline and refusal in at most `rows` lines; a refusal has half of them at least, should it need them.
    static func messageLines(_ picture: BoardPicture, width: Int, rows: Int) -> [(words: String, paint: Paint)] {
        let isAlarm = picture.state == .removePlanned || picture.state == .removeSafety
        let headline = Guidance.headline(of: picture).wrapped(to: width)
        let refusal = picture.refusal.map { "Refused: \($0)".wrapped(to: width) } ?? []
        let refusalRows = min(refusal.count, max(rows - headline.count, (rows + 1) / 2))
        return shortened(headline, to: rows - refusalRows).map { ($0, isAlarm ? .alarm : .strong) }
            + shortened(refusal, to: refusalRows).map { ($0, .warning) }
    }

    /// The first `count` lines, the last one marked where some are missing.
    private static func shortened(_ lines: [String], to count: Int) -> [String] {
        guard lines.count > count else { return lines }
        return lines.prefix(count).enumerated().map { $0 == count - 1 ? $1 + "…" : $1 }
    }

    static func drawMessages(
        _ picture: BoardPicture, on canvas: inout ScreenCanvas, rows: Range<Int>, columns: Range<Int>
    ) {
        for (row, line) in zip(rows, messageLines(picture, width: columns.count, rows: rows.count)) {
            if line.paint == .alarm { canvas.fill(row: row, columns: columns, .alarm) }
            canvas.put(line.words, row: row, column: columns.lowerBound, line.paint, end: columns.upperBound)
        }
    }
}
