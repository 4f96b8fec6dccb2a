import CoachCore
import Testing

@Suite("Warnings")
struct WarningTests {
    /// Feeds one reading a second and tells what is found, with its second.
    private func found(
        _ role: ProbeRole, _ modality: Modality, probes: [ProbeRole]? = nil, until end: Int,
        _ reading: (Int) -> Double
    ) -> [String] {
        var monitor = SafetyMonitor(
            modality: modality, probes: probes ?? [role], start: t(.zero), earlierDose: 0)
        var lines: [String] = []
        for second in 0...end {
            if probes != nil { _ = monitor.take(.skin, celsius(20), after: Double(second)) }
            lines += monitor.take(role, celsius(reading(second)), after: Double(second)).map { "\(second) \($0)" }
        }
        return lines
    }

    @Test("a warning that lasts sounds once")
    func once() {
        #expect(
            found(.pack, .ice, until: 900) { _ in -2 } == ["30 warning: pack below -1.5 °C for 30 s (-2.0 °C)"])
    }

    @Test("SR-19: one that comes again sounds again, at most every 5 minutes")
    func again() {
        // Beyond for 40 s of every minute: crossed at 30, 90, … and told at 30 and from 330 on.
        let lines = found(.pack, .ice, until: 700) { $0 % 60 < 40 ? -2 : 1 }
        #expect(
            lines == [
                "30 warning: pack below -1.5 °C for 30 s (-2.0 °C)",
                "330 warning: pack below -1.5 °C for 30 s (-2.0 °C)",
                "630 warning: pack below -1.5 °C for 30 s (-2.0 °C)",
            ])
    }

    @Test("the 5 minutes end to the second: one crossed within them is told when they are over")
    func lateInTheInterval() {
        let lines = found(.pack, .ice, until: 700) { (100...200).contains($0) ? 1 : -2 }
        #expect(
            lines == [
                "30 warning: pack below -1.5 °C for 30 s (-2.0 °C)",
                "330 warning: pack below -1.5 °C for 30 s (-2.0 °C)",
            ])
    }

    @Test("falling past a graver limit is news, coming back to the milder one is not")
    func graver() {
        let lines = found(.pack, .ice, probes: [.pack, .skin], until: 400) { second in
            switch second {
            case ..<50: -3
            case 50..<80: -7
            case 80..<90: -12
            default: -3
            }
        }
        #expect(
            lines == [
                "30 warning: pack below -1.5 °C for 30 s (-3.0 °C)",
                "60 warning: pack below -5.0 °C for 10 s (-7.0 °C)",
                "81 warning: pack at or below -10.0 °C (-12.0 °C)",
            ])
    }

    @Test("a hot skin warns for its temperature and for its dose, each once")
    func temperatureAndDose() {
        // 42 °C is compared as 42.5 °C: half a CEM43 minute a minute.
        let lines = found(.skin, .heat, until: 1199) { _ in 42 }
        #expect(
            lines == [
                "60 warning: skin at or above 42.0 °C for 1 min (42.0 °C)",
                "600 warning: skin heat dose of 5 CEM43 minutes (42.0 °C)",
            ])
    }

    @Test("holds change when one begins or ends: the samples are then to be written at once")
    func holds() {
        var monitor = SafetyMonitor(modality: .ice, probes: [.pack], start: t(.zero), earlierDose: 0)
        _ = monitor.take(.pack, celsius(0), after: 0)
        #expect(monitor.holds == [])
        _ = monitor.take(.pack, celsius(-2), after: 1)
        #expect(thresholds(monitor.holds) == [.celsius(-1.5)])
        _ = monitor.take(.pack, .failure(.crc), after: 2)
        #expect(thresholds(monitor.holds) == [.celsius(-1.5)])
        _ = monitor.take(.pack, celsius(0), after: 3)
        #expect(monitor.holds == [])
    }

    private func thresholds(_ holds: Set<SafetyMonitor.Hold>) -> [Temperature] {
        holds.compactMap { if case .limit(let cutoff) = $0 { cutoff.threshold } else { nil } }
    }

    @Test("a warning sounds again after 5 min, to the millisecond", arguments: [-1, 0, 1])
    func again(milliseconds: Int) {
        var monitor = SafetyMonitor(modality: .heat, probes: [.skin], start: t(.zero), earlierDose: 0)
        _ = monitor.take(.skin, milli(41_500), after: 0)
        #expect(monitor.take(.skin, milli(41_500), after: 60).count == 1)
        _ = monitor.take(.skin, celsius(38), after: 100)
        _ = monitor.take(.skin, milli(41_500), after: 200)
        let found = monitor.take(.skin, milli(41_500), after: 360 + Double(milliseconds) / 1000)
        #expect(found.count == (milliseconds < 0 ? 0 : 1))
    }
}
