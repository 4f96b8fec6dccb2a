import CoachCore
import Testing

@Suite("What goes on after an end")
struct OverrunTests {
    /// A session of heat that ran to its ceiling with this much on the skin.
    private func full(_ probes: [ProbeRole] = [.skin], skin: Double) -> CoachDriver {
        let driver = CoachDriver(.standard(probes), pack: 40, skin: skin)
        driver.start(.heat, at: t(.zero))
        driver.advance(to: t(.minutes(20)))
        return driver
    }

    private func doses(_ driver: CoachDriver) -> [Double] {
        driver.told.compactMap { told in
            if case .log(.measured(_, _, _, let dose)) = told.effect { dose } else { nil }
        }
    }

    @Test("SR-13: heat that stays on counts for the day, in the log and for the next start")
    func countsForTheDay() {
        // 41.5 °C is compared as 42 °C: a quarter of a CEM43 minute a minute.
        let driver = full(skin: 41.5)
        #expect(doses(driver).last == 5)
        driver.command(.acknowledge, at: t(.minutes(100)))
        #expect(driver.ends.map(\.reason) == [.ceiling])
        #expect(doses(driver).last == 25)
        driver.readings[.skin] = celsius(30)
        driver.advance(to: t(.hours(4)))
        driver.start(.heat)
        #expect(driver.refusals == ["240:00.000 dose"])
    }

    @Test("it is told each time that a whole CEM43 minute is reached, and what is left at the acknowledgement")
    func told() {
        let driver = full(skin: 41.5)
        driver.advance(to: t(.minutes(29)))
        #expect(doses(driver).map { Int($0) } == [4, 5, 6, 7])
        driver.command(.acknowledge, at: t(.minutes(30)))
        #expect(doses(driver).last == 7.5)
        driver.readings[.skin] = celsius(30)
        driver.advance(to: t(.minutes(60)))
        #expect(doses(driver).count == 5)
    }

    @Test("skin that is cool adds nothing, and nothing is told of it")
    func cool() {
        let driver = full(skin: 38)
        driver.command(.acknowledge, at: t(.minutes(60)))
        driver.advance(to: t(.minutes(80)))
        #expect(doses(driver) == [0])
    }

    @Test("an early stop's heat counts while its skin is watched, and a new session begins at its own nought")
    func afterAStop() {
        let driver = CoachDriver(.standard([.skin]), skin: 41.5)
        driver.start(.heat, at: t(.zero))
        driver.press(at: t(.seconds(20)))
        // Too short to ask for a rest, and of the other modality, so not taken back.
        driver.start(.ice, at: t(.seconds(80)))
        #expect(driver.starts.map(\.id) == [1, 2])
        #expect(doses(driver) == [20, 80].map { $0 / 240 })
        driver.press(at: t(.seconds(140)))
        driver.advance(to: t(.minutes(10)))
        // The watch ends with its fifth minute, before the sample of that instant.
        #expect(doses(driver).last == 359.0 / 240)
    }

    @Test("SR-15: the log has what was read while the alarm stood, for five minutes")
    func loggedSamples() {
        let driver = full(skin: 35)
        driver.advance(to: t(.minutes(40)))
        #expect(driver.logged.last?.at == t(.minutes(25)))
        #expect(driver.logged.count == 1501)
        let answered = full(skin: 35)
        answered.command(.acknowledge, at: t(.minutes(21)))
        answered.advance(to: t(.minutes(40)))
        #expect(answered.logged.last?.at == t(.minutes(21)))
    }

    @Test("lowest and highest stay those of the session, after a restart as well")
    func extremes() {
        let start = SessionStart.begun(.heat, probes: [.skin])
        let end = SessionEnd(at: t(.minutes(20)), reason: .ceiling, duration: .minutes(20), windowMet: true)
        var unfinished = UnfinishedSession(start: start, end: end)
        unfinished.alarm = UnfinishedSession.Alarm(kind: .planned, since: end.at)
        unfinished.samples = samples(.skin, [celsius(36), celsius(38)], from: t(.seconds(1200)))
        let driver = CoachDriver(
            .standard([.skin]), at: t(.seconds(1205)), beginning: Beginning(unfinished: unfinished), skin: 42)
        driver.command(.acknowledge, at: t(.minutes(25)))
        let told = driver.story.filter { $0.contains(" to ") }
        #expect(told.allSatisfy { $0.contains("36.0 °C to 36.0 °C") })
        #expect(!told.isEmpty)
    }

    @Test("told to stop in the alarm, it tells what was reached")
    func toldOnLeaving() {
        let driver = full(skin: 41.5)
        driver.advance(to: t(.minutes(20) + .seconds(30)))
        driver.send(.terminate)
        #expect(doses(driver).last == 1230.0 / 240)
    }

    @Test("a service that comes back to a session that the log tells nothing of begins at nought")
    func restartedWithoutHistory() {
        let end = SessionEnd(at: t(.minutes(20)), reason: .ceiling, duration: .minutes(20), windowMet: true)
        var unfinished = UnfinishedSession(start: .begun(.heat, probes: [.skin]), end: end)
        unfinished.alarm = UnfinishedSession.Alarm(kind: .planned, since: end.at)
        let driver = CoachDriver(
            .standard([.skin]), at: t(.minutes(60)), beginning: Beginning(unfinished: unfinished), skin: 41.5)
        driver.command(.acknowledge, at: t(.minutes(70)))
        #expect(doses(driver) == [1, 2, 2.5])
    }

    @Test("SR-13: a service that comes back in the alarm never tells less than it had")
    func restarted() {
        let start = SessionStart.begun(.heat, probes: [.skin])
        let end = SessionEnd(at: t(.minutes(20)), reason: .ceiling, duration: .minutes(20), windowMet: true)
        var unfinished = UnfinishedSession(start: start, end: end)
        unfinished.alarm = UnfinishedSession.Alarm(kind: .planned, since: end.at)
        let past = History.Session(
            id: 1, modality: .heat, reason: .ceiling, duration: .minutes(20), endedAt: end.at, dose: 12)
        let driver = CoachDriver(
            .standard([.skin]), history: History(sessions: [past], nextSessionID: 2), at: t(.minutes(60)),
            beginning: Beginning(unfinished: unfinished), skin: 41.5)
        driver.command(.acknowledge, at: t(.minutes(70)))
        #expect(doses(driver) == [])
        driver.advance(to: t(.hours(3)))
        #expect(driver.coach.status(at: driver.now).waits[.heat] == nil)
    }

    @Test("SR-13: after a new boot what is measured adds to what the session had")
    func booted() {
        let driver = booted(dose: 3)
        driver.command(.acknowledge, at: t(.minutes(21)))
        #expect(doses(driver) == [4, 5, 6, 7, 8])
        #expect(driver.logged == [])
        let unknown = booted(dose: nil)
        unknown.command(.acknowledge, at: t(.minutes(21)))
        #expect(doses(unknown) == [1, 2, 3, 4, 5])
    }

    @Test("SR-13: it counts for the next start before the log has it")
    func countsAtOnce() {
        let end = SessionEnd(at: t(.minutes(20)), reason: .ceiling, duration: .minutes(20), windowMet: true)
        var unfinished = UnfinishedSession(start: .begun(.heat, probes: [.skin]), end: end)
        unfinished.alarm = UnfinishedSession.Alarm(kind: .planned, since: end.at)
        let past = History.Session(
            id: 1, modality: .heat, reason: .ceiling, duration: .minutes(20), endedAt: end.at, dose: 1)
        let driver = CoachDriver(
            .standard([.skin]), history: History(sessions: [past], nextSessionID: 2), at: t(.minutes(60)),
            beginning: Beginning(unfinished: unfinished), skin: 41.5)
        driver.command(.acknowledge, at: t(.minutes(144)))
        #expect(driver.coach.status(at: driver.now).waits[.heat]?.code == .dose)
    }

    @Test("an alarm that ends by itself tells what was reached, too")
    func toldOnExpiry() {
        let driver = booted(dose: 3, at: .minutes(119))
        driver.advance(to: t(.minutes(121)))
        // The alarm ends before the sample of that instant.
        #expect(doses(driver) == [3 + 59.0 / 240])
    }

    /// A service of a new boot, which finds a session of heat that lost its power at the tests' zero.
    private func booted(dose: Double?, at start: Duration = .minutes(1)) -> CoachDriver {
        let end = SessionEnd(at: t(.zero), reason: .powerLoss, duration: .minutes(8), windowMet: false)
        let unfinished = UnfinishedSession(
            start: .begun(.heat, at: end.at - .minutes(8), probes: [.skin]), end: end, isFromEarlierBoot: true)
        let past = dose.map { dose in
            History.Session(
                id: 1, modality: .heat, reason: .powerLoss, duration: .minutes(8), endedAt: end.at, dose: dose)
        }
        return CoachDriver(
            .standard([.skin]), history: History(sessions: past.map { [$0] } ?? [], nextSessionID: 2), at: t(start),
            beginning: Beginning(unfinished: unfinished), skin: 41.5)
    }

    @Test(
        "SR-15: a pack that was asked about twice is not asked about again by a service that comes back",
        arguments: 0...3)
    func askedOnce(alarms: Int) {
        let end = SessionEnd(
            at: t(.seconds(60)), reason: .tooCold, probe: .pack, duration: .seconds(60), windowMet: false)
        var unfinished = UnfinishedSession(start: .begun(), end: end)
        unfinished.acknowledgedAt = t(.seconds(100))
        unfinished.acknowledgedKind = .safety
        unfinished.safetyAlarms = alarms
        let driver = CoachDriver(at: t(.seconds(110)), beginning: Beginning(unfinished: unfinished), pack: -12)
        driver.advance(to: t(.minutes(10)))
        #expect(driver.events(.alarm).count == (alarms > 1 ? 0 : 1))
    }
}
