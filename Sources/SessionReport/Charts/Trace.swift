import CoachCore

/// What one probe read, as a line in a picture's own units: columns across, tenths of a pixel down.
struct Trace {
    static let unitsPerPixel = 10

    private let columns: [TraceColumns.Column?]

    init(_ columns: TraceColumns, _ role: ProbeRole) {
        self.columns = columns.columns(of: role)
    }

    /// Where the line ends: the share of the width, and the last temperature.
    var end: (share: Double, celsius: Double)? {
        guard let index = columns.lastIndex(where: { $0 != nil }), let last = columns[index] else { return nil }
        let temperature = Temperature(millidegrees: last.rises ? last.high : last.low)
        return (Double(index + 1) / Double(columns.count), temperature.celsius)
    }

    /// As `d` of an SVG path.
    func data(on scale: TemperatureScale) -> String {
        func y(_ millidegrees: Int32) -> Int {
            Int((scale.y(Temperature(millidegrees: millidegrees).celsius) * Double(Self.unitsPerPixel)).rounded())
        }
        var path = TracePath()
        var isFirst = true
        for (index, column) in columns.enumerated() {
            guard let column else { continue }
            let (one, other) = column.rises ? (column.low, column.high) : (column.high, column.low)
            if column.isAfterGap || isFirst { path.move(to: index, y(one)) } else { path.line(to: index, y(one)) }
            path.line(to: index, y(other))
            isFirst = false
        }
        path.finish()
        return path.data
    }

    /// Where faults stood, as pieces of a line.
    static func faults(_ columns: TraceColumns, y: Int) -> String {
        var path = TracePath()
        var start: Int?
        for (index, isFault) in (columns.faults + [false]).enumerated() {
            if isFault, start == nil { start = index }
            if !isFault, let from = start {
                path.move(to: from, y)
                path.line(to: index, y)
                start = nil
            }
        }
        path.finish()
        return path.data
    }
}
