import CoachCore
import Testing

@Suite("Taking an early stop back")
struct ResumeTests {
    /// Stopped early by press after `duration`.
    private func stopped(after duration: Duration = .minutes(5), plan: Plan = .standard(), skin: Double? = nil)
        -> CoachDriver
    {
        let driver = CoachDriver(plan, pack: 10, skin: skin)
        driver.course = { role, at in role == .pack ? milli(Int32((at - t(.zero)).inSeconds) + 10) : nil }
        driver.press(at: t(.zero))
        driver.press(at: t(duration))
        return driver
    }

    @Test("a press within 60 s resumes, to the millisecond", arguments: [-1, 0, 1] as [Int64])
    func within60s(milliseconds: Int64) {
        let driver = stopped()
        driver.press(at: t(.minutes(6) + .milliseconds(milliseconds)))
        #expect(driver.state == (milliseconds <= 0 ? .applying : .idle))
        #expect(driver.refusals == (milliseconds <= 0 ? [] : ["6:00.001 rest"]))
    }

    @Test("the press's first edge counts, not the end of its bouncing")
    func byItsEdge() {
        let driver = stopped()
        driver.advance(to: t(.minutes(6) + .milliseconds(30)))
        driver.send(.pressed(at: t(.minutes(6))))
        #expect(driver.state == .applying)
    }

    @Test("all counts as if the pack had stayed on")
    func asIfItHadStayed() {
        let driver = stopped()
        driver.press(at: t(.seconds(350)))
        driver.advance(to: t(.minutes(21)))
        #expect(
            driver.story == [
                "0:00.000 history?",
                "0:00.000 #1 ice from 0:00.000",
                "0:00.000 * started ice",
                "5:00.000 * skin-check look at your skin",
                "5:00.000 #1 0.0 °C to 0.3 °C, dose –",
                "5:00.000 #1 stopped-early at 5:00.000 after 5:00.000",
                "5:00.000 * ended stopped-early",
                "5:50.000 #1 goes on",
                "5:50.000 * resumed",
                "10:00.000 * skin-check look at your skin",
                "15:00.000 * window-open taking the pack off now completes the session",
                "20:00.000 #1 0.0 °C to 1.2 °C, dose –",
                "20:00.000 #1 ceiling at 20:00.000 after 20:00.000, window met",
                "20:00.000 * ended ceiling",
                "20:00.000 #1 alarm planned",
                "20:00.000 * alarm planned: take the pack off",
            ])
        // And what was read in the first minute of the alarm.
        #expect(driver.logged.count == 1261)
    }

    @Test("what was due in between is made up for: skin check, window, warning, notice, stop")
    func madeUpFor() {
        let window = stopped(after: .seconds(14 * 60 + 50))
        window.press(at: t(.seconds(15 * 60 + 20)))
        #expect(window.events.suffix(2) == ["resumed", "window-open taking the pack off now completes the session"])
        #expect(window.state == .windowOpen)

        let check = stopped(after: .seconds(290))
        check.press(at: t(.seconds(320)))
        #expect(check.events.suffix(2) == ["resumed", "skin-check look at your skin"])

        let warning = stopped()
        warning.course = { _, _ in celsius(-3) }
        warning.press(at: t(.seconds(340)))
        #expect(
            warning.events.suffix(2) == ["resumed", "warned pack below -1.5 °C for 30 s (-3.0 °C)"])
        #expect(warning.shown.buzzer)

        let stop = stopped()
        stop.course = { _, _ in celsius(-7) }
        #expect(stop.start(at: t(.seconds(330))) == .done(session: 1))
        #expect(stop.ends.map(\.reason) == [.stoppedEarly, .tooCold])
        // It ended when it would have: ten seconds after the first reading beyond.
        #expect(stop.ends.map(\.at) == [t(.seconds(300)), t(.seconds(311))])
        #expect(stop.state == .removeSafety)
    }

    @Test(
        "SR-14: past its ceiling it ends at once as full time, and lasted no longer than that", arguments: [1200, 1210])
    func pastItsCeiling(seconds: Int64) {
        let driver = CoachDriver(pack: 40)
        driver.press(at: t(.zero))
        driver.press(at: t(.seconds(1190)))
        driver.press(at: t(.seconds(seconds)))
        #expect(driver.ends.map(\.reason) == [.stoppedEarly, .ceiling])
        #expect(driver.ends.map(\.duration) == [.seconds(1190), .seconds(1200)])
        #expect(driver.ends.map(\.windowMet) == [false, true])
        #expect(driver.state == .removePlanned)
        // The alarm begins when it can be heard, and a second press in the same breath does not answer it.
        #expect(driver.shown.buzzer)
        driver.press(at: t(.seconds(seconds) + .milliseconds(2999)))
        #expect(driver.state == .removePlanned)
        driver.press(at: t(.seconds(seconds) + .seconds(3)))
        #expect(driver.state == .idle)
    }

    @Test("SR-14: no reading has to come for that")
    func pastItsCeilingUnread() {
        let driver = CoachDriver(pack: 40)
        driver.latency = { _, at in at <= t(.seconds(1190)) ? .zero : nil }
        driver.press(at: t(.zero))
        driver.press(at: t(.seconds(1190)))
        driver.press(at: t(.seconds(1210)))
        #expect(driver.ends.map(\.duration) == [.seconds(1190), .seconds(1200)])
    }

    @Test("what ended it before its ceiling is the reason, and what came after the ceiling is watched all the same")
    func whichEndWasFirst() {
        func late(pack: @escaping (Instant) -> Reading, skin: @escaping (Instant) -> Reading) -> CoachDriver {
            let driver = CoachDriver(.standard([.pack, .skin])) { role, at in role == .pack ? pack(at) : skin(at) }
            driver.press(at: t(.zero))
            driver.press(at: t(.seconds(1190)))
            driver.press(at: t(.seconds(1230)))
            return driver
        }
        // A pack that is as hot as that once the ceiling has passed harms nothing that still runs.
        for (from, reason) in [(1195, EndReason.tooHot), (1199, .tooHot), (1205, .ceiling)] as [(Int64, EndReason)] {
            let hot = late(pack: { celsius($0 < t(.seconds(from)) ? 40 : 56) }, skin: { _ in celsius(35) })
            #expect(hot.ends.map(\.reason) == [.stoppedEarly, reason])
            #expect(hot.ends.map(\.duration) == [.seconds(1190), .seconds(min(from + 1, 1200))])
            #expect(hot.state == (reason == .ceiling ? .removePlanned : .removeSafety))
        }
        let silent = late(
            pack: { _ in celsius(40) }, skin: { $0 < t(.seconds(1165)) ? celsius(35) : .failure(.crc) })
        #expect(silent.ends.map(\.reason) == [.stoppedEarly, .probeFault])
        #expect(silent.ends.map(\.duration) == [.seconds(1190), .seconds(1200)])
    }

    @Test("start resumes too, for its own modality or none; for the other one it is a start")
    func byCommand() {
        for request in [nil, Modality.ice] {
            let driver = stopped()
            // Commands are not deaf.
            #expect(driver.start(request, at: t(.minutes(5) + .seconds(1))) == .done(session: 1))
            #expect(driver.state == .applying)
        }
        let driver = stopped()
        driver.start(.heat, at: t(.minutes(5) + .seconds(10)))
        #expect(driver.refusals == ["5:10.000 pack-not-ready"])
        // The refusal takes nothing away, and the pack's watch ends with the resuming.
        driver.press(at: t(.minutes(5) + .seconds(20)))
        #expect(driver.state == .applying)
        driver.command(.stop, at: t(.minutes(16)))
        driver.advance(to: t(.hours(4)))
        #expect(driver.events.last == "ended completed")
    }

    @Test("what a refusal in between showed and watched is gone once it goes on")
    func refusalInBetween() {
        let driver = stopped()
        driver.start(.heat, at: t(.seconds(310)))
        driver.start(at: t(.seconds(311)))
        driver.command(.stop, at: t(.seconds(312)))
        #expect(driver.refusals == ["5:10.000 pack-not-ready"])
        #expect(driver.shown == .steady(.off(4)))
        // The pack becomes what was asked for, and the rest before heat passes, within 45 min of the refusal.
        driver.course = { _, _ in celsius(40) }
        driver.advance(to: t(.minutes(60)))
        #expect(driver.events(.notice) == [])
    }

    @Test("a completed session is over: a press is a new start")
    func completedIsOver() {
        let driver = stopped(after: .minutes(15))
        driver.press(at: t(.minutes(15) + .seconds(30)))
        #expect(driver.refusals == ["15:30.000 rest"])
    }

    @Test("an alarm in between ends the possibility")
    func alarmInBetween() {
        let driver = stopped(plan: .standard([.pack, .skin]), skin: 25)
        driver.readings[.skin] = celsius(1)
        driver.advance(to: t(.seconds(303)))
        #expect(driver.state == .removeSafety)
        driver.press(at: t(.seconds(310)))
        driver.press(at: t(.seconds(320)))
        #expect(driver.refusals == ["5:20.000 rest"])
    }

    @Test("samples in between are logged only where it was resumed")
    func samplesOfTheGap() {
        let resumed = stopped()
        resumed.press(at: t(.seconds(340)))
        #expect(resumed.logged.map(\.at) == (0...340).map { t(.seconds($0)) })
        let over = stopped()
        over.advance(to: t(.minutes(12)))
        #expect(over.logged.map(\.at) == (0...300).map { t(.seconds($0)) })
    }

    @Test("it can be stopped and resumed again, and its minute starts anew")
    func again() {
        let driver = stopped()
        driver.press(at: t(.minutes(5) + .seconds(50)))
        driver.press(at: t(.minutes(6) + .seconds(30)))
        driver.press(at: t(.minutes(7) + .seconds(20)))
        #expect(driver.state == .applying)
        #expect(driver.ends.map(\.reason) == [.stoppedEarly, .stoppedEarly])
        #expect(driver.starts.count == 1)
    }

    @Test("a session stopped before 0:30 leaves no rest once its minute is over")
    func uncounted() {
        let driver = stopped(after: .seconds(20))
        driver.press(at: t(.seconds(81)))
        #expect(driver.starts.map(\.id) == [1, 2])
        #expect(driver.starts.map(\.at) == [t(.zero), t(.seconds(81))])
    }

    @Test("one stopped at 0:30 leaves its rest")
    func counted() {
        let driver = stopped(after: .seconds(30))
        driver.press(at: t(.seconds(91)))
        #expect(driver.refusals == ["1:31.000 rest"])
    }
}
