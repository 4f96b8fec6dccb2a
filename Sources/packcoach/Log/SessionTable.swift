import CoachCore
import SessionLog

/// Sessions as a table, one a line; what people added to one stands below it.
struct SessionTable {
    private let cells: SessionCells
    private let shape: OutputShape
    private let names: [String]
    /// Where the columns begin: ID, when, pack, length, end, lowest, highest, trace.
    private let starts: [Int]
    /// Cells of a trace; 0: there is no room for one.
    let traceCells: Int

    private static let gap = 2
    private static let leastTrace = 6
    private static let mostTrace = 40
    /// From here on the day is written out.
    private static let wide = 100
    /// Their figures stand below each other by their last digit.
    private static let rightAligned = [0, 5, 6]

    /// - Parameter first: the sessions that the columns are made for, all or the newest.
    init(_ first: [SessionRecord], time: LocalTime, now: WallTime, shape: OutputShape) {
        self.shape = shape
        cells = SessionCells(
            time: time, now: now, isWide: shape.width >= Self.wide, isUncertain: first.contains { !$0.clockSynced })
        var zones: [String] = []
        for session in first {
            let zone = time.string(session.startedAt, format: "%Z")
            if !zones.contains(zone) { zones.append(zone) }
        }
        let names = ["ID", "WHEN, \(zones.joined(separator: "/"))", "PACK", "LENGTH", "END", "LOW°", "HIGH°"]
        self.names = names
        let rows = first.map(cells.row)
        let widths = names.indices.map { column in
            ([names[column]] + rows.map { $0[column].text }).map { shape.style.spell($0).columns }.max() ?? 0
        }
        starts = widths.reduce(into: [0]) { starts, width in starts.append((starts.last ?? 0) + width + Self.gap) }
        let room = min(shape.width - (starts.last ?? 0), Self.mostTrace)
        traceCells = room >= Self.leastTrace ? room : 0
    }

    func header() -> [String] {
        shape.lines(1) { canvas in
            for (index, name) in names.enumerated() { put(name, index, on: &canvas, .faint) }
            let name = traceCells >= "TEMPERATURE".count ? "TEMPERATURE" : traceCells > 0 ? "TRACE" : ""
            canvas.put(name, row: 0, column: starts[names.count], .faint)
        }
    }

    /// - Parameter trace: what was read at ``traceTimes(_:)``.
    func lines(of session: SessionRecord, trace: [Temperature?]) -> [String] {
        let remarks = SessionCells.remarks(session)
        return shape.lines(remarks.isEmpty ? 1 : 2) { canvas in
            for (index, cell) in cells.row(session).enumerated() { put(cell.text, index, on: &canvas, cell.paint) }
            let bars = Sparkline.text(session.duration == nil ? Self.soFar(trace) : trace, style: shape.style)
            canvas.put(bars, row: 0, column: starts[names.count], session.leadingProbe == .pack ? .pack : .skin)
            canvas.put(remarks, row: 1, column: starts[1], .faint)
        }
    }

    /// Times of a trace's readings, since the press, and how far they lie apart: the ceiling is as long as the column,
    /// and the trace as long as the session was.
    func traceTimes(_ session: SessionRecord) -> (times: [Duration], step: Duration) {
        guard traceCells > 0 else { return ([], .zero) }
        let step = session.ceiling / traceCells
        let end = session.duration ?? session.ceiling
        return ((0..<traceCells).map { step * $0 }.filter { $0 < end }, step)
    }

    /// What has not come yet is no fault of the probe.
    private static func soFar(_ trace: [Temperature?]) -> [Temperature?] {
        Array(trace.prefix((trace.lastIndex { $0 != nil } ?? -1) + 1))
    }

    private func put(_ text: String, _ index: Int, on canvas: inout ScreenCanvas, _ paint: Paint) {
        if Self.rightAligned.contains(index) {
            // Half a figure would be another one.
            guard starts[index + 1] - Self.gap <= shape.width else { return }
            canvas.put(text, row: 0, endingAt: starts[index + 1] - Self.gap, paint)
        } else {
            canvas.put(text, row: 0, column: starts[index], paint)
        }
    }
}

/// What stands in the columns.
private struct SessionCells {
    let time: LocalTime
    let now: WallTime
    let isWide: Bool
    /// Some times are guesses, and carry a mark.
    let isUncertain: Bool

    func row(_ session: SessionRecord) -> [(text: String, paint: Paint)] {
        let reason = session.endReason
        let paint: Paint = reason.map { $0.isPlanned ? (session.windowMet ? .good : .normal) : .warning } ?? .strong
        let end = isWide ? SessionWords.end(session) : reason?.words ?? SessionWords.end(session)
        return [
            ("\(session.id)", .normal), (when(session), .normal),
            (session.modality.rawValue, session.modality == .ice ? .cold : .hot),
            (SessionWords.length(session), .normal), (end, paint),
            (figure(session.minimumReading), .normal), (figure(session.maximumReading), .normal),
        ]
    }

    /// What people added.
    static func remarks(_ session: SessionRecord) -> String {
        let override = session.overrideReason.map { "rest overridden: \($0)" }
        return [override, SessionWords.pain(session), session.note].compactMap { $0 }.joined(separator: " · ")
    }

    /// Short where there is little room: as `ls` does it, the time of day of this year's, the year of earlier ones.
    private func when(_ session: SessionRecord) -> String {
        let isThisYear = time.string(session.startedAt, format: "%Y") == time.string(now, format: "%Y")
        let format = isWide ? "%Y-%m-%d %H:%M" : isThisYear ? "%m-%d %H:%M" : "%Y-%m-%d"
        let mark = session.clockSynced ? isUncertain ? " " : "" : "~"
        return mark + time.string(session.startedAt, format: format)
    }

    /// `12.5` of `12.5 °C`: the unit stands above.
    private func figure(_ temperature: Temperature?) -> String {
        temperature.map { String("\($0)".prefix { $0 != " " }) } ?? "–"
    }
}
