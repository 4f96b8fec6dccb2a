import Testing

@testable import CoachCore

@Suite("Status")
struct StatusTests {
    @Test("it follows a session through its states")
    func states() {
        let driver = CoachDriver(pack: 10)
        let idle = driver.coach.status(at: driver.now)
        #expect(idle.state == .idle && idle.session == nil && idle.modality == nil && idle.elapsed == nil)
        #expect(idle.lastSamples == [.pack: Sample(role: .pack, at: driver.now, reading: celsius(10))])
        #expect(idle.waits == [:] && !idle.packIsReady && !idle.isChecking)
        driver.press(at: t(.zero))

        let applying = driver.coach.status(at: t(.minutes(4)))
        #expect(applying.state == .applying && applying.session == 1 && applying.modality == .ice)
        #expect(applying.elapsed == .minutes(4) && applying.left == .minutes(16) && applying.opensIn == .minutes(11))

        driver.advance(to: t(.minutes(16)))
        let open = driver.coach.status(at: driver.now)
        #expect(open.state == .windowOpen && open.left == .minutes(4) && open.opensIn == nil)

        driver.advance(to: t(.minutes(20)))
        let planned = driver.coach.status(at: driver.now)
        #expect(planned.state == .removePlanned && planned.session == 1 && planned.modality == .ice)
        #expect(planned.left == nil && planned.elapsed == nil)

        driver.command(.acknowledge)
        let after = driver.coach.status(at: driver.now)
        #expect(after.state == .idle && after.session == nil)
        #expect(after.waits[.ice]?.wait == Refusal.Wait(from: t(.minutes(20)), until: t(.minutes(200))))
        #expect(after.waits[.heat]?.wait == Refusal.Wait(from: t(.minutes(20)), until: t(.minutes(50))))
    }

    @Test("what would refuse a start is told: first what is in the way of any, then the waits of each modality")
    func obstacles() {
        let driver = CoachDriver(pack: 10)
        func codes() -> [RefusalCode?] {
            let status = driver.coach.status(at: driver.now)
            return Modality.allCases.map { status.refusal(of: $0)?.code }
        }
        #expect(codes() == [nil, nil])
        driver.latency = { _, _ in .milliseconds(700) }
        driver.press(at: t(.zero))
        driver.advance(to: t(.milliseconds(100)))
        #expect(driver.coach.status(at: driver.now).isChecking && codes() == [.alreadyRunning, .alreadyRunning])
        driver.advance(to: t(.minutes(10)))
        #expect(codes() == [.alreadyRunning, .alreadyRunning])
        driver.advance(to: t(.minutes(20)))
        #expect(codes() == [.alarmUnacknowledged, .alarmUnacknowledged])
        driver.command(.acknowledge)
        #expect(codes() == [.rest, .rest])
        driver.advance(to: t(.minutes(60)))
        #expect(codes() == [.rest, nil])
        driver.readings[.pack] = .failure(.missing)
        driver.start(at: driver.now)
        driver.advance(by: .seconds(3))
        #expect(driver.coach.status(at: driver.now).probes == [.pack])
        #expect(codes() == [.probeFault, .probeFault])
        driver.send(.pressed(at: driver.now))
        driver.advance(by: .seconds(40))
        #expect(codes() == [.buttonStuck, .buttonStuck])
    }

    @Test(
        "for as long as a start takes an early stop back, nothing is said to refuse it", arguments: [0, 1] as [Int64])
    func resumable(milliseconds: Int64) {
        let driver = CoachDriver(pack: 10)
        driver.press(at: t(.zero))
        #expect(driver.coach.status(at: driver.now).resumable == nil)
        driver.press(at: t(.minutes(5)))
        driver.readings[.pack] = .failure(.missing)
        let until = t(.minutes(6))
        driver.advance(to: until + .milliseconds(milliseconds))
        let status = driver.coach.status(at: driver.now)
        #expect(status.faults == [.probe(.pack)])
        if milliseconds == 0 {
            #expect(status.resumable == .init(session: 1, modality: .ice, until: until))
            #expect(status.refusal(of: .ice) == nil)
        } else {
            #expect(status.resumable == nil)
            #expect(status.refusal(of: .ice)?.code == .probeFault)
        }
        #expect(status.refusal(of: .heat)?.code == .probeFault)
        #expect((driver.start(at: driver.now) == .done(session: 1)) == (milliseconds == 0))
    }

    @Test("a stuck button lets nothing go on")
    func stuckWhileResumable() {
        let driver = CoachDriver(pack: 10)
        driver.press(at: t(.zero))
        driver.advance(to: t(.seconds(270)))
        driver.send(.pressed(at: driver.now))
        driver.advance(by: .seconds(40))
        let status = driver.coach.status(at: driver.now)
        #expect(status.resumable?.session == 1)
        #expect(status.refusal(of: .ice)?.code == .buttonStuck)
    }

    @Test("measured tells lowest, highest and dose of what runs: of the skin where it is fitted, else of the pack")
    func measured() {
        let pack = CoachDriver(pack: 10)
        #expect(pack.coach.measured == nil)
        pack.press(at: t(.zero))
        pack.advance(to: t(.milliseconds(500)))
        pack.readings[.pack] = celsius(4)
        pack.advance(to: t(.seconds(2)))
        pack.readings[.pack] = .failure(.crc)
        pack.advance(to: t(.seconds(3)))
        #expect(pack.coach.measured == .measured(session: 1, minimum: .celsius(4), maximum: .celsius(10), dose: nil))

        let skin = CoachDriver(.standard([.pack, .skin]), pack: 10, skin: 30)
        skin.press(at: t(.zero))
        skin.advance(to: t(.seconds(3)))
        #expect(skin.coach.measured == .measured(session: 1, minimum: .celsius(30), maximum: .celsius(30), dose: 0))
        #expect(skin.coach.ledCount == 4)
    }

    @Test("each event is told at its instant and in one list", arguments: [1, 2])
    func wholeEffects(run: Int) {
        // The same events give the same effects, run for run.
        var coach = Coach(plan: .standard([.pack, .skin]), history: History(nextSessionID: 7))
        #expect(coach.handle(.began(Beginning()), at: t(.zero)) == [.read(.pack), .read(.skin)])
        #expect(coach.nextDeadline(at: t(.zero)) == t(.seconds(1)))
        let first = Sample(role: .pack, at: t(.milliseconds(750)), reading: celsius(10))
        let second = Sample(role: .skin, at: t(.milliseconds(760)), reading: celsius(30))
        #expect(coach.handle(.sample(first), at: first.at) == [])
        #expect(coach.handle(.sample(second), at: second.at) == [])
        let press = t(.seconds(2))
        #expect(
            coach.handle(.pressed(at: press), at: press + .milliseconds(30)) == [
                .readHistory, .read(.pack), .read(.skin),
            ])
        #expect(coach.handle(.historyUnavailable, at: t(.milliseconds(2040))) == [])
        let pack = Sample(role: .pack, at: t(.milliseconds(2780)), reading: celsius(10))
        let skin = Sample(role: .skin, at: t(.milliseconds(2790)), reading: celsius(30))
        #expect(coach.handle(.sample(pack), at: pack.at) == [])
        #expect(
            coach.handle(.sample(skin), at: skin.at) == [
                .log(.started(.begun(at: press, id: 7, probes: [.pack, .skin]))),
                .log(.event(LogEvent(session: 7, at: press, kind: .started, detail: "ice"))),
                .log(.sample(session: 7, pack)), .log(.sample(session: 7, skin)),
            ])
        #expect(coach.handle(.deadline, at: t(.seconds(3))) == [.read(.pack), .read(.skin)])
        let stop = t(.milliseconds(4500))
        #expect(
            coach.handle(.command(.stop, ticket: 9), at: stop) == [
                .log(.measured(session: 7, minimum: .celsius(30), maximum: .celsius(30), dose: 0)),
                .log(
                    .ended(
                        session: 7,
                        SessionEnd(at: stop, reason: .stoppedEarly, duration: stop - press, windowMet: false))),
                .log(.event(LogEvent(session: 7, at: stop, kind: .ended, detail: "stopped-early"))),
                .answer(ticket: 9, .ended(session: 7, .stoppedEarly)),
            ])
    }
}
