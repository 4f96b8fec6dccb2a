import Testing

@testable import CoachCore

@Suite("What one session leaves to the next")
struct AcrossSessionsTests {
    @Test("a press in the 3 s after an end is ignored by the session that began meanwhile", arguments: [-1, 0, 1])
    func deafAcrossSessions(milliseconds: Int64) {
        // Stopped so early that it was no session, and another one started over SSH half a second later.
        let driver = CoachDriver(.standard([.skin]), skin: 30)
        driver.press(at: t(.zero))
        driver.press(at: t(.seconds(10)))
        driver.start(.heat, at: t(.milliseconds(10_500)))
        #expect(driver.starts.map(\.modality) == [.ice, .heat])
        driver.press(at: t(.seconds(13) + .milliseconds(milliseconds)))
        #expect(driver.ends.count == (milliseconds < 0 ? 1 : 2))
    }

    @Test("where the log cannot be asked, what ended before this service still counts after a session of its own")
    func earlierOnesStay() {
        let past = (1...5).map { History.Session.past(.ice, ended: .hours(3 * $0), id: $0) }
        let driver = CoachDriver(history: History(sessions: past, nextSessionID: 6), pack: 10)
        driver.log = nil
        driver.press(at: t(.zero))
        driver.press(at: t(.minutes(14)))
        driver.press(at: t(.minutes(14) + .seconds(30)))
        driver.press(at: t(.minutes(16)))
        driver.press(at: t(.hours(4)))
        #expect(driver.refusals == ["240:00.000 too-many-today"])
    }

    @Test("a session that goes on is none of the past, even where the log still has its end")
    func resumedIsNotPast() {
        let driver = CoachDriver(pack: 10)
        driver.press(at: t(.zero))
        driver.press(at: t(.minutes(5)))
        driver.press(at: t(.minutes(5) + .seconds(10)))
        driver.send(.history(History(nextSessionID: 2)))
        #expect(driver.coach.status(at: driver.now).waits == [:])
    }

    @Test("a session without a probe on the skin has no dose", arguments: [(19.5, nil), (20.5, "41:00.000 dose")])
    func noDose(earlier: Double, refusal: String?) {
        let past = History.Session.past(.heat, ended: .hours(5), dose: earlier)
        let driver = CoachDriver(history: History(sessions: [past], nextSessionID: 2), pack: 10)
        driver.press(at: t(.zero))
        driver.press(at: t(.seconds(600)))
        driver.readings[.pack] = celsius(40)
        driver.press(at: t(.minutes(41)))
        #expect(driver.refusals == [refusal].compactMap { $0 })
        #expect(driver.starts.count == (refusal == nil ? 2 : 1))
    }

    @Test("a press told late resumes with what was read between it and its telling")
    func toldLate() {
        let driver = CoachDriver(pack: 10)
        driver.press(at: t(.zero))
        driver.press(at: t(.seconds(60)))
        driver.advance(to: t(.milliseconds(119_500)))
        // Readings at 2:00 and, late, at 2:00.020: two in a row that end a session at once.
        driver.readings[.pack] = milli(-9500)
        driver.advance(to: t(.milliseconds(120_020)))
        driver.send(.sample(Sample(role: .pack, at: driver.now, reading: milli(-9500))))
        #expect(driver.state == .idle)
        driver.send(.pressed(at: t(.seconds(120))))
        #expect(driver.ends.map(\.reason) == [.stoppedEarly, .tooCold])
        #expect(driver.state == .removeSafety)
    }

    @Test("an alarm that was planned, once acknowledged, leaves the skin's limits armed")
    func plannedLeavesArmed() {
        let driver = CoachDriver(.standard([.skin]), skin: 20)
        driver.press(at: t(.zero))
        driver.advance(to: t(.milliseconds(1_194_500)))
        driver.readings[.skin] = celsius(7)
        driver.press(at: t(.milliseconds(1_204_200)))
        driver.advance(to: t(.seconds(1224)))
        #expect(driver.state == .idle)
        // Below 7 °C from 19:55 on, half a minute of it is over at 20:25.
        driver.advance(to: t(.seconds(1225)))
        #expect(driver.state == .removeSafety)
    }
}
