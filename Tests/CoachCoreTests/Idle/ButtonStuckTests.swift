import CoachCore
import Testing

@Suite("A button that stays closed")
struct ButtonStuckTests {
    @Test(
        "closed for 30 s it is a notice, to the millisecond, counted from the first edge",
        arguments: [-1, 0, 1] as [Int64])
    func after30s(milliseconds: Int64) {
        let driver = CoachDriver(pack: 22)
        driver.advance(to: t(.milliseconds(30)))
        driver.send(.pressed(at: t(.zero)))
        driver.advance(to: t(.seconds(30) + .milliseconds(milliseconds)))
        #expect(driver.events(.notice) == (milliseconds < 0 ? [] : ["0:30.000 button-stuck"]))
    }

    @Test("SR-29: closed when the service starts it is a notice at once, and nothing starts until it was released")
    func atTheStart() {
        let driver = CoachDriver(beginning: Beginning(buttonIsClosed: true), pack: 10)
        #expect(driver.events(.notice) == ["-0:10.000 button-stuck"])
        driver.start(at: t(.zero))
        driver.press(at: t(.seconds(1)))
        #expect(driver.refusals == ["0:00.000 button-stuck", "0:01.000 button-stuck"])
        #expect(driver.events(.notice) == ["-0:10.000 button-stuck", "0:01.000 button-released"])
        driver.press(at: t(.seconds(2)))
        #expect(driver.starts.count == 1)
    }

    @Test("it is told once, and again after a release")
    func once() {
        let driver = CoachDriver(pack: 22)
        driver.advance(to: t(.zero))
        driver.send(.pressed(at: t(.zero)))
        driver.advance(to: t(.minutes(5)))
        driver.send(.released)
        driver.send(.pressed(at: t(.minutes(5))))
        driver.advance(to: t(.minutes(6)))
        #expect(
            driver.events(.notice) == ["0:30.000 button-stuck", "5:00.000 button-released", "5:30.000 button-stuck"])
    }

    @Test("in a session it is told with its number; the session goes on to its end")
    func inASession() {
        let driver = CoachDriver(pack: 10)
        driver.advance(to: t(.zero))
        driver.send(.pressed(at: t(.zero)))
        driver.advance(to: t(.minutes(20)))
        driver.send(.released)
        let notices = driver.told.compactMap { told -> LogEvent? in
            guard case .log(.event(let event)) = told.effect, event.detail.hasPrefix("button") else { return nil }
            return event
        }
        #expect(
            notices == [
                LogEvent(session: 1, at: t(.seconds(30)), kind: .notice, detail: "button-stuck"),
                LogEvent(session: nil, at: t(.minutes(20)), kind: .notice, detail: "button-released"),
            ])
        #expect(driver.ends.map(\.reason) == [.ceiling])
    }

    @Test("an early stop whose button stays closed is not resumed by command")
    func noResume() {
        let driver = CoachDriver(pack: 10)
        driver.press(at: t(.zero))
        driver.advance(to: t(.minutes(5)))
        driver.send(.pressed(at: t(.minutes(5))))
        driver.start(at: t(.minutes(5) + .seconds(40)))
        #expect(driver.refusals == ["5:40.000 button-stuck"])
        #expect(driver.state == .idle)
        driver.send(.released)
        driver.start(at: t(.minutes(5) + .seconds(50)))
        #expect(driver.state == .applying)
    }

    @Test("a refusal for a stuck button blinks as a wait and buzzes")
    func shown() {
        let driver = CoachDriver(beginning: Beginning(buttonIsClosed: true), pack: 10)
        driver.start(at: t(.zero))
        driver.advance(to: t(.milliseconds(2900)))
        #expect(driver.buzzes == ["0:00.000 on", "0:00.800 off"])
        #expect(
            driver.blinks == [
                "0:00.000 1111", "0:00.200 0000", "0:00.500 1111", "0:00.700 0000", "0:01.000 1111",
                "0:01.200 0000", "0:02.700 1111", "0:02.900 0000",
            ])
    }
}
