import BoardHAL
import CoachCore
import Testing

private func reading(_ millidegrees: Int32) -> Reading {
    .success(Temperature(millidegrees: millidegrees))
}

@Suite("The plausibility check")
struct PlausibilityCheckTests {
    @Test("believes the first reading")
    func first() {
        var check = PlausibilityCheck()
        #expect(check.judge(reading(85_000), at: .boot) == reading(85_000))
    }

    @Test(
        "refuses more than 10 °C/s to the millidegree, both ways",
        arguments: [(9_999, true), (10_000, true), (10_001, false), (-9_999, true), (-10_000, true), (-10_001, false)])
    func rate(change: Int32, isBelieved: Bool) {
        var check = PlausibilityCheck()
        _ = check.judge(reading(20_000), at: .boot)
        let next = reading(20_000 + change)
        #expect(check.judge(next, at: .boot + .seconds(1)) == (isBelieved ? next : .failure(.tooFast)))
    }

    @Test("counts time to the nanosecond", arguments: [(-1, false), (0, true), (1, true)])
    func time(offset: Int64, isBelieved: Bool) {
        var check = PlausibilityCheck()
        _ = check.judge(reading(20_000), at: .boot)
        let at = Instant(nanoseconds: 1_000_000_000 + offset)
        #expect(check.judge(reading(30_000), at: at) == (isBelieved ? reading(30_000) : .failure(.tooFast)))
    }

    @Test("SR-18: lets a single glitch pass by without a trace")
    func glitch() {
        var check = PlausibilityCheck()
        _ = check.judge(reading(20_000), at: .boot)
        #expect(check.judge(reading(85_000), at: .boot + .seconds(1)) == .failure(.tooFast))
        #expect(check.judge(reading(20_062), at: .boot + .seconds(2)) == reading(20_062))
    }

    @Test("believes a jump that stays once 10 °C/s from the last valid sample reach it")
    func staying() {
        var check = PlausibilityCheck()
        _ = check.judge(reading(20_000), at: .boot)
        let believed = (1...8).filter { check.judge(reading(85_000), at: .boot + .seconds($0)) == reading(85_000) }
        #expect(believed == [7, 8])
    }

    @Test("hands faults on and does not count from them")
    func faults() {
        var check = PlausibilityCheck()
        _ = check.judge(reading(20_000), at: .boot)
        #expect(check.judge(.failure(.crc), at: .boot + .seconds(1)) == .failure(.crc))
        #expect(check.judge(reading(40_000), at: .boot + .seconds(2)) == reading(40_000))
    }

    @Test("believes no change at all in no time, nor in a time that runs backwards", arguments: [0, -5])
    func noTime(seconds: Int64) {
        var check = PlausibilityCheck()
        _ = check.judge(reading(20_000), at: .boot)
        #expect(check.judge(reading(20_001), at: .boot + .seconds(seconds)) == .failure(.tooFast))
        #expect(check.judge(reading(20_000), at: .boot + .seconds(seconds)) == reading(20_000))
    }

    @Test("does not overflow over years")
    func years() {
        var check = PlausibilityCheck()
        _ = check.judge(reading(-40_000), at: .boot)
        #expect(check.judge(reading(100_000), at: .boot + .hours(24 * 365 * 100)) == reading(100_000))
    }
}
