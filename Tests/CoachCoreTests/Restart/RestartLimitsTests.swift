import Testing

@testable import CoachCore

@Suite("Limits that a restart falls upon")
struct RestartLimitsTests {
    private func begun(
        _ unfinished: UnfinishedSession, at now: Instant, next: Int64 = 2, pack: Double? = 10
    ) -> CoachDriver {
        CoachDriver(
            history: History(nextSessionID: next), at: now, beginning: Beginning(unfinished: unfinished), pack: pack)
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

    @Test("a planned alarm that was acknowledged leaves the limits armed across a restart, and asks nothing again")
    func plannedLeavesArmed() {
        let driver = CoachDriver(.standard([.skin]), skin: 20)
        driver.press(at: t(.zero))
        driver.advance(to: t(.milliseconds(1_194_500)))
        driver.readings[.skin] = celsius(7)
        driver.press(at: t(.seconds(1204)))
        let next = driver.restarted(.standard([.skin]))
        next.advance(to: t(.seconds(1224)))
        #expect(next.state == .idle)
        // Below 7 °C from 19:55 on: half a minute of it is over at 20:25, before anything would be asked again.
        next.advance(to: t(.seconds(1226)))
        #expect(next.events(.alarm).map { $0.prefix(9) } == ["20:25.000"])

        let warm = CoachDriver(pack: 10)
        warm.press(at: t(.zero))
        warm.press(at: t(.seconds(1204)))
        warm.readings[.pack] = celsius(-8)
        let later = warm.restarted()
        later.advance(to: t(.minutes(25)))
        #expect(later.events(.alarm) == [])
    }

    @Test("a probe that had failed is given no further 30 s, one that worked is", arguments: [true, false])
    func silenceGoesOn(hadFailed: Bool) {
        let second: Reading = hadFailed ? .failure(.crc) : celsius(10)
        let kept = samples(.pack, [celsius(10), second], from: t(.zero))
        let driver = begun(UnfinishedSession(start: .begun(), samples: kept), at: t(.seconds(10)), pack: nil)
        driver.advance(to: t(.minutes(1)))
        #expect(driver.ends.map(\.reason) == [.probeFault])
        #expect(driver.ends.map(\.at) == [t(.seconds(hadFailed ? 30 : 40))])
        #expect(driver.events(.notice) == ["0:\(hadFailed ? 10 : 20).000 no-sample: pack probe"])
    }

    @Test("SR-02: a freezer pack in a towel goes on through a restart, but not without its skin probe")
    func freezerPack() {
        func restarted(skin: Double?) -> CoachDriver {
            let kept = (Int64(0)...2).flatMap { second in
                samples(.skin, [celsius(30)], from: t(.seconds(second)))
                    + samples(.pack, [celsius(-17)], from: t(.seconds(second)))
            }
            let driver = CoachDriver(
                .standard([.pack, .skin]), history: History(nextSessionID: 2), at: t(.seconds(30)),
                beginning: Beginning(
                    unfinished: UnfinishedSession(start: .begun(probes: [.pack, .skin]), samples: kept)),
                pack: -17, skin: skin)
            driver.advance(to: t(.minutes(2)))
            return driver
        }
        #expect(restarted(skin: 30).state == .applying)
        let lost = restarted(skin: nil)
        #expect(lost.ends.map(\.reason) == [.tooCold])
        let inTime = lost.ends.map { $0.at <= t(.seconds(41)) }
        #expect(inTime == [true], "no later than when silence would be told")
    }

    @Test("lowest and highest are of the whole session")
    func measured() {
        let kept = samples(.pack, [celsius(3), celsius(14), celsius(9)], from: t(.zero))
        let driver = begun(UnfinishedSession(start: .begun(), samples: kept), at: t(.seconds(10)))
        driver.advance(to: t(.seconds(12)))
        #expect(driver.coach.measured == .measured(session: 1, minimum: .celsius(3), maximum: .celsius(14), dose: nil))
    }

    @Test("a hold that begins with the very first sample is written at once", arguments: [(7.0, 1), (20.0, 0)])
    func firstSample(skin: Double, flushes: Int) {
        let driver = CoachDriver(.standard([.skin]), skin: skin)
        driver.press(at: t(.zero))
        driver.advance(to: t(.seconds(3)))
        #expect(driver.story.count { $0.hasSuffix("flush") } == flushes)
    }

    @Test("SR-07: a disagreement of two probes is written at once where it begins and where it ends")
    func disagreement() {
        let driver = CoachDriver(.standard([.pack, .skin]), pack: 14, skin: 15)
        driver.press(at: t(.zero))
        driver.advance(to: t(.seconds(20)))
        driver.readings[.skin] = celsius(10.5)
        driver.advance(to: t(.seconds(40)))
        driver.readings[.skin] = celsius(11.5)
        driver.advance(to: t(.seconds(60)))
        #expect(driver.story.filter { $0.hasSuffix("flush") } == ["0:21.000 flush", "0:41.000 flush"])
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
