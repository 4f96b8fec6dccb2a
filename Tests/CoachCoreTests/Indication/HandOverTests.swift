import CoachCore
import Testing

@Suite("One display or sound after another")
struct HandOverTests {
    @Test("a refusal's blinking ends after 5 s, in the middle of a blink")
    func refusalEnds() {
        let driver = CoachDriver(pack: 25)
        // No reading falls due when the display does.
        driver.latency = { _, at in at > t(.milliseconds(500)) ? nil : .zero }
        driver.press(at: t(.zero))
        driver.advance(to: t(.seconds(7)))
        #expect(driver.refusals == ["0:00.000 pack-not-ready"])
        #expect(driver.blinks.suffix(2) == ["0:04.900 1111", "0:05.000 0000"])
    }

    @Test("the lamp test goes on for its second under a refusal, and then gives way to it")
    func lampTestFirst() {
        let driver = CoachDriver(at: t(.zero), pack: 25)
        driver.start(at: t(.milliseconds(300)))
        driver.advance(to: t(.milliseconds(2300)))
        // Two blinks and a pause from 0:00.300 on; the lamp test covers them up to 0:01.000.
        #expect(driver.blinks == ["0:00.000 1111", "0:01.000 0000"])
    }

    @Test("of two faults the lower code blinks, and the other once the first is seen")
    func twoFaults() {
        let driver = CoachDriver(pack: 22)
        driver.send(.fault(.log, isThere: true, words: "full"))
        driver.send(.fault(.clock, isThere: true, words: "unset"))
        #expect(blinks(driver) == 2)
        driver.command(.acknowledge)
        #expect(blinks(driver) == 3)
        driver.command(.acknowledge)
        #expect(blinks(driver) == 0)
    }

    @Test("a probe's fault blinks once")
    func probeFault() {
        let driver = CoachDriver()
        driver.advance(to: t(.minutes(2)))
        #expect(driver.state == .fault)
        #expect(blinks(driver) == 1)
    }

    @Test("a start over SSH is a start attempt too: it hides the blinking for a fault")
    func startHides() {
        let driver = CoachDriver(pack: 22)
        driver.send(.fault(.log, isThere: true, words: "full"))
        driver.start(at: t(.zero))
        driver.advance(to: t(.seconds(10)))
        #expect(driver.refusals == ["0:00.000 pack-not-ready"])
        #expect(blinks(driver) == 0)
    }

    /// How often the LEDs go on before a pause of a second or more.
    private func blinks(_ driver: CoachDriver) -> Int {
        driver.advance(by: .seconds(10))
        let start = driver.changes.count
        driver.advance(by: .seconds(20))
        let changes = driver.changes.dropFirst(start)
        let on = changes.filter { $0.leds == "1111" }.map(\.at)
        let pauses = zip(on, on.dropFirst()).count { $1 - $0 >= .seconds(1) }
        return pauses == 0 ? 0 : Int((Double(on.count) / Double(pauses + 1)).rounded(.up))
    }

    @Test("two warnings within a second are both heard")
    func twoWarnings() {
        let driver = CoachDriver(.standard([.pack, .skin]), pack: 0, skin: 20)
        driver.latency = { role, _ in role == .pack ? .milliseconds(100) : .milliseconds(400) }
        driver.press(at: t(.zero))
        driver.advance(to: t(.milliseconds(60_050)))
        // The skin is told after 60 s, the pack after 30 s.
        driver.readings[.skin] = celsius(10)
        driver.advance(to: t(.milliseconds(90_050)))
        driver.readings[.pack] = celsius(-2)
        driver.advance(to: t(.seconds(123)))
        #expect(driver.events(.warned).count == 2)
        #expect(
            driver.buzzes(from: .seconds(60)) == [
                "2:00.100 on", "2:00.350 off", "2:00.400 on", "2:00.650 off", "2:00.900 on", "2:01.150 off",
            ])
    }

    @Test(
        "a chirp is swallowed by a warning that still sounds, and by no other",
        arguments: [
            (250, ["4:59.250 on", "4:59.500 off", "4:59.750 on", "5:00.100 off"]),
            (251, ["4:59.251 on", "4:59.501 off", "4:59.751 on", "5:00.001 off"]),
        ] as [(Int64, [String])])
    func chirpAfterWarning(latency: Int64, heard: [String]) {
        let driver = CoachDriver(pack: 0)
        driver.latency = { _, _ in .milliseconds(latency) }
        driver.course = { _, at in at > t(.seconds(269)) ? celsius(-3) : nil }
        driver.press(at: t(.zero))
        driver.advance(to: t(.seconds(310)))
        #expect(driver.buzzes(from: .seconds(200)) == heard)
    }

    @Test("long after a warning the chirps are back")
    func chirpsAreBack() {
        let driver = CoachDriver(pack: 0)
        driver.course = { _, at in at < t(.seconds(100)) ? celsius(-3) : nil }
        driver.press(at: t(.zero))
        driver.advance(to: t(.seconds(301)))
        #expect(driver.buzzes(from: .seconds(100)) == ["5:00.000 on", "5:00.100 off"])
    }

    @Test("a start's chirp ends the buzz of the refusal before it")
    func chirpAfterRefusal() {
        let driver = CoachDriver(pack: 25)
        driver.press(at: t(.zero))
        driver.readings[.pack] = celsius(10)
        driver.start(at: t(.milliseconds(400)))
        driver.advance(to: t(.seconds(2)))
        #expect(driver.buzzes == ["0:00.000 on", "0:00.500 off"])
    }

    @Test("the window opens at its own time, whatever the LEDs do")
    func windowOpens() {
        let times = SessionTimes(minimum: .minutes(15) + .milliseconds(123), ceiling: .minutes(20), rest: .hours(3))
        let driver = CoachDriver(.standard(ice: times), pack: 10)
        driver.press(at: t(.zero))
        driver.advance(to: t(.minutes(16)))
        #expect(driver.events(.windowOpen).map { $0.prefix(9) } == ["15:00.123"])
    }
}
