import CoachCore
import Testing

/// What is summed over a session: time below 10 °C, and dose.
@Suite("Sums over a session")
struct SumsTests {
    private func monitor(_ modality: Modality = .ice, earlierDose: Double = 0) -> SafetyMonitor {
        SafetyMonitor(modality: modality, probes: [.skin], start: t(.zero), earlierDose: earlierDose)
    }

    private let tenMinutes = "stop too-cold: skin below 10.0 °C for 10 min in all"

    @Test("SR-01: ten minutes below 10 °C in all end it, to the millisecond", arguments: [-1, 0, 1] as [Int64])
    func tenMinutesBelow(milliseconds: Int64) {
        var monitor = monitor()
        // Two stretches with a good one between them, which does not count.
        _ = monitor.take(.skin, celsius(9), after: 0)
        _ = monitor.take(.skin, celsius(9), after: 299)
        #expect(monitor.take(.skin, celsius(11), after: 300) == [])
        #expect(monitor.take(.skin, celsius(9), after: 400) == [])
        let found = monitor.take(.skin, celsius(9), after: 700 + Double(milliseconds) / 1000)
        #expect(found.filter { $0.hasPrefix("stop") } == (milliseconds < 0 ? [] : ["\(tenMinutes) (9.0 °C)"]))
    }

    @Test("SR-01: the sum counts at its compared value", arguments: [(10_499, true), (10_500, false), (10_501, false)])
    func sumToTheMillidegree(millidegrees: Int32, counts: Bool) {
        var monitor = monitor()
        _ = monitor.take(.skin, milli(millidegrees), after: 0)
        let found = monitor.take(.skin, milli(millidegrees), after: 600)
        #expect(found.contains { $0.hasPrefix(tenMinutes) } == counts)
    }

    @Test("a gap after a sample in danger counts as danger, also where the next sample is good")
    func gapCounts() {
        var monitor = monitor()
        _ = monitor.take(.skin, celsius(9), after: 0)
        #expect(monitor.take(.skin, .failure(.empty), after: 300) == [])
        #expect(monitor.take(.skin, celsius(20), after: 600) == ["\(tenMinutes) (20.0 °C)"])
        #expect(monitor.take(.skin, celsius(20), after: 601) == [])
    }

    @Test("SR-05: dose warns at 5 and stops at 10 CEM43 of the compared value", arguments: [-1, 0, 1] as [Int64])
    func doseLimits(milliseconds: Int64) {
        // 42.5 °C is compared as 43 °C: one CEM43 minute a minute. Bare dose limits, so every 59 s a cool glimpse
        // keeps the minute's holds from filling; it counts at the hotter of its two ends.
        var monitor = monitor(.heat)
        var found: [String] = []
        func feed(to end: Double) {
            var second = 0.0
            while second < end {
                let isGlimpse = second.truncatingRemainder(dividingBy: 2) == 1
                found += monitor.take(.skin, celsius(isGlimpse ? 30 : 42.5), after: second).map { "\(second) \($0)" }
                second += 1
            }
        }
        feed(to: 600)
        #expect(found == ["300.0 warning: skin heat dose of 5 CEM43 minutes (42.5 °C)"])
        let last = monitor.take(.skin, celsius(42.5), after: 600 + Double(milliseconds) / 1000)
        #expect(last == (milliseconds < 0 ? [] : ["stop dose: skin heat dose of 10 CEM43 minutes (42.5 °C)"]))
    }

    @Test("SR-05: dose is told for the skin alone, and nil without a skin probe")
    func doseOfSkin() {
        var monitor = monitor(.heat)
        #expect(monitor.doseMinutes == 0)
        _ = monitor.take(.skin, celsius(42.5), after: 0)
        _ = monitor.take(.skin, celsius(42.5), after: 30)
        #expect(monitor.doseMinutes == 0.5)
        var onPack = SafetyMonitor(modality: .heat, probes: [.pack], start: t(.zero), earlierDose: 19)
        for second in 0...9 { #expect(onPack.take(.pack, celsius(52), after: Double(second)) == []) }
        #expect(onPack.doseMinutes == nil)
        #expect(onPack.take(.skin, celsius(60), after: 10) == [])
    }

    @Test("SR-05: with what earlier sessions left, 20 CEM43 in 24 h end it", arguments: [-1, 0, 1] as [Int64])
    func dosePerDay(milliseconds: Int64) {
        var monitor = monitor(.heat, earlierDose: 19.5)
        _ = monitor.take(.skin, celsius(42.5), after: 0)
        let found = monitor.take(.skin, celsius(42.5), after: 30 + Double(milliseconds) / 1000)
        #expect(
            found == (milliseconds < 0 ? [] : ["stop dose: skin heat dose of 20 CEM43 minutes in 24 h (42.5 °C)"]))
    }

    @Test("a session that adds no dose does not end for what another one left")
    func addsNothing() {
        var monitor = monitor(.ice, earlierDose: 25)
        for second in 0...60 { #expect(monitor.take(.skin, celsius(20), after: Double(second)) == []) }
    }

    @Test("dose counts on through invalid samples, at the hotter of the two valid ones around them")
    func doseThroughGaps() {
        var monitor = monitor(.heat)
        _ = monitor.take(.skin, celsius(40.5), after: 0)
        #expect(monitor.take(.skin, .failure(.crc), after: 10) == [])
        _ = monitor.take(.skin, celsius(42.5), after: 24)
        #expect(monitor.doseMinutes == 0.4)
        _ = monitor.take(.skin, celsius(30), after: 30)
        #expect(monitor.doseMinutes == 0.5)
    }
}

@Suite("What is left of a sum or a dose")
struct SumsAfterwardsTests {
    @Test("a sum that was met exactly is asked about again where nothing better was read since", arguments: [599, 600])
    func askedAgain(seconds: Int) {
        var monitor = SafetyMonitor(modality: .ice, probes: [.skin], start: t(.zero), earlierDose: 0)
        for second in 0...seconds { _ = monitor.take(.skin, celsius(9), after: Double(second)) }
        monitor.answered(at: t(.seconds(Int64(seconds))))
        #expect(monitor.recheck(at: t(.seconds(Int64(seconds) + 60))) == (seconds < 600 ? [] : [.skin]))
    }

    @Test("a warning of the dose and a later one of the temperature are two")
    func doseThenTemperature() {
        var monitor = SafetyMonitor(modality: .heat, probes: [.skin], start: t(.zero), earlierDose: 0)
        var found: [String] = []
        var second = 0.0
        // Never a minute at 42 °C, but minutes enough for the dose.
        while !found.contains(where: { $0.contains("dose") }) {
            found += monitor.take(
                .skin, celsius(second.truncatingRemainder(dividingBy: 50) == 0 ? 41 : 42.3), after: second)
            second += 1
        }
        #expect(found.count == 1)
        for _ in 0...61 {
            found += monitor.take(.skin, celsius(42.3), after: second)
            second += 1
        }
        #expect(found.dropFirst().map { $0.prefix(30) } == ["warning: skin at or above 42.0"])
    }

    @Test("a dose is the skin probe's word: the pack's sample after it says nothing")
    func packSaysNothing() {
        var monitor = SafetyMonitor(modality: .heat, probes: [.pack, .skin], start: t(.zero), earlierDose: 19.99)
        _ = monitor.take(.skin, celsius(42), after: 0)
        #expect(monitor.take(.skin, celsius(42), after: 30).count == 1)
        #expect(monitor.take(.pack, celsius(41), after: 31) == [])
    }
}
