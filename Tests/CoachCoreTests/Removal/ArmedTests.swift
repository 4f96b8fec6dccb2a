import CoachCore
import Testing

@Suite("The skin's stop limits after an end")
struct ArmedTests {
    /// Completed at 16:00.
    private func completed() -> CoachDriver {
        let driver = CoachDriver(.standard([.pack, .skin]), pack: 10, skin: 20)
        driver.press(at: t(.zero))
        driver.press(at: t(.minutes(16)))
        return driver
    }

    @Test("they hold for 5 minutes, to the second that is read", arguments: [(1257.5, true), (1258.5, false)])
    func fiveMinutes(coldFrom: Double, sounds: Bool) {
        let driver = completed()
        driver.advance(to: t(.milliseconds(Int64(coldFrom * 1000))))
        driver.readings[.skin] = celsius(1)
        driver.advance(to: t(.minutes(30)))
        // Two samples in a row: 20:59 and 21:00 would be needed, and at 21:00 the watch is over.
        #expect(driver.events(.alarm).count == (sounds ? 1 : 0))
    }

    @Test("SR-16: they hold for 5 minutes, to the millisecond", arguments: [-1, 0, 1] as [Int64])
    func toTheMillisecond(milliseconds: Int64) {
        let driver = CoachDriver(.standard([.skin]), skin: 20)
        driver.press(at: t(.zero))
        driver.press(at: t(.minutes(16) + .milliseconds(milliseconds)))
        driver.advance(to: t(.milliseconds(1_258_500)))
        driver.readings[.skin] = celsius(1)
        // Two in a row, the second at 21:00.
        driver.advance(to: t(.minutes(22)))
        #expect(driver.events(.alarm).count == (milliseconds > 0 ? 1 : 0))
    }

    @Test("each of them", arguments: Limit.stopsOnSkin)
    func each(limit: Limit) {
        let driver = completed()
        driver.advance(by: .milliseconds(500))
        driver.readings[.skin] = limit.justBeyond
        driver.advance(to: t(.minutes(20)))
        let seconds = 16 * 60 + 1 + max(1, limit.hold)
        let words = limit.found[0].split(separator: ": ", maxSplits: 1)[1]
        #expect(driver.events(.alarm) == ["\(clock(t(.seconds(seconds)))) safety: take the pack off at once: \(words)"])
        #expect(driver.state == .removeSafety)
        #expect(driver.ends.map(\.reason) == [.completed])
    }

    @Test("probes are read once a second for as long, then once a minute")
    func reads() {
        let driver = completed()
        driver.advance(to: t(.minutes(24)))
        let reads = driver.reads(.skin).filter { $0 > "16:00.000" && $0.count == 9 }
        #expect(reads.count == 299 + 3)
        #expect(Array(reads.suffix(4)) == ["20:59.000", "21:59.000", "22:59.000", "23:59.000"])
    }

    @Test("an alarm breaks a start off that is under way, and its command is answered")
    func duringACheck() {
        let driver = completed()
        driver.advance(by: .milliseconds(500))
        driver.readings[.skin] = celsius(1)
        driver.latency = { role, _ in role == .skin ? .zero : .milliseconds(1500) }
        driver.advance(to: t(.seconds(961)))
        driver.start(at: t(.milliseconds(961_200)))
        driver.advance(to: t(.seconds(970)))
        #expect(driver.refusals == ["16:01.200 alarm-unacknowledged"])
        guard case .refused(let refusal) = driver.answer(to: 1) else {
            Issue.record("the command must be answered")
            return
        }
        #expect(refusal.code == .alarmUnacknowledged)
        #expect(driver.state == .removeSafety)
    }

    @Test("a refusal that was being shown does not come back after the acknowledgement")
    func refusalBefore() {
        let driver = completed()
        driver.press(at: t(.seconds(970)))
        driver.readings[.skin] = celsius(1)
        driver.advance(to: t(.seconds(972)))
        #expect(driver.state == .removeSafety)
        driver.command(.acknowledge)
        #expect(driver.refusals == ["16:10.000 rest"])
        #expect(driver.shown == .steady(.off(4)))
    }

    @Test("faults, warnings and silence after an end are no alarm")
    func silence() {
        let driver = completed()
        driver.readings[.skin] = .failure(.missing)
        driver.readings[.pack] = celsius(30)
        driver.advance(to: t(.minutes(20)))
        #expect(driver.events(.alarm) == [])
        #expect(driver.state == .fault)
    }

    @Test("a check that runs into the 60 s look gives way to it")
    func lookDuringACheck() {
        let driver = CoachDriver(.standard([.skin]), skin: 20)
        driver.press(at: t(.zero))
        driver.advance(to: t(.milliseconds(500)))
        driver.readings[.skin] = celsius(6)
        driver.advance(to: t(.seconds(40)))
        driver.command(.acknowledge)
        driver.advance(to: t(.seconds(99)))
        driver.latency = { _, _ in .seconds(2) }
        driver.start(at: t(.milliseconds(99_500)))
        driver.advance(to: t(.seconds(100)))
        #expect(driver.refusals == ["1:40.000 alarm-unacknowledged"])
        #expect(driver.state == .removeSafety)
    }
}
