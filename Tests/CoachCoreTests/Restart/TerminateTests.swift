import CoachCore
import Testing

@Suite("SIGTERM")
struct TerminateTests {
    @Test("in a session: three beeps, outputs off, closed as shutdown", arguments: [true, false])
    func inASession(chirps: Bool) {
        let driver = CoachDriver(.standard(chirps: chirps), pack: 10)
        driver.press(at: t(.zero))
        driver.advance(to: t(.minutes(16)))
        driver.send(.terminate)
        driver.advance(to: t(.minutes(17)))
        #expect(
            driver.ends == [
                SessionEnd(at: t(.minutes(16)), reason: .shutdown, duration: .minutes(16), windowMet: false)
            ])
        #expect(
            driver.story.suffix(6) == [
                "16:00.000 #1 10.0 °C to 10.0 °C, dose –",
                "16:00.000 #1 shutdown at 16:00.000 after 16:00.000",
                "16:00.000 * ended shutdown",
                "16:00.000 #1 alarm safety",
                "16:00.000 * alarm safety: take the pack off at once: shutdown",
                "16:01.300 exit",
            ])
        #expect(
            driver.buzzes(from: .minutes(16)) == [
                "16:00.000 on", "16:00.300 off", "16:00.500 on", "16:00.800 off", "16:01.000 on", "16:01.300 off",
            ])
        #expect(driver.shown == .steady(.off(4)))
        #expect(driver.coach.nextDeadline(at: driver.now) == nil)
    }

    @Test("the next start of the service enters remove-safety, and the rest runs from its acknowledgement")
    func nextStart() {
        let driver = CoachDriver(pack: 10)
        driver.press(at: t(.zero))
        driver.advance(to: t(.minutes(5)))
        driver.send(.terminate)
        driver.advance(by: .seconds(2))
        let next = driver.restarted(after: .minutes(30))
        #expect(next.state == .removeSafety)
        next.command(.acknowledge)
        #expect(next.coach.status(at: next.now).waits[.ice]?.wait?.until == next.now + .hours(3))
    }

    @Test("outside a session it leaves at once, silently; an alarm stays in the log for the next start")
    func outside() {
        let idle = CoachDriver(pack: 10)
        idle.advance(to: t(.zero))
        #expect(idle.send(.terminate) == [.exit])
        #expect(idle.shown == .steady(.off(4)))

        let removal = CoachDriver(pack: 10)
        removal.press(at: t(.zero))
        removal.advance(to: t(.minutes(21)))
        #expect(removal.send(.terminate) == [.exit])
        #expect(removal.restarted().state == .removePlanned)
    }

    @Test("a start that waits for the probes is answered before it leaves")
    func whileChecking() {
        let driver = CoachDriver(pack: 10)
        driver.advance(to: t(.zero))
        driver.latency = { _, _ in nil }
        driver.start()
        #expect(driver.send(.terminate) == [.answer(ticket: 1, .impossible("the service is stopping")), .exit])
    }

    @Test("while it leaves, and when it has left, nothing begins any more")
    func nothingBegins() {
        let driver = CoachDriver(pack: 10)
        driver.press(at: t(.zero))
        driver.advance(to: t(.minutes(5)))
        driver.send(.terminate)
        for _ in 0..<2 {
            #expect(driver.send(.terminate) == [])
            #expect(driver.send(.pressed(at: driver.now)) == [])
            #expect(driver.send(.released) == [])
            #expect(driver.send(.sample(Sample(role: .pack, at: driver.now, reading: celsius(-20)))) == [])
            #expect(driver.start() == .impossible("the service is stopping"))
            #expect(driver.coach.status(at: driver.now).state == .idle)
            driver.advance(by: .seconds(10))
        }
        #expect(driver.told.filter { $0.effect == .exit }.count == 1)
    }
}
