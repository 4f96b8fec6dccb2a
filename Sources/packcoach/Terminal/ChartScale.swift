/// Which temperature lies in which row.
struct ChartScale {
    /// From the lowest row to the highest; whole steps.
    let celsius: ClosedRange<Double>
    /// The labelled temperatures.
    let ticks: [Int]
    let rows: Int

    /// A scale of at least 10 °C that holds all of `celsius`. It ends on multiples of 5 °C, so that it stands still
    /// while the temperatures move.
    init(celsius: ClosedRange<Double>, rows: Int) {
        let lower = (celsius.lowerBound / 5).rounded(.down) * 5
        let upper = max((celsius.upperBound / 5).rounded(.up) * 5, lower + 10)
        let rows = max(rows, 1)
        let most = max(2, rows / 2 + 1)
        let step = [5, 10, 20, 50].first { Int(upper - lower) / $0 < most } ?? 100
        let first = (lower / Double(step)).rounded(.up)
        ticks = Array(stride(from: Int(first) * step, through: Int(upper), by: step))
        self.celsius = lower...upper
        self.rows = rows
    }

    /// The row, 0 the topmost one, of this many dots a row; a row of dots lies in the row of cells that it is drawn in.
    func row(of celsius: Double, dotsPerRow: Int = 1) -> Int {
        let share = (self.celsius.upperBound - celsius) / (self.celsius.upperBound - self.celsius.lowerBound)
        let dots = rows * dotsPerRow
        return min(max(Int((share * Double(dots)).rounded(.down)), 0), dots - 1)
    }
}
