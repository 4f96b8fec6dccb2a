import Testing

@testable import CoachCore

@Suite("Limits that a restart falls upon")
struct RestartLimitsTests {
    private func begun(_ unfinished: UnfinishedSession, at now: Instant, next: Int64 = 2) -> CoachDriver {
        CoachDriver(
            history: History(nextSessionID: next), at: now, beginning: Beginning(unfinished: unfinished), pack: 10)
    }

    @Test(
        "up to its ceiling the end is a planned one, past it nobody told the person, to the millisecond",
        arguments: [(-1, .applying), (0, .removePlanned), (1, .removeSafety)] as [(Int64, CoachStatus.State)])
    func ceiling(milliseconds: Int64, state: CoachStatus.State) {
        var start = SessionStart.begun()
        start.minimum = start.ceiling
        let driver = begun(
            UnfinishedSession(start: start, skinChecks: 2), at: t(.minutes(20)) + .milliseconds(milliseconds))
        #expect(driver.state == state)
    }

    @Test("a skin check that has fallen due is over, to the millisecond", arguments: [-1, 0, 1] as [Int64])
    func skinCheck(milliseconds: Int64) {
        let driver = begun(UnfinishedSession(start: .begun()), at: t(.minutes(5)) + .milliseconds(milliseconds))
        driver.advance(to: t(.minutes(6)))
        #expect(driver.events(.skinCheck).count == (milliseconds < 0 ? 1 : 0))
    }

    @Test("a session that was completed is not taken back by a press after the restart")
    func completedStaysOver() {
        let end = SessionEnd(at: t(.minutes(16)), reason: .completed, duration: .minutes(16), windowMet: true)
        let driver = begun(UnfinishedSession(start: .begun(), end: end), at: t(.minutes(16)) + .seconds(20))
        driver.press(at: t(.minutes(16)) + .seconds(30))
        #expect(!driver.events.contains { $0.hasPrefix("resumed") })
        #expect(driver.state == .applying && driver.starts.map(\.id) == [2])
    }

    @Test("an early stop is taken back within 60 s across a restart too", arguments: [-1, 0, 1] as [Int64])
    func stoppedEarly(milliseconds: Int64) {
        let end = SessionEnd(at: t(.minutes(5)), reason: .stoppedEarly, duration: .minutes(5), windowMet: false)
        let now = t(.minutes(6)) + .milliseconds(milliseconds)
        let driver = begun(UnfinishedSession(start: .begun(), end: end), at: now)
        driver.press(at: now)
        #expect(driver.events.contains("resumed") == (milliseconds <= 0))
    }

    @Test("lowest and highest are of the whole session")
    func measured() {
        let kept = samples(.pack, [celsius(3), celsius(14), celsius(9)], from: t(.zero))
        let driver = begun(UnfinishedSession(start: .begun(), samples: kept), at: t(.seconds(10)))
        driver.advance(to: t(.seconds(12)))
        #expect(driver.coach.measured == .measured(session: 1, minimum: .celsius(3), maximum: .celsius(14), dose: nil))
    }

    @Test("no number is given twice where the log could tell of the session and not of its numbers")
    func numbers() {
        let driver = begun(UnfinishedSession(start: .begun(id: 5)), at: t(.seconds(10)), next: 1)
        driver.log = nil
        driver.press(at: t(.seconds(20)))
        driver.advance(to: t(.minutes(2)))
        driver.press(at: t(.minutes(2)))
        #expect(driver.starts.map(\.id) == [6])
    }
}
