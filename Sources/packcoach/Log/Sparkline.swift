import CoachCore

/// Temperatures in one row: a bar a cell, from the session's own lowest to its highest.
enum Sparkline {
    /// °C from the lowest to the highest bar at least, so that the noise of melting ice is no mountain range.
    private static let leastSpan = 10.0

    /// - Parameter readings: one a cell; nil: no valid reading there.
    static func text(_ readings: [Temperature?], style: ScreenStyle) -> String {
        let bars = Array(style.glyphs == .unicode ? "▁▂▃▄▅▆▇█" : "_.:-=+*#")
        let valid = readings.compactMap { $0?.celsius }
        guard let low = valid.min(), let high = valid.max() else { return "" }
        let span = max(high - low, leastSpan)
        return String(
            readings.map { reading in
                guard let reading else { return style.glyph("×", "x") }
                let share = (reading.celsius - low) / span
                return bars[min(Int(share * Double(bars.count)), bars.count - 1)]
            })
    }
}
