import CoachCore
import Testing

@Suite("Two probes")
struct TwoProbesTests {
    private func monitor(_ modality: Modality) -> SafetyMonitor {
        SafetyMonitor(modality: modality, probes: [.pack, .skin], start: t(.zero), earlierDose: 0)
    }

    private let disagree = "stop probe-fault: pack and skin probe disagree: swapped, or one of them is wrong"

    struct Pair: Sendable {
        var modality: Modality
        var pack: Int32
        var skin: Int32
        var disagrees: Bool
    }

    static let pairs = [
        Pair(modality: .ice, pack: 18_000, skin: 15_001, disagrees: false),
        Pair(modality: .ice, pack: 18_000, skin: 15_000, disagrees: false),
        Pair(modality: .ice, pack: 18_000, skin: 14_999, disagrees: true),
        // 3 °C above the pack, and above 40 °C at the same time.
        Pair(modality: .heat, pack: 37_500, skin: 40_499, disagrees: false),
        Pair(modality: .heat, pack: 37_500, skin: 40_500, disagrees: false),
        Pair(modality: .heat, pack: 37_500, skin: 40_501, disagrees: true),
        Pair(modality: .heat, pack: 30_000, skin: 39_999, disagrees: false),
        Pair(modality: .heat, pack: 30_000, skin: 40_000, disagrees: false),
        Pair(modality: .heat, pack: 30_000, skin: 40_001, disagrees: true),
    ]

    @Test("SR-07: they disagree at more than 3 °C the wrong way round, by the raw readings", arguments: pairs)
    func toTheMillidegree(pair: Pair) {
        var monitor = monitor(pair.modality)
        for second in 0...60 {
            let isLast = second == 60
            let pack = monitor.take(.pack, milli(pair.pack), after: Double(second) - 0.1)
            let skin = monitor.take(.skin, milli(pair.skin), after: Double(second))
            #expect(pack == [])
            #expect(skin == (isLast && pair.disagrees ? [disagree] : []))
        }
    }

    @Test("SR-07: for 60 s, to the millisecond", arguments: [-1, 0, 1] as [Int64])
    func toTheMillisecond(milliseconds: Int64) {
        var monitor = monitor(.ice)
        for second in 0...59 {
            _ = monitor.take(.pack, celsius(18), after: Double(second) - 0.1)
            #expect(monitor.take(.skin, celsius(12), after: Double(second)) == [])
        }
        let found = monitor.take(.skin, celsius(12), after: 60 + Double(milliseconds) / 1000)
        #expect(found == (milliseconds < 0 ? [] : [disagree]))
    }

    @Test("SR-07: a moment of agreement starts the minute over, a fault of either probe does not")
    func resets() {
        var monitor = monitor(.ice)
        func feed(_ seconds: ClosedRange<Int>, skin: Reading) -> [String] {
            seconds.flatMap { second in
                monitor.take(.pack, celsius(18), after: Double(second) - 0.1)
                    + monitor.take(.skin, skin, after: Double(second)).map { "\(second) \($0)" }
            }
        }
        #expect(feed(0...58, skin: celsius(12)) == [])
        #expect(feed(59...59, skin: celsius(16)) == [])
        #expect(feed(60...100, skin: celsius(12)) == [])
        #expect(feed(101...118, skin: .failure(.crc)) == [])
        #expect(feed(119...119, skin: celsius(12)) == [])
        #expect(feed(120...120, skin: celsius(12)) == ["120 \(disagree)"])
    }

    @Test("SR-07: nothing is said about a probe that has been silent for more than 10 s")
    func staleReading() {
        var monitor = monitor(.ice)
        _ = monitor.take(.pack, celsius(18), after: 0)
        for second in 0...200 { #expect(monitor.take(.skin, celsius(12), after: Double(second)) == []) }
    }

    @Test("SR-02: with a valid skin probe the pack's limits of −5 and −10 °C only warn")
    func freezerPack() {
        var monitor = monitor(.ice)
        var found: [String] = []
        for second in 0...400 {
            found += monitor.take(.skin, celsius(20), after: Double(second))
            found += monitor.take(.pack, celsius(-18), after: Double(second)).map { "\(second) \($0)" }
        }
        #expect(found == ["1 warning: pack at or below -10.0 °C (-18.0 °C)"])
    }

    @Test("SR-02: a skin probe that is no longer valid gives the pack its stops back", arguments: [10.0, 10.001])
    func skinLost(silence: Double) {
        var monitor = monitor(.ice)
        _ = monitor.take(.skin, celsius(20), after: 0)
        _ = monitor.take(.pack, celsius(-7), after: 0)
        let found = monitor.take(.pack, celsius(-7), after: silence)
        let stop = "stop too-cold: pack below -5.0 °C for 10 s (-7.0 °C)"
        #expect(found == (silence > 10 ? [stop] : ["warning: pack below -5.0 °C for 10 s (-7.0 °C)"]))
    }

    @Test(
        "SR-02: a service that comes back gives the skin probe as long for its next word, unless it had failed before",
        arguments: [(69.0, false, true), (70, false, true), (70.001, false, false), (60, true, false)])
    func comesBack(at second: Double, hadFailed: Bool, goesOn: Bool) {
        var monitor = monitor(.ice)
        _ = monitor.take(.skin, celsius(20), after: 0)
        _ = monitor.take(.pack, celsius(-7), after: 0)
        monitor.listen(from: t(.seconds(60)), except: hadFailed ? [.skin] : [])
        let found = monitor.take(.pack, celsius(-7), after: second)
        let limit = "pack below -5.0 °C for 10 s (-7.0 °C)"
        #expect(found.first == (goesOn ? "warning: \(limit)" : "stop too-cold: \(limit)"))
    }

    @Test("SR-02: after a restart the first answer of the skin probe decides", arguments: [true, false])
    func firstAnswer(isValid: Bool) {
        var monitor = monitor(.ice)
        _ = monitor.take(.skin, celsius(20), after: 0)
        _ = monitor.take(.pack, celsius(-7), after: 0)
        monitor.listen(from: t(.seconds(60)))
        #expect(monitor.take(.pack, celsius(-7), after: 60).first?.hasPrefix("warning: ") == true)
        _ = monitor.take(.skin, isValid ? celsius(20) : .failure(.missing), after: 60.5)
        let found = monitor.take(.pack, celsius(-7), after: 61)
        #expect(found == (isValid ? [] : ["stop too-cold: pack below -5.0 °C for 10 s (-7.0 °C)"]))
    }

    @Test("SR-02: a skin probe that never was valid is not waited for")
    func neverValidBefore() {
        var monitor = monitor(.ice)
        _ = monitor.take(.pack, celsius(-7), after: 0)
        monitor.listen(from: t(.seconds(60)))
        #expect(monitor.take(.pack, celsius(-7), after: 60).first?.hasPrefix("stop too-cold: ") == true)
    }

    @Test("SR-02: a skin probe that never gave a valid sample lifts no limit")
    func skinNeverValid() {
        var monitor = monitor(.ice)
        _ = monitor.take(.skin, .failure(.empty), after: 0)
        _ = monitor.take(.pack, celsius(-12), after: 0)
        #expect(
            monitor.take(.pack, celsius(-12), after: 1) == ["stop too-cold: pack at or below -10.0 °C (-12.0 °C)"])
    }

    @Test("SR-04: a skin probe lifts no limit of a hot pack")
    func hotPack() {
        var monitor = monitor(.heat)
        _ = monitor.take(.skin, celsius(35), after: 0)
        _ = monitor.take(.pack, celsius(56), after: 0)
        #expect(monitor.take(.pack, celsius(56), after: 1) == ["stop too-hot: pack at or above 55.0 °C (56.0 °C)"])
    }

    @Test(
        "SR-06: each probe is judged alone: 30 s without a valid sample of either end it", arguments: ProbeRole.allCases
    )
    func silence(silent: ProbeRole) {
        var monitor = monitor(.ice)
        let other: ProbeRole = silent == .pack ? .skin : .pack
        for second in 0...10 { _ = monitor.take(silent, celsius(15), after: Double(second)) }
        for second in 0...39 {
            _ = monitor.take(other, celsius(15), after: Double(second))
            _ = monitor.take(silent, .failure(.crc), after: Double(second) + 11)
        }
        #expect(monitor.nextDeadline == t(.seconds(40)))
        #expect(monitor.silence(at: t(.seconds(40)) - .tick) == nil)
        let line = "stop probe-fault: \(silent.rawValue) probe without a valid sample for 30 s"
        #expect(monitor.silence(at: t(.seconds(40)))?.line == line)
        #expect(monitor.silence(at: t(.seconds(40)) + .tick)?.line == line)
    }
}
