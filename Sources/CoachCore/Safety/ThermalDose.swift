/// Thermal dose in cumulative equivalent minutes at 43 °C (Sapareto & Dewey 1984).
///
/// CEM43 = Σ minutes · R^(43 − T), with R = 0.5 from 43 °C on, 0.25 from 39 °C on and nothing below.
/// The two values of R have been swapped in public code; 42 °C for 20 min must give 5, 44 °C for 5 min must give 10.
struct ThermalDose: Hashable, Sendable {
    /// Summed in seconds: a second at 43 °C is then exactly one, and ten minutes of them meet the limit exactly.
    private var seconds: Double

    init(minutes: Double = 0) {
        seconds = minutes * 60
    }

    /// CEM43 minutes.
    var minutes: Double { seconds / 60 }

    /// Adds a stretch at one temperature (of the skin, the probe's tolerance already counted).
    mutating func add(_ temperature: Temperature, for duration: Duration) {
        seconds += duration.inSeconds * Self.rate(temperature)
    }

    /// Equivalent minutes per minute.
    static func rate(_ temperature: Temperature) -> Double {
        let above = temperature.celsius - 43
        if above >= 0 { return power(0.5, -above) }
        return above >= -4 ? power(0.25, -above) : 0
    }

    /// `base` to the power of `exponent`, for base 0.5 and 0.25: the standard library has no `pow` without a C library.
    /// Exact for whole exponents; else good to better than 10⁻¹².
    private static func power(_ base: Double, _ exponent: Double) -> Double {
        // base = 2^(−k), so the power is 2^(−k·exponent): a whole part by the binary exponent, the rest as a series.
        let binary = exponent * (base == 0.5 ? -1 : -2)
        let whole = binary.rounded(.down)
        let x = (binary - whole) * 0.693_147_180_559_945_309_4
        var (term, sum) = (1.0, 1.0)
        for n in 1...20 {
            term *= x / Double(n)
            sum += term
        }
        return sum * Double(sign: .plus, exponent: Int(whole), significand: 1)
    }
}
