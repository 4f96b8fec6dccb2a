import CoachCore

/// The figures of the specification, said once more and apart from the code under test: each with where it stands.
enum Figures {
    /// A limit that ends a session. Safety figures, 2: the compared value is the reading − 0.5 °C for cold and + 0.5 °C
    /// for heat, so these are readings, in thousandths of a degree.
    struct Limit {
        enum Hold {
            /// "At once": valid samples in a row.
            case inARow(Int)
            case lasting(Moment)
            case inTotal(Moment)
        }

        var role: ProbeRole
        var isCold: Bool
        var reading: Int32
        /// "≤ 2 °C", not "< 2 °C".
        var including = true
        var hold: Hold
        /// "With a valid skin probe too, these only warn."
        var onlyWarnsUnderSkinProbe = false

        func isBeyond(_ reading: Int32) -> Bool {
            if !isCold { return reading >= self.reading }
            return including ? reading <= self.reading : reading < self.reading
        }
    }

    static let limits: [Limit] = [
        // Ice on the skin: stop < 7 °C for 30 s, 10 min in total below 10 °C, at once ≤ 2 °C.
        Limit(role: .skin, isCold: true, reading: 2500, hold: .inARow(2)),
        Limit(role: .skin, isCold: true, reading: 7500, including: false, hold: .lasting(seconds(30))),
        Limit(role: .skin, isCold: true, reading: 10_500, including: false, hold: .inTotal(minutes(10))),
        // Ice on the pack: < −5 °C for 10 s, at once ≤ −10 °C; steadily ≤ −25 °C is a danger whatever the skin says.
        Limit(
            role: .pack, isCold: true, reading: -4500, including: false, hold: .lasting(seconds(10)),
            onlyWarnsUnderSkinProbe: true),
        Limit(role: .pack, isCold: true, reading: -9500, hold: .inARow(2), onlyWarnsUnderSkinProbe: true),
        Limit(role: .pack, isCold: true, reading: -24_500, hold: .inARow(2)),
        // Heat on the skin: ≥ 43 °C for 60 s, ≥ 44 °C for 10 s, at once ≥ 45 °C.
        Limit(role: .skin, isCold: false, reading: 42_500, hold: .lasting(seconds(60))),
        Limit(role: .skin, isCold: false, reading: 43_500, hold: .lasting(seconds(10))),
        Limit(role: .skin, isCold: false, reading: 44_500, hold: .inARow(2)),
        // Heat on the pack: ≥ 50 °C for 10 s, at once ≥ 55 °C.
        Limit(role: .pack, isCold: false, reading: 49_500, hold: .lasting(seconds(10))),
        Limit(role: .pack, isCold: false, reading: 54_500, hold: .inARow(2)),
    ]

    /// Safety figures, 2: dose ≥ 10 CEM43 stops; at most 20 in 24 h.
    static let doseStop = 10.0
    static let dosePerDay = 20.0
    /// "No valid sample … for 30 s: stop."
    static let silence = seconds(30)
    /// Product, Probes: they disagree for 60 s; skin 3 °C below the pack (ice), or above 40 °C and 3 °C above (heat).
    static let disagreement = (hold: seconds(60), degrees: Int32(3000), hotFrom: Int32(40_000))
    /// Safety figures, 3: more than 10 °C/s since the last valid sample is no reading; that is a thousandth in 0.1 ms.
    static let perMillidegree: Moment = 100_000

    // Start rules: safety figures, 1 and product, Start rules.

    static let iceAtMost: Int32 = 15_000
    static let heatAtLeast: Int32 = 35_000
    /// A start is refused beyond −5 and 50 °C compared; with a skin probe beyond −25 °C.
    static let tooColdBelow: Int32 = -4500
    static let tooColdUnderSkinProbe: Int32 = -24_500
    static let tooHotFrom: Int32 = 49_500
    static let otherRest = minutes(30)
    static let perDay: [Modality: Int] = [.ice: 6, .heat: 3]
    static let day = hours(24)
    static let noHeatAfterOnset = hours(48)
    static let noHeatAfterRun = hours(3)
    /// "Except one ended by press before 0:30"; "by a pack limit or probe-fault before 5:00".
    static let noneBefore = seconds(30)
    static let shortBefore = minutes(5)

    // A session: product, A session.

    static let deafAfterStart = seconds(2)
    static let deafAfterEnd = seconds(3)
    static let stuck = seconds(30)
    static let answered = milliseconds(1800)
    static let resumable = seconds(60)
    static let armedAfterEnd = minutes(5)
    static let asksAgain = seconds(60)
    static let escalates = minutes(2)
    static let powerLossExpires = hours(2)
    static let skinChecks = [minutes(5), minutes(10)]
    /// Log: a power cut loses at most the last 30 s of samples.
    static let samplesLost = seconds(30)
    /// "The service tries again at least every 60 s."
    static let logRetries = seconds(60)

    /// Thermal dose in CEM43 minutes a minute: R^(43 − T), R 0.5 from 43 °C, 0.25 from 39 °C, nothing below; of the
    /// compared value.
    static func doseRate(_ reading: Int32) -> Double {
        let celsius = Double(reading + 500) / 1000
        if celsius < 39 { return 0 }
        return power(celsius >= 43 ? 0.5 : 0.25, 43 - celsius)
    }
}
