import CoachCore
import Testing

/// The table of limits as it is specified, typed in again: code and tests have to agree on it, not share it.
struct Limit: CustomTestStringConvertible, Sendable {
    var id: String
    var modality: Modality
    var role: ProbeRole
    /// The reading at which the compared value is exactly the limit.
    var reading: Int32
    /// What lies beyond, one step at a time: −1, 0 and +1 m°C.
    var isBeyond: [Bool]
    /// Seconds; 0: two valid samples in a row.
    var hold: Int64
    /// All that is found when it is crossed by the smallest step.
    var found: [String]
    /// All that is found a step before it.
    var otherwise: [String] = []

    var testDescription: String { "\(id) \(role.rawValue) \(reading) m°C for \(hold) s" }

    /// The reading closest to the limit that lies beyond it.
    var justBeyond: Reading {
        let step: Int32 = isBeyond[1] ? 0 : -1
        return milli(reading + step)
    }

    /// The reading closest to the limit that does not.
    var justNot: Reading {
        let steps: [Int32] = [-1, 0, 1]
        let step = zip(steps, isBeyond).filter { !$0.1 }.map { $0.0 }.min { abs($0) < abs($1) } ?? 0
        return milli(reading + step)
    }

    static let below = [true, false, false]
    static let atOrBelow = [true, true, false]
    static let atOrAbove = [false, true, true]

    static let all: [Limit] = [
        Limit(
            id: "SR-01", modality: .ice, role: .skin, reading: 2500, isBeyond: atOrBelow, hold: 0,
            found: ["stop too-cold: skin at or below 2.0 °C (2.5 °C)"]),
        Limit(
            id: "SR-01", modality: .ice, role: .skin, reading: 7500, isBeyond: below, hold: 30,
            found: ["stop too-cold: skin below 7.0 °C for 30 s (7.5 °C)"]),
        Limit(
            id: "SR-01", modality: .ice, role: .skin, reading: 10_500, isBeyond: below, hold: 60,
            found: ["warning: skin below 10.0 °C for 1 min (10.5 °C)"]),
        Limit(
            id: "SR-02", modality: .ice, role: .pack, reading: -24_500, isBeyond: atOrBelow, hold: 0,
            found: [
                "stop too-cold: pack at or below -25.0 °C (-24.5 °C)",
                "stop too-cold: pack at or below -10.0 °C (-24.5 °C)",
            ],
            otherwise: ["stop too-cold: pack at or below -10.0 °C (-24.5 °C)"]),
        Limit(
            id: "SR-02", modality: .ice, role: .pack, reading: -9500, isBeyond: atOrBelow, hold: 0,
            found: ["stop too-cold: pack at or below -10.0 °C (-9.5 °C)"]),
        Limit(
            id: "SR-02", modality: .ice, role: .pack, reading: -4500, isBeyond: below, hold: 10,
            found: ["stop too-cold: pack below -5.0 °C for 10 s (-4.5 °C)"]),
        Limit(
            id: "SR-02", modality: .ice, role: .pack, reading: -1000, isBeyond: below, hold: 30,
            found: ["warning: pack below -1.5 °C for 30 s (-1.0 °C)"]),
        Limit(
            id: "SR-03", modality: .heat, role: .skin, reading: 44_500, isBeyond: atOrAbove, hold: 0,
            found: ["stop too-hot: skin at or above 45.0 °C (44.5 °C)"]),
        Limit(
            id: "SR-03", modality: .heat, role: .skin, reading: 43_500, isBeyond: atOrAbove, hold: 10,
            found: ["stop too-hot: skin at or above 44.0 °C for 10 s (43.5 °C)"]),
        Limit(
            id: "SR-03", modality: .heat, role: .skin, reading: 42_500, isBeyond: atOrAbove, hold: 60,
            found: [
                "stop too-hot: skin at or above 43.0 °C for 1 min (42.5 °C)",
                "warning: skin at or above 42.0 °C for 1 min (42.5 °C)",
            ],
            otherwise: ["warning: skin at or above 42.0 °C for 1 min (42.5 °C)"]),
        Limit(
            id: "SR-03", modality: .heat, role: .skin, reading: 41_500, isBeyond: atOrAbove, hold: 60,
            found: ["warning: skin at or above 42.0 °C for 1 min (41.5 °C)"]),
        Limit(
            id: "SR-04", modality: .heat, role: .pack, reading: 54_500, isBeyond: atOrAbove, hold: 0,
            found: ["stop too-hot: pack at or above 55.0 °C (54.5 °C)"]),
        Limit(
            id: "SR-04", modality: .heat, role: .pack, reading: 49_500, isBeyond: atOrAbove, hold: 10,
            found: ["stop too-hot: pack at or above 50.0 °C for 10 s (49.5 °C)"]),
        Limit(
            id: "SR-04", modality: .heat, role: .pack, reading: 44_500, isBeyond: atOrAbove, hold: 30,
            found: ["warning: pack at or above 45.0 °C for 30 s (44.5 °C)"]),
    ]

    /// Those that end a session.
    static let stops = all.filter { $0.found[0].hasPrefix("stop") }
    static let stopsOnSkin = stops.filter { $0.role == .skin }
    static let sustained = all.filter { $0.hold > 0 }
    /// Those that nothing is found before.
    static let sustainedAlone = sustained.filter { $0.otherwise == [] }
    static let atOnce = all.filter { $0.hold == 0 }
}

extension Finding {
    var line: String {
        switch self {
        case .warning(let danger): "warning: \(danger.words)"
        case .stop(let reason, let danger): "stop \(reason.rawValue): \(danger.words)"
        }
    }
}

extension SafetyMonitor {
    /// A monitor of one probe, from the tests' zero.
    static func of(_ limit: Limit) -> SafetyMonitor {
        SafetyMonitor(modality: limit.modality, probes: [limit.role], start: t(.zero), earlierDose: 0)
    }

    /// Takes one reading.
    /// - Returns: all that it shows.
    mutating func take(_ role: ProbeRole, _ reading: Reading, after seconds: Double) -> [String] {
        take(Sample(role: role, at: t(.milliseconds(Int64((seconds * 1000).rounded()))), reading: reading)).map(\.line)
    }
}

@Suite("Every limit, to the millidegree and the millisecond")
struct CutoffTests {
    @Test(
        "SR-01 SR-02 SR-03 SR-04: each limit is met at its compared value and not a millidegree before",
        arguments: Limit.all)
    func toTheMillidegree(limit: Limit) {
        for (step, isBeyond) in zip([-1, 0, 1] as [Int32], limit.isBeyond) {
            var monitor = SafetyMonitor.of(limit)
            let reading = milli(limit.reading + step)
            #expect(monitor.take(limit.role, reading, after: 0) == [])
            let last = limit.hold == 0 ? 1 : Double(limit.hold)
            let found = monitor.take(limit.role, reading, after: last)
            #expect(found.map(\.withoutReading) == (isBeyond ? limit.found : limit.otherwise).map(\.withoutReading))
        }
    }

    @Test("SR-01 SR-02 SR-03 SR-04: each hold is met to the millisecond", arguments: Limit.sustained, [-1, 0, 1])
    func toTheMillisecond(limit: Limit, milliseconds: Int64) {
        var monitor = SafetyMonitor.of(limit)
        let start = 100.0
        #expect(monitor.take(limit.role, limit.justBeyond, after: start) == [])
        let found = monitor.take(
            limit.role, limit.justBeyond, after: start + Double(limit.hold) + Double(milliseconds) / 1000)
        #expect(found == (milliseconds < 0 ? [] : limit.found))
    }

    @Test(
        "a hold starts at the first valid sample beyond, not at the last one before it",
        arguments: Limit.sustainedAlone)
    func fromTheFirstBeyond(limit: Limit) {
        var monitor = SafetyMonitor.of(limit)
        let hold = Double(limit.hold)
        _ = monitor.take(limit.role, limit.justNot, after: 0)
        #expect(monitor.take(limit.role, limit.justBeyond, after: 0.9) == [])
        #expect(monitor.take(limit.role, limit.justBeyond, after: 0.9 + hold - 0.001) == [])
        #expect(monitor.take(limit.role, limit.justBeyond, after: 0.9 + hold) == limit.found)
    }

    @Test(
        "only a valid sample on the other side resets a hold", arguments: Limit.sustainedAlone)
    func reset(limit: Limit) {
        var monitor = SafetyMonitor.of(limit)
        let hold = Double(limit.hold)
        _ = monitor.take(limit.role, limit.justBeyond, after: 0)
        let half = hold / 2
        #expect(monitor.take(limit.role, limit.justNot, after: half) == [])
        #expect(monitor.take(limit.role, limit.justBeyond, after: half + 1) == [])
        #expect(monitor.take(limit.role, limit.justBeyond, after: half + 1 + hold - 0.001) == [])
        #expect(monitor.take(limit.role, limit.justBeyond, after: half + 1 + hold) == limit.found)
    }

    @Test("invalid samples neither reset a hold nor confirm it", arguments: Limit.sustained, ProbeFault.allCases)
    func invalid(limit: Limit, fault: ProbeFault) {
        var monitor = SafetyMonitor.of(limit)
        let hold = Double(limit.hold)
        _ = monitor.take(limit.role, limit.justBeyond, after: 0)
        #expect(monitor.take(limit.role, .failure(fault), after: hold / 2) == [])
        #expect(monitor.take(limit.role, .failure(fault), after: hold) == [])
        #expect(monitor.take(limit.role, .failure(fault), after: hold + 5) == [])
        #expect(monitor.take(limit.role, limit.justBeyond, after: hold + 6) == limit.found)
    }

    @Test("gaps, jitter and late samples do not lengthen a hold", arguments: Limit.sustained)
    func jitter(limit: Limit) {
        var monitor = SafetyMonitor.of(limit)
        let hold = Double(limit.hold)
        for part in [0, 0.013, 0.21, 0.2101, 0.77, 0.999] {
            #expect(monitor.take(limit.role, limit.justBeyond, after: part * hold) == [])
        }
        #expect(monitor.take(limit.role, limit.justBeyond, after: hold) == limit.found)
    }

    @Test("at once takes two valid samples in a row, whatever lies between them", arguments: Limit.atOnce)
    func twoInARow(limit: Limit) {
        var monitor = SafetyMonitor.of(limit)
        #expect(monitor.take(limit.role, limit.justBeyond, after: 0) == [])
        #expect(monitor.take(limit.role, .failure(.crc), after: 1) == [])
        #expect(monitor.take(limit.role, limit.justBeyond, after: 2) == limit.found)
    }

    @Test("a lone sample beyond is no alarm: the next one on the other side counts it off", arguments: Limit.atOnce)
    func glitch(limit: Limit) {
        var monitor = SafetyMonitor.of(limit)
        // A good distance away, so that no milder limit speaks.
        let good = celsius(20)
        for second in stride(from: 0.0, to: 20, by: 2) {
            #expect(monitor.take(limit.role, limit.justBeyond, after: second) == [])
            #expect(monitor.take(limit.role, good, after: second + 1) == [])
        }
    }

    @Test(
        "the stop limits of both modalities hold in every session, the warnings only in their own", arguments: Limit.all
    )
    func inTheOtherModality(limit: Limit) {
        var other = limit
        other.modality = limit.modality == .ice ? .heat : .ice
        var monitor = SafetyMonitor.of(other)
        _ = monitor.take(limit.role, limit.justBeyond, after: 0)
        let found = monitor.take(limit.role, limit.justBeyond, after: limit.hold == 0 ? 1 : Double(limit.hold))
        #expect(found == limit.found.filter { $0.hasPrefix("stop") })
    }

    @Test("a crossed limit goes on saying so, a warning only once", arguments: Limit.sustained)
    func repeats(limit: Limit) {
        var monitor = SafetyMonitor.of(limit)
        let hold = Double(limit.hold)
        _ = monitor.take(limit.role, limit.justBeyond, after: 0)
        #expect(monitor.take(limit.role, limit.justBeyond, after: hold) == limit.found)
        let again = monitor.take(limit.role, limit.justBeyond, after: hold + 1)
        #expect(again == limit.found.filter { $0.hasPrefix("stop") })
    }

    @Test("SR-02: melting ice at 0 °C with an honest probe never warns", arguments: [-999, -500, 0, 500] as [Int32])
    func meltingIce(millidegrees: Int32) {
        var monitor = SafetyMonitor(modality: .ice, probes: [.pack], start: t(.zero), earlierDose: 0)
        for second in 0...1200 { #expect(monitor.take(.pack, milli(millidegrees), after: Double(second)) == []) }
    }

    @Test(
        "readings that stay at or beyond 80 or −25 °C alarm and are not taken for invalid",
        arguments: [(.ice, 80_000), (.heat, 80_000), (.ice, -25_000), (.heat, -25_000)] as [(Modality, Int32)],
        [.pack, .skin] as [ProbeRole])
    func absurdAndConsistent(course: (modality: Modality, millidegrees: Int32), role: ProbeRole) {
        var monitor = SafetyMonitor(modality: course.modality, probes: [.pack, .skin], start: t(.zero), earlierDose: 0)
        _ = monitor.take(role == .pack ? .skin : .pack, celsius(20), after: 0)
        _ = monitor.take(role, milli(course.millidegrees), after: 0)
        let found = monitor.take(role, milli(course.millidegrees), after: 1)
        let reason = course.millidegrees < 0 ? "stop too-cold" : "stop too-hot"
        #expect(found.first?.hasPrefix(reason) == true)
    }
}

extension String {
    /// A finding without the reading in its brackets.
    fileprivate var withoutReading: String { String(prefix { $0 != "(" }) }
}
