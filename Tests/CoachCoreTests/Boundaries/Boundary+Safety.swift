import CoachCore

/// A cut-off as it is specified, typed in again.
struct CutoffRow: Sendable {
    /// The declarations that hold it.
    var name: [String]
    var probe: ProbeRole
    var side: Cutoff.Side
    /// The compared value, m°C.
    var threshold: Int32
    /// Which compared values lie beyond.
    var beyond: Boundary.Side
    var hold: Cutoff.Hold
    var action: Cutoff.Action

    func isOf(_ cutoff: Cutoff) -> Bool {
        cutoff.probe == probe && cutoff.side == side && cutoff.threshold.millidegrees == threshold
            && cutoff.hold == hold && cutoff.action == action
    }

    /// The reading whose compared value is the threshold: 0.5 °C of tolerance, against the person.
    var reading: Int32 { side == .cold ? threshold + 500 : threshold - 500 }

    /// The reading closest to the limit that lies beyond it.
    var justBeyond: Int32 { beyond.holds(0) ? reading : beyond == .below ? reading - 1 : reading + 1 }

    var modality: Modality { side == .cold ? .ice : .heat }

    var words: String { "\(probe.rawValue) \(threshold) m°C \(hold) \(action)" }

    /// A monitor of its probe that has taken these readings, in nanoseconds from the tests' zero.
    /// - Returns: whether the last of them crossed the cut-off.
    func isCrossed(by readings: [(at: Duration, millidegrees: Int32)]) -> Bool {
        var monitor = SafetyMonitor(modality: modality, probes: [probe], start: t(.zero), earlierDose: 0)
        var found: [Finding] = []
        for reading in readings {
            found = monitor.take(Sample(role: probe, at: t(reading.at), reading: milli(reading.millidegrees)))
        }
        return found.contains { finding in
            switch finding {
            case .warning(let danger): action == .warn && isCause(danger.cause)
            case .stop(_, let danger): action == .stop && isCause(danger.cause)
            }
        }
    }

    private func isCause(_ cause: Danger.Cause) -> Bool {
        if case .cutoff(let cutoff) = cause { isOf(cutoff) } else { false }
    }
}

extension Boundary {
    static let cutoffRows: [CutoffRow] =
        [
            CutoffRow(
                name: ["iceOnSkin"], probe: .skin, side: .cold, threshold: 2000, beyond: .atOrBelow, hold: .samples(2),
                action: .stop),
            CutoffRow(
                name: ["iceOnSkin"], probe: .skin, side: .cold, threshold: 7000, beyond: .below,
                hold: .sustained(.seconds(30)), action: .stop),
            CutoffRow(
                name: ["iceOnSkin"], probe: .skin, side: .cold, threshold: 10_000, beyond: .below,
                hold: .total(.seconds(600)), action: .stop),
            CutoffRow(
                name: ["iceOnSkin"], probe: .skin, side: .cold, threshold: 10_000, beyond: .below,
                hold: .sustained(.seconds(60)), action: .warn),
            CutoffRow(
                name: ["iceOnPack", "beyondFreezer"], probe: .pack, side: .cold, threshold: -25_000, beyond: .atOrBelow,
                hold: .samples(2), action: .stop),
            CutoffRow(
                name: ["iceOnPack"], probe: .pack, side: .cold, threshold: -10_000, beyond: .atOrBelow,
                hold: .samples(2), action: .stop),
            CutoffRow(
                name: ["iceOnPack", "coldestPack"], probe: .pack, side: .cold, threshold: -5000, beyond: .below,
                hold: .sustained(.seconds(10)), action: .stop),
            CutoffRow(
                name: ["iceOnPack"], probe: .pack, side: .cold, threshold: -1500, beyond: .below,
                hold: .sustained(.seconds(30)), action: .warn),
        ] + [
            CutoffRow(
                name: ["heatOnSkin"], probe: .skin, side: .hot, threshold: 45_000, beyond: .atOrAbove,
                hold: .samples(2), action: .stop),
            CutoffRow(
                name: ["heatOnSkin"], probe: .skin, side: .hot, threshold: 44_000, beyond: .atOrAbove,
                hold: .sustained(.seconds(10)), action: .stop),
            CutoffRow(
                name: ["heatOnSkin"], probe: .skin, side: .hot, threshold: 43_000, beyond: .atOrAbove,
                hold: .sustained(.seconds(60)), action: .stop),
            CutoffRow(
                name: ["heatOnSkin"], probe: .skin, side: .hot, threshold: 42_000, beyond: .atOrAbove,
                hold: .sustained(.seconds(60)), action: .warn),
            CutoffRow(
                name: ["heatOnPack"], probe: .pack, side: .hot, threshold: 55_000, beyond: .atOrAbove,
                hold: .samples(2), action: .stop),
            CutoffRow(
                name: ["heatOnPack", "hottestPack"], probe: .pack, side: .hot, threshold: 50_000, beyond: .atOrAbove,
                hold: .sustained(.seconds(10)), action: .stop),
            CutoffRow(
                name: ["heatOnPack"], probe: .pack, side: .hot, threshold: 45_000, beyond: .atOrAbove,
                hold: .sustained(.seconds(30)), action: .warn),
        ]

    static let cutoffs = cutoffRows.flatMap { [temperature(of: $0), hold(of: $0)] }

    /// Beyond or not, to the millidegree of the reading.
    private static func temperature(of row: CutoffRow) -> Boundary {
        let limits = (row.name + ["cutoffs", "tolerance", "compared"]).map { "SafetyLimits.\($0)" }
        return Boundary(
            limits: limits, what: "\(row.words): temperature", unit: .millidegrees, side: row.beyond
        ) { step in
            let reading = row.reading + Int32(step)
            let last: Duration =
                switch row.hold {
                case .samples: .seconds(1)
                case .sustained(let hold), .total(let hold): hold
                }
            return row.isCrossed(by: [(.zero, reading), (last, reading)])
        }
    }

    /// Held for long enough or not, to the nanosecond; at once: the number of samples.
    private static func hold(of row: CutoffRow) -> Boundary {
        let limits = row.name.map { "SafetyLimits.\($0)" }
        switch row.hold {
        case .samples(let count):
            return Boundary(limits: limits, what: "\(row.words): in a row", unit: .count, side: .atOrAbove) { step in
                row.isCrossed(by: (0..<count + Int(step)).map { (.seconds($0), row.justBeyond) })
            }
        case .sustained(let hold), .total(let hold):
            return Boundary(limits: limits, what: "\(row.words): hold", unit: .nanoseconds, side: .atOrAbove) { step in
                row.isCrossed(by: [
                    (.zero, row.justBeyond), (hold / 2, row.justBeyond), (hold + .nanoseconds(step), row.justBeyond),
                ])
            }
        }
    }

    // MARK: Dose

    static let doses: [Boundary] = [
        .time("SafetyLimits.doseWarning", what: "5 CEM43 warn", .atOrAbove) { step in
            dosed(for: .seconds(300) + step).contains { finding in
                if case .warning(let danger) = finding { danger.cause == .dose(5) } else { false }
            }
        },
        .time("SafetyLimits.doseStop", what: "10 CEM43 end a session", .atOrAbove) { step in
            stops(dosed(for: .seconds(600) + step), by: .dose(10))
        },
        .time("SafetyLimits.dosePerDay", what: "20 CEM43 in 24 h end a session", .atOrAbove) { step in
            stops(dosed(for: .seconds(300) + step, earlier: 15), by: .dosePerDay(20))
        },
        .temperature("SafetyLimits.doseStop", "SafetyLimits.compared", what: "38.5 °C read counts as 39", .atOrAbove) {
            minutes(at: 38_500 + $0) > 0
        },
    ]

    private static func stops(_ found: [Finding], by cause: Danger.Cause) -> Bool {
        found.contains { if case .stop(.dose, let danger) = $0 { danger.cause == cause } else { false } }
    }

    /// Skin that reads 42.5 °C, which is compared as 43: one CEM43 minute a minute.
    private static func dosed(for duration: Duration, earlier: Double = 0) -> [Finding] {
        var monitor = SafetyMonitor(modality: .heat, probes: [.skin], start: t(.zero), earlierDose: earlier)
        var second = Duration.zero
        while second + .milliseconds(500) < duration {
            _ = monitor.take(Sample(role: .skin, at: t(second), reading: milli(42_500)))
            second += .seconds(1)
        }
        return monitor.take(Sample(role: .skin, at: t(duration), reading: milli(42_500)))
    }

    /// The dose of a minute.
    private static func minutes(at millidegrees: Int32) -> Double {
        var monitor = SafetyMonitor(modality: .heat, probes: [.skin], start: t(.zero), earlierDose: 0)
        for at in [Duration.zero, .seconds(60)] {
            _ = monitor.take(Sample(role: .skin, at: t(at), reading: milli(millidegrees)))
        }
        return monitor.doseMinutes ?? 0
    }

    // MARK: Two probes, silence, warnings

    static let probes: [Boundary] = [
        .temperature("SafetyLimits.disagreement", what: "skin 3 °C below the ice pack disagrees", .below) {
            disagrees(.ice, pack: 18_000, skin: 15_000 + $0, after: .seconds(60))
        },
        .temperature("SafetyLimits.disagreement", what: "skin 3 °C above the heat pack disagrees", .above) {
            disagrees(.heat, pack: 37_500, skin: 40_500 + $0, after: .seconds(60))
        },
        .temperature("SafetyLimits.disagreementHotFrom", what: "skin above 40 °C disagrees", .above) {
            disagrees(.heat, pack: 30_000, skin: 40_000 + $0, after: .seconds(60))
        },
        .time("SafetyLimits.disagreementHold", what: "they disagree for a minute", .atOrAbove) {
            disagrees(.ice, pack: 18_000, skin: 12_000, after: .seconds(60) + $0)
        },
        .time("SafetyLimits.silenceNotice", what: "10 s of silence are told", .atOrAbove) { step in
            let driver = silentFrom100(until: .seconds(110) + step)
            return driver.events(.notice).contains { $0.hasSuffix("no-sample: pack probe") }
        },
        .time("SafetyLimits.silenceNotice", what: "a skin probe that was heard lately softens a cold pack", .atOrBelow)
        {
            var monitor = SafetyMonitor(modality: .ice, probes: [.pack, .skin], start: t(.zero), earlierDose: 0)
            _ = monitor.take(Sample(role: .pack, at: t(.zero) - .seconds(5), reading: milli(-7000)))
            _ = monitor.take(Sample(role: .skin, at: t(.zero), reading: milli(20_000)))
            let found = monitor.take(Sample(role: .pack, at: t(.seconds(10) + $0), reading: milli(-7000)))
            return !found.contains { if case .stop = $0 { true } else { false } }
        },
        .time("SafetyLimits.silenceStop", what: "30 s of silence end a session", .atOrAbove) { step in
            silentFrom100(until: .seconds(130) + step).ends.map(\.reason) == [.probeFault]
        },
        .time("SafetyLimits.warningInterval", what: "a warning sounds again after 5 min", .atOrAbove) { step in
            var monitor = SafetyMonitor(modality: .heat, probes: [.skin], start: t(.zero), earlierDose: 0)
            var found: [Finding] = []
            let last = Duration.seconds(360) + step
            for (at, reading) in [
                (Duration.zero, Int32(41_500)), (.seconds(60), 41_500), (.seconds(100), 38_000),
                (.seconds(200), 41_500),
                (last, 41_500),
            ] {
                found = monitor.take(Sample(role: .skin, at: t(at), reading: milli(reading)))
            }
            return !found.isEmpty
        },
    ]

    private static func disagrees(_ modality: Modality, pack: Int32, skin: Int32, after duration: Duration) -> Bool {
        var monitor = SafetyMonitor(modality: modality, probes: [.pack, .skin], start: t(.zero), earlierDose: 0)
        var found: [Finding] = []
        for at in (0..<60).map({ Duration.seconds($0) }).filter({ $0 < duration }) + [duration] {
            _ = monitor.take(Sample(role: .pack, at: t(at - .milliseconds(100)), reading: milli(pack)))
            found = monitor.take(Sample(role: .skin, at: t(at), reading: milli(skin)))
        }
        return found.contains { if case .stop(.probeFault, _) = $0 { true } else { false } }
    }

    /// A session whose probe gives its last valid sample at 100 s.
    private static func silentFrom100(until end: Duration) -> CoachDriver {
        let driver = CoachDriver(pack: 10)
        driver.course = { _, at in at <= t(.seconds(100)) ? nil : .failure(.crc) }
        driver.press(at: t(.zero))
        driver.advance(to: t(end))
        return driver
    }
}
