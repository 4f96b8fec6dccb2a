import CoachCore

/// Temperatures over time as lines in a terminal, with the limits that lie near them.
struct Chart {
    /// A limit, drawn as a dashed line where it lies near the temperatures.
    struct Limit: Hashable, Sendable {
        /// A few words such as `stop 43`.
        var name: String
        var at: Temperature
        /// Drawn however far it lies from the temperatures: how far that is, is what the chart is for.
        var isAlwaysShown = false
    }

    struct Series {
        /// Stands at the end of the line.
        var name: String
        var paint: Paint
        /// The dot of a terminal without braille.
        var letter: Character
        /// For what is computed and not measured.
        var isDotted = false
        /// Seconds on the chart's time line and °C; nil breaks the line.
        var values: [(at: Double, celsius: Double?)]
    }

    struct Tick {
        /// Seconds on the chart's time line.
        var at: Double
        var name: String
    }

    /// A moment, pointed at from below the time axis.
    struct Pointer {
        /// Seconds on the chart's time line.
        var at: Double
        var letter: Character
    }

    /// The later one is drawn over the earlier one.
    var series: [Series]
    var limits: [Limit]
    /// Seconds from left to right.
    var times: ClosedRange<Double>
    var ticks: [Tick]
    /// A time of its own, marked from top to bottom: where the window opens.
    var mark: Double?
    /// Times that stand out on the axis: the window.
    var stretch: ClosedRange<Double>?
    /// In the order of their times; they take a row of their own, below the axis.
    var pointers: [Pointer] = []

    private static let axisColumns = 4
    /// At most this much is left at the right edge for the names of the limits.
    private static let marginColumns = 13
    /// How far from the temperatures a limit is still shown, in °C.
    private static let nearby = 6.0

    /// Draws into these cells; the last row holds the time axis, or what points at it. Draws nothing where there is no
    /// room for a line.
    func draw(on canvas: inout ScreenCanvas, rows all: Range<Int>, columns: Range<Int>) {
        let rows = all.lowerBound..<max(all.lowerBound, all.upperBound - (pointers.isEmpty ? 0 : 1))
        let scale = ChartScale(celsius: celsius, rows: rows.count - 1)
        let shown = limits.filter { scale.celsius.contains($0.at.celsius) }
        let margin = min(shown.map { canvas.style.spell($0.name).columns + 1 }.max() ?? 1, Self.marginColumns)
        let left = columns.lowerBound + Self.axisColumns
        guard rows.count >= 3, columns.upperBound - margin - left >= 8 else { return }
        let plot = left..<columns.upperBound - margin
        let body = rows.lowerBound..<(rows.upperBound - 1)

        drawAxes(on: &canvas, body: body, plot: plot, end: columns.upperBound, scale: scale)
        drawLimits(shown, on: &canvas, body: body, plot: plot, end: columns.upperBound, scale: scale)
        var raster = ChartRaster(columns: plot.count, rows: body.count, glyphs: canvas.style.glyphs)
        let spots = series.map { raster.draw($0, times: times, scale: scale) }
        raster.put(on: &canvas, row: body.lowerBound, column: plot.lowerBound)
        for (line, spot) in zip(series, spots).reversed() {
            guard let spot else { continue }
            label(line, at: spot, on: &canvas, body: body, plot: plot)
        }
        drawPointers(on: &canvas, row: rows.upperBound, plot: plot, end: columns.upperBound)
    }

    /// All temperatures, and the limits near them.
    private var celsius: ClosedRange<Double> {
        let values = series.flatMap { $0.values.compactMap(\.celsius) }
        guard let low = values.min(), let high = values.max() else { return 0...40 }
        let shown = (low - Self.nearby)...(high + Self.nearby)
        let near = limits.filter { $0.isAlwaysShown || shown.contains($0.at.celsius) }.map(\.at.celsius)
        return min(low, near.min() ?? low)...max(high, near.max() ?? high)
    }

    private func drawAxes(
        on canvas: inout ScreenCanvas, body: Range<Int>, plot: Range<Int>, end: Int, scale: ChartScale
    ) {
        let (axis, bottom) = (plot.lowerBound - 1, body.upperBound)
        let across = canvas.style.glyph("─", "-")
        for row in body { canvas.put(canvas.style.glyph("│", "|"), row: row, column: axis, .faint) }
        for degrees in scale.ticks {
            let row = body.lowerBound + scale.row(of: Double(degrees))
            canvas.put(degrees < 0 ? "−\(-degrees)" : "\(degrees)", row: row, endingAt: axis, .faint)
            canvas.put(canvas.style.glyph("┤", "+"), row: row, column: axis, .faint)
        }
        canvas.put(canvas.style.glyphs == .unicode ? "°C" : "C", row: bottom, endingAt: axis, .faint)
        canvas.put(canvas.style.glyph("└", "+"), row: bottom, column: axis, .faint)
        canvas.fill(row: bottom, columns: plot, with: across, .faint)
        let heavy = canvas.style.glyph("━", "=")
        if let stretch, let from = column(of: stretch.lowerBound, in: plot),
            let to = column(of: stretch.upperBound, in: plot)
        {
            canvas.fill(row: bottom, columns: from..<to + 1, with: heavy, .strong)
        }
        for tick in ticks {
            guard let column = column(of: tick.at, in: plot) else { continue }
            let width = canvas.style.spell(tick.name).columns
            let start = min(max(column - width / 2, axis + 1), end - width)
            let cells = max(start - 1, plot.lowerBound)..<max(min(start + width + 1, end), plot.lowerBound)
            // A label that would touch its neighbour is left out.
            guard canvas.isBlank(row: bottom, columns: cells, besides: [across, heavy]) else { continue }
            canvas.put(tick.name, row: bottom, column: start, .faint)
        }
        guard let mark, let column = column(of: mark, in: plot) else { return }
        for row in body { canvas.put(canvas.style.glyph("┊", ":"), row: row, column: column, .faint) }
    }

    private func drawLimits(
        _ limits: [Limit], on canvas: inout ScreenCanvas, body: Range<Int>, plot: Range<Int>, end: Int,
        scale: ChartScale
    ) {
        var next = body.lowerBound
        for limit in limits.sorted(by: { $0.at > $1.at }) {
            let row = body.lowerBound + scale.row(of: limit.at.celsius)
            canvas.fill(row: row, columns: plot, with: canvas.style.glyph("╌", "-"), .limit)
            // Two limits in one row: the lower one's name goes one down.
            let nameRow = max(row, next)
            guard body.contains(nameRow) else { continue }
            canvas.put(limit.name, row: nameRow, column: plot.upperBound + 1, .limit, end: end)
            next = nameRow + 1
        }
    }

    /// Letters that would lie on each other stand side by side, as far as there is room.
    private func drawPointers(on canvas: inout ScreenCanvas, row: Int, plot: Range<Int>, end: Int) {
        var next = plot.lowerBound
        for pointer in pointers {
            guard let column = column(of: pointer.at, in: plot) else { continue }
            let free = max(column, next)
            guard free < end else { return }
            canvas.put(pointer.letter, row: row, column: free, .strong)
            next = free + 1
        }
    }

    private func column(of time: Double, in plot: Range<Int>) -> Int? {
        guard times.contains(time), times.upperBound > times.lowerBound else { return nil }
        let share = (time - times.lowerBound) / (times.upperBound - times.lowerBound)
        return plot.lowerBound + Int((share * Double(plot.count - 1)).rounded())
    }

    /// Writes the line's name behind its end, or above or below it, wherever no line runs.
    private func label(
        _ line: Series, at spot: (column: Int, row: Int), on canvas: inout ScreenCanvas, body: Range<Int>,
        plot: Range<Int>
    ) {
        let name = canvas.style.spell(line.name)
        let behind = plot.lowerBound + spot.column + 2
        // Apart from the names of the limits.
        let above = plot.upperBound - name.columns - 2
        let places = [(0, behind), (-1, min(behind, above)), (1, min(behind, above)), (-2, above), (2, above)]
        let free = Set("╌┊-:")
        for (offset, column) in places {
            let row = body.lowerBound + spot.row + offset
            let cells = column - 1..<column + name.columns + 1
            guard body.contains(row), column + name.columns <= plot.upperBound,
                canvas.isBlank(row: row, columns: cells.clamped(to: plot), besides: free)
            else { continue }
            canvas.put(name, row: row, column: column, line.paint)
            return
        }
    }
}
