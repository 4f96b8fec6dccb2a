import Testing

@testable import CoachCore

@Suite("A new boot")
struct PowerLossTests {
    /// Found in the log after a boot: a session that ran until, at the latest, `ago` before the service was up at 0:00.
    private func booted(
        ended ago: Duration, reason: EndReason = .powerLoss, alarm: AlarmKind? = nil, dose: Double = 0
    ) -> CoachDriver {
        let end = SessionEnd(at: t(.zero - ago), reason: reason, duration: .minutes(8), windowMet: false)
        var unfinished = UnfinishedSession(start: .begun(at: end.at - .minutes(8)), end: end, isFromEarlierBoot: true)
        unfinished.alarm = alarm.map { UnfinishedSession.Alarm(kind: $0, since: end.at) }
        let past = History.Session(
            id: 1, modality: .ice, reason: reason, duration: .minutes(8), endedAt: end.at, dose: dose)
        return CoachDriver(
            history: History(sessions: [past], nextSessionID: 2), at: t(.zero),
            beginning: Beginning(unfinished: unfinished), pack: 10)
    }

    @Test("SR-17 SR-31: a session is never resumed: it is closed as power-loss and the removal alarm sounds")
    func neverResumed() {
        let driver = booted(ended: .minutes(1))
        #expect(driver.state == .removeSafety)
        #expect(
            driver.story == [
                "0:00.000 #1 alarm safety",
                "0:00.000 * alarm safety: after power-loss: take the pack off",
            ])
        #expect(driver.coach.status(at: driver.now).session == 1)
        driver.press(at: t(.seconds(30)))
        #expect(driver.state == .idle)
        // Even a stop within its minute is not taken back across a boot.
        let stopped = booted(ended: .seconds(10), reason: .stoppedEarly)
        stopped.press(at: t(.seconds(10)))
        stopped.press(at: t(.seconds(20)))
        #expect(stopped.refusals == ["0:20.000 rest"])
    }

    @Test("an alarm that stood before the boot sounds again", arguments: AlarmKind.allCases)
    func alarmOfBefore(kind: AlarmKind) {
        let driver = booted(ended: .minutes(1), reason: .shutdown, alarm: kind)
        #expect(driver.state == .removeSafety)
        #expect(driver.events == ["alarm safety: after shutdown: take the pack off"])
    }

    @Test("unless two hours have provably passed, to the millisecond", arguments: [-1, 0, 1] as [Int64])
    func twoHours(milliseconds: Int64) {
        let driver = booted(ended: .hours(2) + .milliseconds(milliseconds))
        #expect(driver.state == (milliseconds < 0 ? .removeSafety : .idle))
        guard milliseconds >= 0 else { return }
        #expect(driver.events == ["alarm-expired two hours have passed since the session"])
        #expect(driver.buzzes == [])
        #expect(driver.shown == Indication(frame: .all(4), lit: .all(4), buzzer: false, changesAt: t(.seconds(1))))
    }

    @Test("it ends by itself, logged, once two hours have passed on this boot's clock")
    func passesHere() {
        let driver = booted(ended: .minutes(119))
        driver.advance(to: t(.minutes(1)) - .tick)
        #expect(driver.state == .removeSafety)
        driver.advance(to: t(.minutes(1)))
        #expect(driver.state == .idle)
        #expect(
            driver.story.suffix(2) == [
                "1:00.000 #1 alarm expired", "1:00.000 * alarm-expired two hours have passed since the session",
            ])
    }

    @Test("it ends by itself when the clock synchronises and proves them")
    func provedLater() {
        let driver = booted(ended: .zero)
        driver.advance(to: t(.minutes(5)))
        var history = History(sessions: [.past(.ice, .powerLoss, ended: .minutes(114))], nextSessionID: 2)
        driver.send(.history(history))
        #expect(driver.state == .removeSafety)
        history.sessions = [.past(.ice, .powerLoss, ended: .hours(9))]
        driver.send(.history(history))
        #expect(driver.state == .idle)
        #expect(driver.events.last == "alarm-expired two hours have passed since the session")
    }

    @Test("a log that has it and leaves it out, as older than what any rule counts, proves them; no other does")
    func leftOut() {
        let cases = [
            (History(nextSessionID: 2), true), (History(nextSessionID: 2, isAssumed: true), false),
            (History(nextSessionID: 1), false),
        ]
        for (history, isProof) in cases {
            let driver = booted(ended: .zero)
            driver.advance(to: t(.minutes(5)))
            driver.send(.history(history))
            #expect((driver.state == .idle) == isProof)
        }
    }

    @Test("history of this boot's own alarms proves nothing away")
    func ownAlarm() {
        let driver = CoachDriver(pack: 10)
        driver.press(at: t(.zero))
        driver.advance(to: t(.minutes(21)))
        driver.send(.history(History(sessions: [.past(.ice, ended: .hours(9))], nextSessionID: 2)))
        driver.advance(to: t(.minutes(22)))
        #expect(driver.state == .removePlanned)
    }

    @Test(
        "after power-loss and shutdown the rest runs from the acknowledgement",
        arguments: [EndReason.powerLoss, .shutdown])
    func restFromTheAcknowledgement(reason: EndReason) {
        let driver = booted(ended: .minutes(50), reason: reason)
        driver.command(.acknowledge, at: t(.minutes(10)))
        driver.press(at: t(.minutes(190)) - .tick)
        driver.press(at: t(.minutes(191)))
        #expect(driver.refusals == ["189:59.999 rest"])
        #expect(driver.starts.map(\.id) == [2])
    }

    @Test("after any other end it runs from the end")
    func restFromTheEnd() {
        let driver = booted(ended: .minutes(50), reason: .tooCold, alarm: .safety)
        driver.command(.acknowledge, at: t(.minutes(10)))
        #expect(driver.coach.status(at: driver.now).waits[.ice]?.wait?.until == t(.minutes(130)))
    }

    @Test("its dose still counts for the day after the acknowledgement")
    func doseStays() {
        let driver = booted(ended: .minutes(50), dose: 21)
        driver.command(.acknowledge, at: t(.minutes(10)))
        driver.advance(to: t(.minutes(60)))
        #expect(driver.coach.status(at: driver.now).waits[.heat]?.code == .dose)
    }

    @Test("one that the log no longer knows counts from its acknowledgement all the same")
    func unknownToTheLog() {
        let driver = booted(ended: .minutes(50))
        driver.send(.history(History()))
        driver.command(.acknowledge, at: t(.minutes(10)))
        #expect(driver.coach.status(at: driver.now).waits[.ice]?.wait?.until == t(.minutes(190)))
    }

    @Test("an alarm that someone has answered no longer ends by itself when it sounds again")
    func answeredDoesNotExpire() {
        let end = SessionEnd(at: t(.zero - .minutes(118)), reason: .powerLoss, duration: .minutes(8), windowMet: false)
        let unfinished = UnfinishedSession(
            start: .begun(at: end.at - .minutes(8), probes: [.skin]), end: end, isFromEarlierBoot: true)
        let driver = CoachDriver(
            .standard([.skin]), at: t(.zero), beginning: Beginning(unfinished: unfinished), skin: 6)
        driver.advance(to: t(.seconds(5)))
        driver.command(.acknowledge)
        driver.advance(to: t(.minutes(30)))
        #expect(driver.state == .removeSafety)
        #expect(driver.events(.alarmExpired) == [])
    }

    @Test("an alarm that was answered in this boot stays answered when the service restarts; the second look stays due")
    func answeredInThisBoot() {
        let end = SessionEnd(at: t(.zero - .minutes(7)), reason: .powerLoss, duration: .minutes(8), windowMet: false)
        let unfinished = UnfinishedSession(
            start: .begun(at: end.at - .minutes(8), probes: [.skin]), end: end,
            acknowledgedAt: t(.zero - .seconds(40)), acknowledgedKind: .safety, safetyAlarms: 1,
            isFromEarlierBoot: true)
        for (skin, alarms) in [(20.0, []), (6.0, ["0:20.000 safety: the skin is still in danger: take the pack off"])] {
            let driver = CoachDriver(
                .standard([.skin]), at: t(.zero), beginning: Beginning(unfinished: unfinished), skin: skin)
            #expect(driver.state == .idle)
            driver.advance(to: t(.minutes(2)))
            #expect(driver.events(.alarm) == alarms)
        }
    }

    @Test("samples of another boot's time line say nothing here")
    func samplesOfAnotherBoot() {
        let end = SessionEnd(at: t(.zero - .minutes(5)), reason: .powerLoss, duration: .minutes(8), windowMet: false)
        let unfinished = UnfinishedSession(
            start: .begun(at: end.at - .minutes(8), probes: [.skin]), end: end,
            samples: samples(.skin, Array(repeating: celsius(1), count: 9), from: t(.hours(5))), isFromEarlierBoot: true
        )
        let driver = CoachDriver(.standard([.skin]), at: t(.zero), beginning: Beginning(unfinished: unfinished))
        driver.advance(to: t(.seconds(5)))
        driver.command(.acknowledge)
        driver.advance(to: t(.minutes(2)))
        #expect(driver.events(.alarm).count == 1)
    }

    @Test("the acknowledged alarm is looked at again after 60 s by what is measured now")
    func recheck() {
        let end = SessionEnd(at: t(.zero - .minutes(5)), reason: .powerLoss, duration: .minutes(8), windowMet: false)
        let unfinished = UnfinishedSession(
            start: .begun(at: end.at - .minutes(8), probes: [.skin]), end: end, isFromEarlierBoot: true)
        for (skin, alarms) in [(20.0, 1), (6.0, 2)] {
            let driver = CoachDriver(
                .standard([.skin]), at: t(.zero), beginning: Beginning(unfinished: unfinished), skin: skin)
            driver.advance(to: t(.seconds(5)))
            driver.command(.acknowledge)
            driver.advance(to: t(.minutes(2)))
            #expect(driver.events(.alarm).count == alarms)
        }
    }
}
