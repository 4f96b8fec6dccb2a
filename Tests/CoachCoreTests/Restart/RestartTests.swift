import Testing

@testable import CoachCore

extension UnfinishedSession {
    /// What a log keeps of a driver's session, as the service hands it on.
    init?(_ driver: CoachDriver) {
        guard let start = driver.starts.last else { return nil }
        self.init(start: start, samples: driver.logged)
        for told in driver.told {
            guard case .log(let entry) = told.effect else { continue }
            switch entry {
            case .ended(start.id, let end): self.end = end
            case .resumed(start.id, _): end = nil
            case .alarm(start.id, let at, let kind): alarm = Alarm(kind: kind, since: at)
            case .alarmOver(start.id, let at, _):
                acknowledgedKind = alarm?.kind
                alarm = nil
                acknowledgedAt = at
            case .event(let event) where event.kind == .windowOpen: windowOpened = true
            case .event(let event) where event.kind == .skinCheck: skinChecks += 1
            default: break
            }
        }
    }
}

extension CoachDriver {
    /// The dose that the log knows of the last session.
    private var dose: Double {
        for told in told.reversed() {
            if case .log(.measured(_, _, _, let dose?)) = told.effect { return dose }
        }
        return 0
    }

    /// Kills the service now and starts it again on what the log kept.
    func restarted(_ plan: Plan = .standard(), after away: Duration = .seconds(1)) -> CoachDriver {
        var history = log ?? History()
        if let start = starts.last { history.nextSessionID = start.id + 1 }
        if let start = starts.last, let end = ends.last {
            history.sessions.append(
                History.Session(
                    id: start.id, modality: start.modality, reason: end.reason, probe: end.probe,
                    duration: end.duration, endedAt: end.at, dose: dose))
        }
        let (readings, course) = (readings, course)
        return CoachDriver(
            plan, history: history, at: now + away, beginning: Beginning(unfinished: UnfinishedSession(self)),
            course: { course($0, $1) ?? readings[$0] })
    }
}

@Suite("A service that restarts within the same boot")
struct RestartTests {
    private func applying(_ plan: Plan = .standard(), skin: Double? = nil, for duration: Duration) -> CoachDriver {
        let driver = CoachDriver(plan, pack: 10, skin: skin)
        driver.course = { role, at in role == .pack ? milli(Int32((at - t(.zero)).inSeconds) + 10) : nil }
        driver.press(at: t(.zero))
        driver.advance(to: t(duration))
        return driver
    }

    @Test(
        "SR-17: the session goes on with its true elapsed time and ends when it would have",
        arguments: [60, 299, 700, 950] as [Int64])
    func goesOn(second: Int64) {
        let whole = applying(for: .minutes(20))
        let driver = applying(for: .seconds(second)).restarted(after: .seconds(2))
        #expect(driver.coach.status(at: driver.now).elapsed == .seconds(second + 2))
        driver.advance(to: t(.minutes(20)))
        #expect(driver.ends == whole.ends)
        let told = whole.events.filter { !$0.hasPrefix("started") }
        #expect(driver.events.suffix(2) == told.suffix(2))
    }

    @Test("what was told is not told again; what fell due meanwhile is")
    func dueMeanwhile() {
        let told = applying(for: .seconds(910)).restarted()
        told.advance(to: t(.seconds(950)))
        #expect(told.events == [])
        #expect(told.state == .windowOpen)
        let meanwhile = applying(for: .seconds(895)).restarted(after: .seconds(10))
        #expect(meanwhile.events == ["window-open taking the pack off now completes the session"])
        // A skin check that was missed is over: the next one comes at its own time.
        let check = applying(for: .seconds(295)).restarted(after: .seconds(10))
        check.advance(to: t(.seconds(601)))
        #expect(check.events(.skinCheck) == ["10:00.000 look at your skin"])
    }

    @Test("past the ceiling it ends at once as ceiling, in remove-safety, with its true elapsed time")
    func pastTheCeiling() {
        let driver = applying(for: .minutes(14)).restarted(after: .minutes(10))
        #expect(
            driver.ends == [
                SessionEnd(at: t(.minutes(24)), reason: .ceiling, duration: .minutes(24), windowMet: true)
            ])
        #expect(driver.events == ["ended ceiling", "alarm safety: take the pack off"])
        #expect(driver.state == .removeSafety)
    }

    @Test("a hold goes on across the restart, to the second")
    func holdGoesOn() {
        let driver = CoachDriver(.standard([.skin]), skin: 20)
        driver.press(at: t(.zero))
        driver.advance(to: t(.milliseconds(99_500)))
        driver.readings[.skin] = celsius(6)
        driver.advance(to: t(.seconds(115)))
        let next = driver.restarted(.standard([.skin]), after: .seconds(5))
        next.advance(to: t(.minutes(5)))
        #expect(next.ends.map(\.at) == [t(.seconds(130))])
        #expect(next.ends.map(\.reason) == [.tooCold])
    }

    @Test("a probe that had failed before has been silent all along; of one that had not, nobody could hear")
    func silenceGoesOn() {
        let failed = applying(for: .seconds(100))
        failed.course = { _, _ in nil }
        failed.readings[.pack] = .failure(.crc)
        failed.advance(to: t(.seconds(110)))
        let next = failed.restarted(after: .seconds(5))
        next.advance(to: t(.minutes(5)))
        #expect(next.ends.map(\.at) == [t(.seconds(130))])
        #expect(next.ends.map(\.reason) == [.probeFault])

        let heard = applying(for: .seconds(100)).restarted(after: .seconds(5))
        heard.course = { _, _ in nil }
        heard.advance(to: t(.minutes(5)))
        #expect(heard.ends.map(\.at) == [t(.seconds(135))])
    }

    @Test("dose and sums go on, the time without a service included")
    func doseGoesOn() {
        let driver = CoachDriver(.standard([.skin]), skin: 41)
        driver.advance(to: t(.zero))
        driver.start(.heat)
        driver.advance(to: t(.minutes(4)))
        let next = driver.restarted(.standard([.skin]), after: .minutes(2))
        next.advance(to: t(.minutes(8)))
        guard case .measured(_, _, _, let dose) = next.coach.measured else {
            Issue.record("a session runs")
            return
        }
        // 41 °C is compared as 41.5 °C: an eighth of a minute a minute.
        #expect(dose.map { abs($0 - 1) < 1e-9 } == true)
    }

    @Test("the day's dose is what it was: the session's own counts once, an earlier one's as at the start")
    func doseOfTheDay() {
        let plan = Plan.standard([.skin], heat: .heatWithWindow)
        func driver(earlier dose: Double, ended: Duration) -> CoachDriver {
            let history = History(sessions: [.past(.heat, ended: ended, dose: dose)], nextSessionID: 2)
            let driver = CoachDriver(plan, history: history, skin: 42.5)
            driver.course = { _, at in (at - t(.zero)).nanoseconds % 2_000_000_000 == 0 ? celsius(42.5) : celsius(30) }
            driver.advance(to: t(.zero))
            driver.start(.heat)
            return driver
        }
        let running = driver(earlier: 15, ended: .hours(24) - .minutes(2))
        running.advance(to: t(.minutes(4)))
        let next = running.restarted(plan)
        next.advance(to: t(.minutes(9)))
        #expect(next.ends.map(\.reason) == [.dose])
        #expect(next.ends.map(\.at) == [t(.minutes(5))])

        let ended = driver(earlier: 3, ended: .hours(5))
        ended.command(.stop, at: t(.minutes(9)))
        let after = ended.restarted(plan)
        after.advance(to: t(.seconds(570)))
        #expect(after.events == [])
    }

    @Test("notices that were told are not told again")
    func noticesOnce() {
        let driver = CoachDriver(pack: 10)
        driver.press(at: t(.zero))
        driver.advance(to: t(.minutes(6)))
        #expect(driver.events(.notice) == ["5:00.000 frozen: pack probe"])
        let next = driver.restarted()
        next.advance(to: t(.minutes(12)))
        #expect(next.events(.notice) == [])
    }

    @Test("SR-06: a probe that is silent after the restart is told after 10 s and ends it after 30 s")
    func silentAfterwards() {
        let driver = applying(for: .minutes(6))
        driver.readings = [:]
        driver.course = { _, _ in nil }
        let next = driver.restarted(after: .minutes(2))
        next.advance(to: t(.minutes(9)))
        #expect(next.events(.notice) == ["8:10.000 no-sample: pack probe"])
        #expect(next.ends.map(\.at) == [t(.seconds(510))])
        #expect(next.ends.map(\.reason) == [.probeFault])
    }

    @Test("SR-02: a skin probe whose first answer after the restart is a fault lifts the pack's limits no more")
    func skinHasToSayFirst() {
        let driver = CoachDriver(.standard([.pack, .skin]), pack: -18, skin: 25)
        driver.press(at: t(.zero))
        driver.advance(to: t(.minutes(1)))
        driver.readings[.skin] = .failure(.missing)
        let next = driver.restarted(.standard([.pack, .skin]), after: .seconds(20))
        next.advance(to: t(.seconds(81)))
        #expect(next.ends.map(\.reason) == [.tooCold])
        #expect(next.ends.map(\.at) == [t(.seconds(81))])
    }

    @Test("changed limits count where they are stricter, and only there")
    func stricterOnly() {
        let shorter = SessionTimes(minimum: .minutes(8), ceiling: .minutes(8), rest: .hours(3))
        let stricter = applying(for: .minutes(5)).restarted(.standard(ice: shorter))
        stricter.advance(to: t(.minutes(9)))
        #expect(
            stricter.ends == [SessionEnd(at: t(.minutes(8)), reason: .ceiling, duration: .minutes(8), windowMet: true)])
        #expect(stricter.state == .removePlanned)

        let past = applying(for: .minutes(10)).restarted(.standard(ice: shorter))
        #expect(past.ends.map(\.duration) == [.seconds(601)])
        #expect(past.state == .removeSafety)

        let short = applying(.standard(ice: shorter), for: .minutes(5)).restarted(.standard())
        short.advance(to: t(.minutes(9)))
        #expect(short.ends.map(\.duration) == [.minutes(8)])
    }

    @Test("an alarm stands as it was, planned or safety, and since when", arguments: [10, 150] as [Int64])
    func alarmStands(seconds: Int64) {
        let planned = applying(for: .minutes(20) + .seconds(seconds)).restarted()
        #expect(planned.state == .removePlanned)
        #expect(planned.events == [])
        planned.advance(to: t(.minutes(22) + .milliseconds(600)) + .seconds(seconds))
        // Its two minutes count from the ceiling.
        #expect(
            planned.shown.lit == .all(4)
                && planned.shown.changesAt.map { $0 - planned.now < .milliseconds(126) } == true)
        #expect(planned.command(.acknowledge) == .done(session: 1))

        let driver = CoachDriver(pack: 0)
        driver.press(at: t(.zero))
        driver.readings[.pack] = celsius(-12)
        driver.advance(to: t(.seconds(20)))
        let safety = driver.restarted()
        #expect(safety.state == .removeSafety)
        #expect(safety.shown.buzzer != safety.coach.indication(at: safety.now + .milliseconds(250)).buzzer)
    }

    @Test("an early stop can still be taken back, in what is left of its minute", arguments: [50, 61] as [Int64])
    func resumable(second: Int64) {
        let driver = applying(for: .seconds(100))
        driver.command(.stop)
        driver.advance(by: .seconds(10))
        let next = driver.restarted()
        next.press(at: t(.seconds(100 + second)))
        #expect(next.state == (second < 60 ? .applying : .idle))
        #expect(next.refusals == (second < 60 ? [] : ["2:41.000 rest"]))
        guard second < 60 else { return }
        next.advance(to: t(.minutes(20)))
        #expect(next.ends.map(\.reason) == [.ceiling])
    }

    @Test("a minute that is over leaves nothing to take back")
    func notResumable() {
        let driver = applying(for: .seconds(100))
        driver.command(.stop)
        driver.advance(by: .seconds(70))
        let next = driver.restarted()
        next.press(at: next.now)
        #expect(next.refusals == ["2:51.000 rest"])
    }

    @Test("the skin's limits stay armed after an end, and an acknowledged danger is looked at when its minute is over")
    func aftermath() {
        let plan = Plan.standard([.skin])
        let driver = CoachDriver(plan, skin: 20)
        driver.press(at: t(.zero))
        driver.press(at: t(.minutes(16)))
        let armed = driver.restarted(plan)
        armed.course = { _, _ in celsius(1) }
        armed.advance(to: t(.minutes(17)))
        #expect(armed.state == .removeSafety)

        let cold = CoachDriver(plan, skin: 6)
        cold.press(at: t(.zero))
        cold.command(.acknowledge, at: t(.seconds(40)))
        let recheck = cold.restarted(plan)
        recheck.advance(to: t(.seconds(100)) - .tick)
        #expect(recheck.events == [])
        recheck.advance(to: t(.seconds(100)))
        #expect(recheck.events == ["alarm safety: the skin is still in danger: take the pack off"])
    }

    @Test(
        "a look at an acknowledged danger that fell into the service's absence is taken at what is read next",
        arguments: [Duration.milliseconds(300), .seconds(20)], [6.0, 20])
    func lookInTheAbsence(away: Duration, skin: Double) {
        let plan = Plan.standard([.skin])
        let cold = CoachDriver(plan, skin: 6)
        cold.press(at: t(.zero))
        cold.command(.acknowledge, at: t(.seconds(40)))
        cold.advance(to: t(.milliseconds(99_900)))
        cold.course = { _, _ in celsius(skin) }
        let next = cold.restarted(plan, after: away)
        next.advance(to: next.now + .seconds(3))
        #expect(next.state == (skin == 6 ? .removeSafety : .idle))
        next.advance(by: .minutes(5))
        #expect(next.events.count == (skin == 6 ? 1 : 0))
    }

    @Test("a dose that was answered for does not sound again after a restart")
    func answeredDose() {
        let plan = Plan.standard([.skin])
        let driver = CoachDriver(plan, skin: 42.5)
        driver.course = { _, at in (at - t(.zero)).nanoseconds % 2_000_000_000 == 0 ? celsius(42.5) : celsius(30) }
        driver.advance(to: t(.zero))
        driver.start(.heat)
        driver.advance(to: t(.seconds(605)))
        driver.command(.acknowledge)
        driver.course = { _, _ in celsius(33) }
        let next = driver.restarted(plan)
        next.advance(to: t(.minutes(20)))
        #expect(driver.ends.map(\.reason) == [.dose])
        #expect(next.events == [])
    }

    @Test("a session that is over and watched no longer is over")
    func longOver() {
        let driver = applying(for: .minutes(20))
        driver.command(.acknowledge, at: t(.minutes(21)))
        let next = driver.restarted(after: .minutes(10))
        #expect(next.state == .idle)
        #expect(next.shown == Indication(frame: .all(4), lit: .all(4), buzzer: false, changesAt: t(.seconds(1861))))
        next.advance(by: .minutes(3))
        #expect(next.reads().count == 4)
    }
}
