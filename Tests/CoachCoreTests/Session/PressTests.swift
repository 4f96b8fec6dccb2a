import CoachCore
import Testing

@Suite("What a press means")
struct PressTests {
    private func running() -> CoachDriver {
        let driver = CoachDriver(pack: 10)
        driver.press(at: t(.zero))
        return driver
    }

    @Test("presses in the first 2 s of a session are ignored, to the millisecond", arguments: [-1, 0, 1] as [Int64])
    func deafAfterStart(milliseconds: Int64) {
        let driver = running()
        driver.press(at: t(.seconds(2) + .milliseconds(milliseconds)))
        #expect(driver.ends.map(\.reason) == (milliseconds < 0 ? [] : [.stoppedEarly]))
    }

    @Test("presses in the 3 s after an end are ignored, to the millisecond", arguments: [-1, 0, 1] as [Int64])
    func deafAfterEnd(milliseconds: Int64) {
        let driver = running()
        driver.advance(to: t(.minutes(20)))
        driver.press(at: t(.minutes(20) + .seconds(3) + .milliseconds(milliseconds)))
        #expect(driver.state == (milliseconds < 0 ? .removePlanned : .idle))
    }

    @Test(
        "presses in the 3 s after an acknowledgement are ignored, to the millisecond", arguments: [-1, 0, 1] as [Int64])
    func deafAfterAcknowledgement(milliseconds: Int64) {
        let driver = running()
        driver.press(at: t(.minutes(21)))
        driver.press(at: t(.minutes(21) + .seconds(3) + .milliseconds(milliseconds)))
        #expect(driver.refusals == (milliseconds < 0 ? [] : ["21:03.00\(milliseconds) rest"]))
    }

    @Test(
        "from the minimum on a press completes, before it the session was stopped early, to the millisecond",
        arguments: [-1, 0, 1] as [Int64])
    func completes(milliseconds: Int64) {
        let driver = running()
        let at = t(.minutes(15) + .milliseconds(milliseconds))
        driver.press(at: at)
        let isEarly = milliseconds < 0
        #expect(
            driver.ends == [
                SessionEnd(
                    at: at, reason: isEarly ? .stoppedEarly : .completed, duration: at - t(.zero), windowMet: !isEarly)
            ])
        #expect(driver.state == .idle)
    }

    @Test("SR-29: what a press does is dated by its first edge, not by the end of its bouncing")
    func datedByItsEdge() {
        let driver = running()
        driver.advance(to: t(.minutes(15)) + .milliseconds(20))
        driver.send(.pressed(at: t(.minutes(15)) - .milliseconds(10)))
        let duration = Duration.minutes(15) - .milliseconds(10)
        #expect(
            driver.ends == [
                SessionEnd(at: t(duration), reason: .stoppedEarly, duration: duration, windowMet: false)
            ])
        #expect(driver.events(.ended) == ["14:59.990 stopped-early"])
    }

    @Test("an acknowledgement is dated by the press's first edge")
    func acknowledgementDated() {
        let driver = running()
        driver.advance(to: t(.minutes(22)))
        driver.send(.pressed(at: t(.minutes(22)) - .milliseconds(30)))
        #expect(driver.events(.acknowledged) == ["21:59.970 planned"])
    }

    @Test("a press from before an alarm does not acknowledge it")
    func pressBeforeAlarm() {
        let driver = CoachDriver(.standard([.skin]), skin: 30)
        driver.press(at: t(.zero))
        driver.press(at: t(.minutes(16)))
        driver.advance(to: t(.milliseconds(970_500)))
        driver.readings[.skin] = celsius(1)
        driver.advance(to: t(.seconds(972)))
        #expect(driver.state == .removeSafety)
        driver.advance(by: .milliseconds(20))
        driver.send(.pressed(at: t(.seconds(972)) - .tick))
        #expect(driver.state == .removeSafety)
        driver.send(.pressed(at: t(.seconds(972))))
        #expect(driver.state == .idle)
    }

    @Test("holding does nothing more, and a press while the probe is read is ignored")
    func holding() {
        let driver = CoachDriver(pack: 10)
        driver.latency = { _, _ in .milliseconds(750) }
        driver.advance(to: t(.zero))
        driver.send(.pressed(at: t(.zero)))
        driver.advance(to: t(.milliseconds(300)))
        #expect(driver.send(.released) == [])
        #expect(driver.send(.pressed(at: t(.milliseconds(300)))) == [])
        driver.advance(to: t(.seconds(20)))
        #expect(driver.send(.released) == [])
        #expect(driver.events == ["started ice"])
    }

    @Test("stop ends what runs, without being deaf, and answers with its number")
    func stopCommand() {
        let driver = running()
        #expect(driver.command(.stop, at: t(.seconds(1))) == .ended(session: 1, .stoppedEarly))
        #expect(driver.ends.map(\.reason) == [.stoppedEarly])
        let late = running()
        #expect(late.command(.stop, at: t(.minutes(15))) == .ended(session: 1, .completed))
        #expect(late.ends.map(\.reason) == [.completed])
    }

    @Test("an end silences what was sounding")
    func silences() {
        let driver = CoachDriver(pack: -3)
        driver.press(at: t(.zero))
        driver.advance(to: t(.seconds(30)))
        driver.command(.stop, at: t(.milliseconds(30_100)))
        driver.advance(to: t(.seconds(40)))
        #expect(driver.buzzes(from: .seconds(1)) == ["0:30.000 on", "0:30.100 off"])
    }

    @Test("a command that makes no sense changes nothing and says so in a sentence")
    func impossible() {
        let nothingToStop = Answer.impossible("no session is running, so there is nothing to stop")
        let nothingToAcknowledge = Answer.impossible("no alarm stands, so there is nothing to acknowledge")
        let driver = CoachDriver(pack: 10)
        #expect(driver.command(.stop, at: t(.zero) - .seconds(1)) == nothingToStop)
        #expect(driver.command(.acknowledge) == nothingToAcknowledge)
        driver.press(at: t(.zero))
        #expect(driver.command(.acknowledge, at: t(.minutes(1))) == nothingToAcknowledge)
        #expect(driver.command(.acknowledge, at: t(.minutes(16))) == nothingToAcknowledge)
        driver.advance(to: t(.minutes(20)))
        #expect(driver.command(.stop) == nothingToStop)
        #expect(driver.command(.acknowledge) == .done(session: 1))
        #expect(driver.command(.stop) == nothingToStop)
        #expect(driver.ends.map(\.reason) == [.ceiling])
    }
}
