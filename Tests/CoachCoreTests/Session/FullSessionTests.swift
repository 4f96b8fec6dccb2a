import CoachCore
import Testing

@Suite("A session from start to end")
struct FullSessionTests {
    @Test("ice runs to its ceiling, is acknowledged, and nothing follows")
    func iceToTheCeiling() {
        let driver = CoachDriver(pack: 0)
        driver.course = { _, at in milli(Int32((at - t(.zero)).inSeconds)) }
        driver.press(at: t(.zero))
        driver.press(at: t(.minutes(21)))
        driver.advance(to: t(.hours(1)))
        #expect(
            driver.story == [
                "0:00.000 history?",
                "0:00.000 #1 ice from 0:00.000",
                "0:00.000 * started ice",
                "5:00.000 * skin-check look at your skin",
                "10:00.000 * skin-check look at your skin",
                "15:00.000 * window-open taking the pack off now completes the session",
                "20:00.000 #1 0.0 °C to 1.2 °C, dose –",
                "20:00.000 #1 ceiling at 20:00.000 after 20:00.000, window met",
                "20:00.000 * ended ceiling",
                "20:00.000 #1 alarm planned",
                "20:00.000 * alarm planned: take the pack off",
                "21:00.000 #1 alarm acknowledged",
                "21:00.000 * acknowledged planned",
            ])
        #expect(driver.starts == [.begun(.ice)])
    }

    @Test("heat has its minimum at its ceiling: no window opens, full time is met")
    func heatToTheCeiling() {
        let driver = CoachDriver(pack: 40)
        driver.course = { _, at in milli(40_000 + Int32((at - t(.zero)).inSeconds)) }
        driver.press(at: t(.zero))
        driver.advance(to: t(.minutes(21)))
        #expect(
            driver.story == [
                "0:00.000 history?",
                "0:00.000 #1 heat from 0:00.000",
                "0:00.000 * started heat",
                "5:00.000 * skin-check look at your skin",
                "10:00.000 * skin-check look at your skin",
                "20:00.000 #1 40.0 °C to 41.2 °C, dose –",
                "20:00.000 #1 ceiling at 20:00.000 after 20:00.000, window met",
                "20:00.000 * ended ceiling",
                "20:00.000 #1 alarm planned",
                "20:00.000 * alarm planned: take the pack off",
            ])
        #expect(driver.starts == [.begun(.heat)])
    }

    @Test("a press in the open window completes the session without a removal alarm")
    func completed() {
        let driver = CoachDriver(pack: 0)
        driver.course = { _, at in milli(Int32((at - t(.zero)).inSeconds)) }
        driver.press(at: t(.zero))
        driver.press(at: t(.seconds(16 * 60 + 55)))
        driver.advance(to: t(.minutes(30)))
        #expect(
            Array(driver.story.dropFirst(5)) == [
                "15:00.000 * window-open taking the pack off now completes the session",
                "16:55.000 #1 0.0 °C to 1.0 °C, dose –",
                "16:55.000 #1 completed at 16:55.000 after 16:55.000, window met",
                "16:55.000 * ended completed",
            ])
        #expect(driver.state == .idle)
    }

    @Test("session time counts from the press, not from the sample that let it start")
    func countsFromThePress() {
        let driver = CoachDriver(pack: 0)
        driver.latency = { _, _ in .milliseconds(750) }
        driver.press(at: t(.zero))
        #expect(driver.coach.status(at: driver.now).isChecking)
        driver.advance(to: t(.minutes(20)))
        #expect(driver.starts.map(\.at) == [t(.zero)])
        #expect(driver.events(.started) == ["0:00.000 ice"])
        #expect(driver.ends.map(\.duration) == [.minutes(20)])
    }

    @Test("a ceiling set down takes the minimum with it and calls no check that falls on it")
    func shortCeiling() {
        let short = SessionTimes(minimum: .minutes(10), ceiling: .minutes(10), rest: .hours(3))
        let driver = CoachDriver(.standard(ice: short), pack: 0)
        driver.press(at: t(.zero))
        driver.advance(to: t(.minutes(10)))
        #expect(driver.events(.skinCheck) == ["5:00.000 look at your skin"])
        #expect(driver.events(.windowOpen) == [])
        #expect(
            driver.ends == [
                SessionEnd(at: t(.minutes(10)), reason: .ceiling, duration: .minutes(10), windowMet: true)
            ])
    }

    @Test("heat with its minimum set down opens its window at 15:00")
    func heatWindow() {
        let driver = CoachDriver(.standard(heat: .heatWithWindow), pack: 40)
        driver.press(at: t(.zero))
        driver.press(at: t(.minutes(15)))
        #expect(driver.ends.map(\.reason) == [.completed])
    }

    @Test("in a session each probe is read once a second, start to start, however slow it is")
    func readOnceASecond() {
        let driver = CoachDriver(.standard([.pack, .skin]), pack: 0, skin: 30)
        driver.latency = { role, _ in .milliseconds(role == .pack ? 750 : 990) }
        driver.press(at: t(.zero))
        driver.advance(to: t(.minutes(1)) - .tick)
        let seconds = (0..<60).map { clock(t(.seconds($0))) }
        #expect(driver.reads(.pack) == seconds)
        #expect(driver.reads(.skin) == seconds)
    }

    @Test("a conversion that takes longer than a second is followed by the next at once, and the grid stays")
    func slowConversion() {
        let driver = CoachDriver(pack: 0)
        driver.press(at: t(.zero))
        driver.advance(to: t(.milliseconds(9500)))
        driver.latency = { _, at in .milliseconds(at < t(.seconds(11)) ? 1300 : 750) }
        driver.advance(to: t(.milliseconds(13_500)))
        #expect(
            Array(driver.reads().suffix(5)) == ["0:09.000", "0:10.000", "0:11.300", "0:12.050", "0:13.000"])
    }

    @Test("every sample is logged, valid or not, and a change of what holds is written at once")
    func logsSamples() {
        let driver = CoachDriver(pack: 0)
        driver.press(at: t(.zero))
        driver.advance(to: t(.milliseconds(500)))
        driver.readings[.pack] = .failure(.crc)
        driver.advance(to: t(.milliseconds(1500)))
        driver.readings[.pack] = celsius(-3)
        driver.advance(to: t(.milliseconds(2500)))
        driver.readings[.pack] = celsius(0)
        driver.advance(to: t(.milliseconds(3500)))
        #expect(driver.logged == samples(.pack, [celsius(0), .failure(.crc), celsius(-3), celsius(0)], from: t(.zero)))
        #expect(
            driver.story == [
                "0:00.000 history?", "0:00.000 #1 ice from 0:00.000", "0:00.000 * started ice",
                "0:01.000 * probe-fault pack crc", "0:02.000 * probe-ok pack -3.0 °C", "0:02.000 flush",
                "0:03.000 flush",
            ])
    }

    @Test("a warning sounds and is logged, and the session goes on")
    func warned() {
        let driver = CoachDriver(pack: -2)
        driver.press(at: t(.zero))
        driver.advance(to: t(.seconds(60)))
        #expect(driver.events(.warned) == ["0:30.000 pack below -1.5 °C for 30 s (-2.0 °C)"])
        #expect(
            driver.buzzes == [
                "0:00.000 on", "0:00.100 off", "0:30.000 on", "0:30.250 off", "0:30.500 on", "0:30.750 off",
            ])
        #expect(driver.state == .applying)
    }

    @Test("notices are silent: log alone")
    func notices() {
        let driver = CoachDriver(.standard([.pack, .skin]), pack: 10, skin: 30)
        driver.press(at: t(.zero))
        driver.advance(to: t(.seconds(30)))
        driver.readings[.pack] = celsius(20.5)
        driver.advance(to: t(.seconds(298)))
        driver.readings[.skin] = celsius(29.5)
        driver.advance(to: t(.seconds(299)))
        driver.readings[.skin] = .failure(.crc)
        driver.advance(to: t(.seconds(320)))
        #expect(
            driver.events(.notice) == [
                "0:31.000 pack-spent: pack probe", "5:00.000 not-in-contact: skin probe",
                "5:09.000 no-sample: skin probe",
            ])
        #expect(driver.buzzes == ["0:00.000 on", "0:00.100 off", "5:00.000 on", "5:00.100 off"])
    }
}
