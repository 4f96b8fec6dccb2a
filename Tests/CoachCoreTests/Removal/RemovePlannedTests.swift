import CoachCore
import Testing

@Suite("remove-planned")
struct RemovePlannedTests {
    private func full(_ plan: Plan = .standard(), skin: Double? = nil) -> CoachDriver {
        let driver = CoachDriver(plan, pack: 10, skin: skin)
        driver.press(at: t(.zero))
        driver.advance(to: t(.minutes(20)))
        return driver
    }

    @Test("three beeps every 30 s; after 2 min the safety pattern, the state unchanged; it never ends by itself")
    func escalates() {
        let driver = full()
        driver.advance(to: t(.minutes(22) + .milliseconds(600)))
        let beeps = [0, 30, 60, 90].flatMap { start in
            [(0, "on"), (300, "off"), (500, "on"), (800, "off"), (1000, "on"), (1300, "off")].map {
                "\(clock(t(.minutes(20) + .seconds(start) + .milliseconds($0.0)))) \($0.1)"
            }
        }
        let sounds = driver.buzzes(from: .minutes(20))
        #expect(sounds == beeps + ["22:00.000 on", "22:00.250 off", "22:00.500 on"])
        #expect(driver.state == .removePlanned)
        driver.advance(to: t(.hours(1)))
        #expect(driver.state == .removePlanned)
        #expect(driver.events(.alarm) == ["20:00.000 planned: take the pack off"])
    }

    @Test("all LEDs flash at 2 Hz, from 2 min on the halves alternate at 4 Hz")
    func leds() {
        let driver = full()
        driver.advance(to: t(.minutes(20) + .milliseconds(500)))
        #expect(Array(driver.blinks.suffix(3)) == ["20:00.000 1111", "20:00.250 0000", "20:00.500 1111"])
        driver.advance(to: t(.minutes(22) + .milliseconds(250)))
        #expect(Array(driver.blinks.suffix(3)) == ["22:00.000 1100", "22:00.125 0011", "22:00.250 1100"])
    }

    @Test("press or ack end it, and it does not sound again", arguments: [true, false])
    func acknowledged(byPress: Bool) {
        let driver = full()
        if byPress { driver.press(at: t(.minutes(23))) } else { driver.command(.acknowledge, at: t(.minutes(23))) }
        #expect(driver.events(.acknowledged) == ["23:00.000 planned"])
        #expect(driver.state == .idle)
        driver.advance(to: t(.minutes(40)))
        #expect(driver.state == .idle)
        #expect(driver.events(.alarm).count == 1)
    }

    @Test("the skin's stop limits stay armed in it: crossing one enters remove-safety")
    func armed() {
        let driver = full(.standard([.pack, .skin]), skin: 20)
        driver.advance(by: .milliseconds(500))
        driver.readings[.skin] = celsius(2)
        driver.advance(to: t(.minutes(21)))
        #expect(driver.state == .removeSafety)
        #expect(
            driver.events(.alarm) == [
                "20:00.000 planned: take the pack off",
                "20:02.000 safety: take the pack off at once: skin at or below 2.0 °C (2.0 °C)",
            ])
        #expect(driver.ends.map(\.reason) == [.ceiling])
    }

    @Test("a hold that began in the session fills up in the remove state")
    func holdsGoOn() {
        let driver = CoachDriver(.standard([.pack, .skin]), pack: 10, skin: 20)
        driver.press(at: t(.zero))
        driver.advance(to: t(.seconds(1180)))
        driver.readings[.skin] = celsius(6)
        driver.advance(to: t(.minutes(21)))
        #expect(
            driver.events(.alarm).last
                == "20:11.000 safety: take the pack off at once: skin below 7.0 °C for 30 s (6.0 °C)")
    }
}
