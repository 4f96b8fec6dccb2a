import CoachCore
import Testing

@Suite("Answers that come late or twice")
struct LateAnswersTests {
    @Test("the log's answer after the sample starts the session at once")
    func historyLast() {
        let driver = CoachDriver(pack: 10)
        driver.logAnswers = false
        driver.press(at: t(.zero))
        driver.advance(to: t(.milliseconds(300)))
        #expect(driver.coach.status(at: driver.now).isChecking)
        driver.send(.history(History()))
        #expect(driver.state == .applying)
    }

    @Test("a bad reading after a good one is not asked again before its time")
    func badAfterGood() {
        let driver = CoachDriver(.standard([.pack, .skin]), pack: 10, skin: 25)
        driver.advance(to: t(.milliseconds(-200)))
        driver.latency = { role, _ in role == .pack ? .milliseconds(100) : nil }
        driver.course = { _, at in at > t(.milliseconds(500)) ? .failure(.crc) : nil }
        driver.press(at: t(.zero))
        driver.advance(to: t(.milliseconds(1700)))
        #expect(driver.reads() == ["0:00.000", "0:01.000"])
    }

    @Test("a reading that took as long as the interval starts the grid anew")
    func wholeIntervalLate() {
        let driver = CoachDriver(pack: 10)
        driver.press(at: t(.zero))
        driver.latency = { _, at in at == t(.seconds(1)) ? .seconds(2) : .milliseconds(100) }
        driver.advance(to: t(.milliseconds(5500)))
        #expect(driver.reads() == ["0:00.000", "0:01.000", "0:03.000", "0:04.000", "0:05.000"])
    }
}
