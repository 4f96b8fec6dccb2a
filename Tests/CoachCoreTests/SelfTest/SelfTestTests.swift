import Testing

@testable import CoachCore

@Suite("Self-test")
struct SelfTestTests {
    private let first = LEDFrame(bits: 0b0001, count: 4)

    private func shown(_ driver: CoachDriver) -> Indication { driver.coach.indication(at: driver.now) }

    @Test("what is asked for is shown for 3 s, then what would be shown anyway; asking again goes on")
    func lease() {
        let driver = CoachDriver(pack: 20)
        #expect(
            driver.command(.test(first, buzzer: true), at: t(.zero)) == .tested(presses: 0, isClosed: false))
        #expect(shown(driver).frame == first && shown(driver).lit == first && shown(driver).buzzer)
        driver.advance(to: t(.seconds(2)))
        driver.command(.test(.off(4), buzzer: false))
        #expect(shown(driver).frame == .off(4) && !shown(driver).buzzer)
        driver.command(.test(first, buzzer: false))
        #expect(driver.coach.indication(at: t(.seconds(5) - .tick)).frame == first)
        #expect(driver.coach.indication(at: t(.seconds(5))).frame == .off(4))
        driver.advance(to: t(.seconds(5) - .tick))
        #expect(shown(driver).frame == first)
        driver.advance(to: t(.seconds(5)))
        #expect(shown(driver).frame == .off(4))
        #expect(driver.coach.outputTest == nil)
    }

    @Test("a frame of another board is shown on the LEDs that there are")
    func otherBoard() {
        let driver = CoachDriver(.standard(leds: 2), pack: 20)
        driver.command(.test(LEDFrame(bits: 0b1110, count: 4), buzzer: false), at: t(.zero))
        #expect(shown(driver).frame == LEDFrame(bits: 0b10, count: 2))
    }

    @Test("a press starts nothing and is counted; after it the next one starts")
    func presses() {
        let driver = CoachDriver(pack: 5)
        driver.command(.test(first, buzzer: false), at: t(.zero))
        driver.press(at: t(.seconds(1)))
        driver.advance(to: t(.milliseconds(1500)))
        driver.send(.pressed(at: driver.now))
        #expect(driver.command(.test(first, buzzer: false)) == .tested(presses: 2, isClosed: true))
        driver.send(.released)
        #expect(driver.command(.test(first, buzzer: false)) == .tested(presses: 2, isClosed: false))
        #expect(driver.coach.status(at: driver.now).session == nil)
        driver.advance(to: t(.milliseconds(4500)))
        driver.press(at: driver.now)
        #expect(driver.coach.status(at: driver.now).session == 1)
        #expect(driver.command(.stop, at: t(.seconds(7))) != nil)
        // A new self-test counts anew.
        #expect(driver.command(.test(first, buzzer: false)) == .tested(presses: 0, isClosed: false))
    }

    @Test("it says that it began, once, so that the log tells why it beeped")
    func logged() {
        let driver = CoachDriver(pack: 20)
        for second in 0...5 { driver.command(.test(first, buzzer: true), at: t(.seconds(second))) }
        let notices = driver.told.compactMap { told -> String? in
            if case .log(.event(let event)) = told.effect, event.kind == .notice { event.detail } else { nil }
        }
        #expect(notices == ["self-test"])
    }

    @Test("it reads each probe once a second, and once a minute again when it is over")
    func sampling() {
        let driver = CoachDriver(pack: 20)
        driver.advance(to: t(.zero))
        func reads(since before: Int) -> Int { driver.told.dropFirst(before).count { $0.effect == .read(.pack) } }
        let beginning = driver.told.count
        driver.command(.test(first, buzzer: false))
        driver.advance(by: .milliseconds(2500))
        #expect(reads(since: beginning) == 3)
        driver.advance(by: .milliseconds(500))
        let end = driver.told.count
        driver.advance(by: .seconds(59))
        #expect(reads(since: end) <= 1)
    }

    @Test("in a session, its start and its alarm it is refused, and shows nothing")
    func refused() {
        let driver = CoachDriver(pack: 5)
        driver.latency = { _, _ in .milliseconds(700) }
        driver.advance(to: t(.zero))
        driver.start()
        func isRefused() -> Bool {
            let before = shown(driver)
            guard case .impossible = driver.command(.test(first, buzzer: true)) else { return false }
            return shown(driver) == before && driver.coach.outputTest == nil
        }
        #expect(driver.coach.status(at: driver.now).isChecking && isRefused())
        driver.advance(to: t(.minutes(1)))
        #expect(driver.coach.status(at: driver.now).state == .applying && isRefused())
        driver.advance(to: t(.minutes(16)))
        #expect(driver.coach.status(at: driver.now).state == .windowOpen && isRefused())
        driver.advance(to: t(.minutes(21)))
        #expect(driver.coach.status(at: driver.now).state == .removePlanned && isRefused())
        driver.command(.acknowledge)
        #expect(driver.command(.test(first, buzzer: true)) == .tested(presses: 0, isClosed: false))
    }

    @Test("a start over SSH ends it at once")
    func startEnds() {
        let driver = CoachDriver(pack: 5)
        driver.command(.test(first, buzzer: true), at: t(.zero))
        driver.start(at: t(.seconds(1)))
        #expect(driver.coach.status(at: driver.now).state == .applying)
        #expect(shown(driver).frame != first && driver.coach.outputTest == nil)
        driver.command(.stop, at: t(.milliseconds(1500)))
        #expect(shown(driver).frame == .off(4))
    }

    @Test("an alarm that comes in it is shown and heard at once, and a press acknowledges it")
    func alarmEnds() {
        let driver = CoachDriver(.standard([.pack, .skin]), pack: 5, skin: 20)
        driver.press(at: t(.zero))
        driver.press(at: t(.minutes(1)))
        driver.advance(to: t(.minutes(1) + .seconds(10)))
        // For 5 min after the end the skin's stop limits stay armed.
        driver.readings[.skin] = celsius(1)
        while driver.coach.status(at: driver.now).state == .idle, driver.now < t(.minutes(3)) {
            driver.command(.test(.off(4), buzzer: false))
            driver.advance(by: .seconds(1))
        }
        #expect(driver.coach.status(at: driver.now).state == .removeSafety)
        #expect(driver.coach.outputTest == nil && shown(driver).lit == .all(4))
        driver.readings[.skin] = celsius(20)
        driver.press(at: driver.now + .seconds(4))
        #expect(driver.coach.status(at: driver.now).state == .idle)
    }

    @Test("a service that is told to leave is dark")
    func terminate() {
        let driver = CoachDriver(pack: 20)
        driver.command(.test(.all(4), buzzer: true), at: t(.zero))
        driver.send(.terminate)
        #expect(shown(driver).frame == .off(4) && !shown(driver).buzzer)
    }
}
