import CoachCore

/// From temperatures to heights in a picture, the warmest at the top.
struct TemperatureScale {
    let lowest: Double
    let highest: Double
    /// In pixels.
    let height: Double

    /// For a chart of one session: all that was read, the nearest limits, and some air.
    init(readings: ClosedRange<Double>, limits: [LimitLine], height: Double) {
        var (low, high) = (readings.lowerBound, readings.upperBound)
        for limit in limits {
            low = min(low, limit.reading.celsius)
            high = max(high, limit.reading.celsius)
        }
        // Without it the noise of a probe in melting ice would fill the chart.
        let missing = Self.leastSpan - (high - low)
        if missing > 0 { high += missing }
        let air = max(1, (high - low) * 0.06)
        (lowest, highest, self.height) = (low - air, high + air, height)
    }

    /// For small charts that are to be compared: the same for every session of a modality.
    init(common modality: Modality, height: Double) {
        switch modality {
        case .ice: (lowest, highest) = (-20, 40)
        case .heat: (lowest, highest) = (25, 60)
        }
        self.height = height
    }

    private static let leastSpan = 10.0

    /// In pixels from the top; a temperature beyond the scale stands at its edge.
    func y(_ celsius: Double) -> Double {
        let share = (highest - celsius) / (highest - lowest)
        return min(1, max(0, share)) * height
    }

    func holds(_ celsius: Double) -> Bool { lowest...highest ~= celsius }

    /// Round temperatures to draw lines at: four to eight of them.
    var ticks: [Int] {
        let span = highest - lowest
        let step = [1, 2, 5, 10, 20, 50].first { span / Double($0) <= 8 } ?? 100
        let first = Int((lowest / Double(step)).rounded(.up)) * step
        return Array(stride(from: first, through: Int(highest.rounded(.down)), by: step))
    }
}
