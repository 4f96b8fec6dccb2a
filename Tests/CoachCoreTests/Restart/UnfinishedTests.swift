import Testing

@testable import CoachCore

@Suite("What must not be forgotten were the service to vanish")
struct UnfinishedTests {
    private func applying(for duration: Duration) -> CoachDriver {
        let driver = CoachDriver(pack: 10)
        driver.press(at: t(.zero))
        driver.advance(to: t(duration))
        return driver
    }

    @Test("SR-20: a session that runs, with what was told in it, and without its samples", arguments: [30, 310, 950])
    func running(second: Int64) throws {
        let driver = applying(for: .seconds(second))
        var expected = try #require(UnfinishedSession(driver))
        expected.samples = []
        #expect(driver.coach.unfinished == expected)
        #expect(expected.windowOpened == (second >= 900))
        #expect(expected.skinChecks == [30: 0, 310: 1, 950: 2][second])
        #expect(expected.safetyAlarms == 0)
    }

    @Test("SR-20: an alarm until it is answered, planned or not")
    func alarms() throws {
        let planned = applying(for: .minutes(21))
        #expect(planned.coach.unfinished?.end?.reason == .ceiling)
        #expect(planned.coach.unfinished?.alarm == .init(kind: .planned, since: t(.minutes(20))))
        planned.command(.acknowledge)
        #expect(planned.coach.unfinished == nil)

        let fault = applying(for: .seconds(60))
        fault.readings[.pack] = .failure(.crc)
        fault.advance(to: t(.seconds(100)))
        #expect(fault.coach.unfinished?.end?.reason == .probeFault)
        #expect(fault.coach.unfinished?.alarm?.kind == .safety)
        #expect(fault.coach.unfinished?.isFromEarlierBoot == false)
        #expect(fault.coach.unfinished?.acknowledgedAt == nil)
    }

    @Test("SR-20: one that was told to leave, for its pack is still on; none that was ended by hand")
    func others() {
        let leaving = applying(for: .seconds(60))
        leaving.send(.terminate)
        #expect(leaving.coach.unfinished?.end?.reason == .shutdown)
        #expect(leaving.coach.unfinished?.alarm == .init(kind: .safety, since: t(.seconds(60))))
        leaving.advance(by: .seconds(5))
        #expect(leaving.coach.unfinished == nil, "it is gone: what was kept last counts")

        let stopped = applying(for: .seconds(60))
        stopped.command(.stop)
        #expect(stopped.coach.unfinished == nil)
        stopped.press(at: t(.seconds(70)))
        #expect(stopped.coach.unfinished?.start == stopped.starts.last, "taken back")
        #expect(CoachDriver(pack: 10).coach.unfinished == nil)
    }

    @Test("SR-20: the alarm of an earlier boot is told from one of this boot")
    func earlierBoot() {
        let end = SessionEnd(at: t(.zero - .minutes(1)), reason: .powerLoss, duration: .minutes(8), windowMet: false)
        let unfinished = UnfinishedSession(
            start: .begun(at: end.at - .minutes(8)), end: end, isFromEarlierBoot: true)
        let driver = CoachDriver(at: t(.zero), beginning: Beginning(unfinished: unfinished), pack: 10)
        #expect(driver.coach.unfinished?.isFromEarlierBoot == true)
        #expect(driver.coach.unfinished?.end == end)
        #expect(driver.coach.unfinished?.alarm == .init(kind: .safety, since: t(.zero)))
        #expect(driver.coach.unfinished?.acknowledgedAt == nil)
    }

    @Test("SR-17 SR-20: once answered in this boot, an alarm of an earlier one that sounds again does not expire")
    func answeredSinceTheBoot() {
        let end = SessionEnd(at: t(.zero - .minutes(1)), reason: .powerLoss, duration: .minutes(8), windowMet: false)
        let unfinished = UnfinishedSession(
            start: .begun(.heat, at: end.at - .minutes(8), probes: [.skin]), end: end, isFromEarlierBoot: true)
        let driver = CoachDriver(
            .standard([.skin]), at: t(.zero), beginning: Beginning(unfinished: unfinished), skin: 44)
        driver.command(.acknowledge, at: t(.seconds(30)))
        #expect(driver.coach.unfinished == nil)
        driver.advance(to: t(.seconds(90)))
        #expect(driver.coach.unfinished?.alarm == .init(kind: .safety, since: t(.seconds(90))))
        #expect(driver.coach.unfinished?.acknowledgedAt == t(.seconds(90)))
    }
}
