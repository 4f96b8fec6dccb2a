import CoachCore
import SessionLog

/// Sessions as a table, one a line; what people added to one stands below it.
struct SessionTable {
    private let time: LocalTime
    private let now: WallTime
    private let shape: OutputShape
    private let zones: String
    /// Where the columns begin: ID, when, pack, length, end, lowest, highest, trace.
    private let starts: [Int]
    /// Cells of a trace; 0: there is no room for one.
    let traceCells: Int

    private static let gap = 2
    private static let leastTrace = 6
    private static let mostTrace = 40
    /// From here on the day is written out.
    private static let wide = 100

    /// - Parameter first: the sessions that the columns are made for, all or the newest.
    init(_ first: [SessionRecord], time: LocalTime, now: WallTime, shape: OutputShape) {
        self.time = time
        self.now = now
        self.shape = shape
        var zones: [String] = []
        for session in first {
            let zone = time.string(session.startedAt, format: "%Z")
            if !zones.contains(zone) { zones.append(zone) }
        }
        self.zones = zones.joined(separator: "/")
        let cells = first.map { Self.cells($0, time, now, isWide: shape.width >= Self.wide) }
        let names = Self.names(zones: self.zones)
        let widths = names.indices.map { column in
            ([names[column]] + cells.map { $0[column].text }).map { shape.style.spell($0).columns }.max() ?? 0
        }
        starts = widths.reduce(into: [0]) { starts, width in starts.append((starts.last ?? 0) + width + Self.gap) }
        let room = min(shape.width - (starts.last ?? 0), Self.mostTrace)
        traceCells = room >= Self.leastTrace ? room : 0
    }

    private static func names(zones: String) -> [String] {
        ["ID", "WHEN, \(zones)", "PACK", "LENGTH", "END", "LOW°", "HIGH°"]
    }

    // MARK: Lines

    func header() -> [String] {
        shape.lines(1) { canvas in
            for (index, name) in Self.names(zones: zones).enumerated() { put(name, index, on: &canvas, .faint) }
            if traceCells >= 11 {
                canvas.put("TEMPERATURE", row: 0, column: starts[7], .faint)
            } else if traceCells > 0 {
                canvas.put("TRACE", row: 0, column: starts[7], .faint)
            }
        }
    }

    /// - Parameter trace: ``traceCells`` readings over the ceiling, cut off where the session ended.
    func lines(of session: SessionRecord, trace: [Temperature?]) -> [String] {
        let remarks = Self.remarks(session)
        return shape.lines(remarks.isEmpty ? 1 : 2) { canvas in
            let cells = Self.cells(session, time, now, isWide: shape.width >= Self.wide)
            for (index, cell) in cells.enumerated() { put(cell.text, index, on: &canvas, cell.paint) }
            let bars = Sparkline.text(trace, style: shape.style)
            canvas.put(bars, row: 0, column: starts[7], session.leadingProbe == .pack ? .pack : .skin)
            canvas.put(remarks, row: 1, column: starts[1], .faint)
        }
    }

    /// Times of a trace's readings, since the press, and how far they lie apart.
    func traceTimes(_ session: SessionRecord) -> (times: [Duration], step: Duration) {
        guard traceCells > 0 else { return ([], .zero) }
        let step = session.ceiling / traceCells
        let end = session.duration ?? session.ceiling
        return ((0..<traceCells).map { step * $0 }.filter { $0 < end }, step)
    }

    private func put(_ text: String, _ index: Int, on canvas: inout ScreenCanvas, _ paint: Paint) {
        // Figures stand below each other by their last digit.
        if [0, 5, 6].contains(index) {
            canvas.put(text, row: 0, endingAt: starts[index + 1] - Self.gap, paint)
        } else {
            canvas.put(text, row: 0, column: starts[index], paint)
        }
    }

    // MARK: Cells

    private static func cells(
        _ session: SessionRecord, _ time: LocalTime, _ now: WallTime, isWide: Bool
    ) -> [(text: String, paint: Paint)] {
        let reason = session.endReason
        let paint: Paint = reason.map { $0.isPlanned ? (session.windowMet ? .good : .normal) : .warning } ?? .strong
        return [
            ("\(session.id)", .normal), (when(session, time, now, isWide), .normal),
            (session.modality.rawValue, session.modality == .ice ? .cold : .hot),
            (SessionWords.length(session), .normal),
            (isWide ? SessionWords.end(session) : reason?.words ?? SessionWords.end(session), paint),
            (figure(session.minimumReading), .normal), (figure(session.maximumReading), .normal),
        ]
    }

    /// Short where there is little room: as `ls` does it, the time of day of this year's, the year of earlier ones.
    private static func when(_ session: SessionRecord, _ time: LocalTime, _ now: WallTime, _ isWide: Bool) -> String {
        let year = time.string(now, format: "%Y")
        let isThisYear = time.string(session.startedAt, format: "%Y") == year
        let format = isWide ? "%Y-%m-%d %H:%M" : isThisYear ? "%m-%d %H:%M" : "%Y-%m-%d"
        return (session.clockSynced ? "" : "~") + time.string(session.startedAt, format: format)
    }

    private static func figure(_ temperature: Temperature?) -> String {
        // "12.5 °C" without the unit, which stands above.
        temperature.map { String("\($0)".prefix { $0 != " " }) } ?? "–"
    }

    private static func remarks(_ session: SessionRecord) -> String {
        [
            session.overrideReason.map { "rest overridden: \($0)" }, SessionWords.pain(session), session.note,
        ].compactMap { $0 }.joined(separator: " · ")
    }
}
