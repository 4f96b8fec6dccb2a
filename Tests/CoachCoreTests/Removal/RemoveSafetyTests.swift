import CoachCore
import Testing

@Suite("remove-safety")
struct RemoveSafetyTests {
    /// Cut off at 1:30 because the skin read 6 °C for 30 s.
    private func tooCold(_ plan: Plan = .standard([.skin])) -> CoachDriver {
        let driver = CoachDriver(plan, pack: 10, skin: 20)
        driver.press(at: t(.zero))
        driver.advance(to: t(.milliseconds(59_500)))
        driver.readings[.skin] = celsius(6)
        driver.advance(to: t(.seconds(90)))
        return driver
    }

    @Test("SR-15: 2 Hz without a pause and alternating LEDs until it is acknowledged")
    func sounds() {
        let driver = tooCold()
        driver.advance(to: t(.minutes(10)))
        let sounds = driver.buzzes(from: .seconds(90))
        #expect(Array(sounds.prefix(4)) == ["1:30.000 on", "1:30.250 off", "1:30.500 on", "1:30.750 off"])
        #expect(sounds.count == 4 * 510 + 1)
        #expect(driver.changes.filter { $0.at > t(.seconds(90)) }.count == 8 * 510)
        #expect(driver.state == .removeSafety)
        driver.command(.acknowledge)
        #expect(driver.shown == .steady(.off(4)))
        #expect(driver.state == .idle)
    }

    @Test("a service that cannot come up shows and sounds the same without a coach", arguments: 1...10)
    func withoutACoach(count: Int) {
        let driver = tooCold(.standard([.skin], leds: count))
        for milliseconds in stride(from: Int64(0), to: 2000, by: 25) {
            driver.advance(to: t(.seconds(90) + .milliseconds(milliseconds)))
            let shown = Indication.removeSafety(since: t(.seconds(90)), at: driver.now, ledCount: count)
            #expect(shown == driver.shown)
        }
    }

    @Test("SR-15: it sounds again 60 s after the acknowledgement while the skin is in danger, again and again")
    func recheckedSkin() {
        let driver = tooCold()
        driver.command(.acknowledge, at: t(.seconds(100)))
        driver.advance(to: t(.seconds(160)) - .tick)
        #expect(driver.state == .idle)
        driver.advance(to: t(.seconds(160)))
        #expect(driver.state == .removeSafety)
        driver.command(.acknowledge, at: t(.seconds(170)))
        driver.command(.acknowledge, at: t(.seconds(400)))
        driver.advance(to: t(.seconds(1000)))
        #expect(
            driver.events(.alarm).map { String($0.prefix(8)) } == ["1:30.000", "2:40.000", "3:50.000", "7:40.000"])
    }

    @Test("the look happens at 60 s after the press's first edge")
    func recheckDated() {
        let driver = tooCold()
        driver.advance(to: t(.seconds(100)))
        driver.send(.pressed(at: t(.seconds(100)) - .milliseconds(30)))
        driver.advance(to: t(.seconds(161)))
        #expect(driver.events(.alarm).last?.hasPrefix("2:39.970") == true)
    }

    @Test("skin that is back on the good side is left alone", arguments: [15, 9] as [Double])
    func recovered(degrees: Double) {
        let driver = tooCold()
        driver.command(.acknowledge, at: t(.seconds(100)))
        driver.advance(to: t(.milliseconds(120_500)))
        // 9 °C is a danger only to skin that has been there for ten minutes in all.
        driver.readings[.skin] = celsius(degrees)
        driver.advance(to: t(.minutes(30)))
        #expect(driver.events(.alarm).count == 1)
    }

    @Test("skin that has been below 10 °C for ten minutes in all, and still is, sounds again")
    func recheckedTotal() {
        let driver = CoachDriver(.standard([.skin]), skin: 9)
        driver.press(at: t(.zero))
        driver.command(.acknowledge, at: t(.seconds(610)))
        driver.advance(to: t(.minutes(13)))
        #expect(
            driver.events(.alarm) == [
                "10:00.000 safety: take the pack off at once: skin below 10.0 °C for 10 min in all (9.0 °C)",
                "11:10.000 safety: the skin is still in danger: take the pack off",
            ])
    }

    @Test("without a valid sample it does not sound again at 60 s")
    func silentProbe() {
        let driver = tooCold()
        driver.readings[.skin] = .failure(.missing)
        driver.command(.acknowledge, at: t(.seconds(100)))
        driver.advance(to: t(.minutes(30)))
        #expect(driver.events(.alarm).count == 1)
    }

    @Test(
        "a probe that speaks again after its 60 s, and says that the danger lasts, does sound while the limits are armed"
    )
    func speaksAgain() {
        let driver = tooCold()
        driver.readings[.skin] = .failure(.missing)
        driver.command(.acknowledge, at: t(.seconds(100)))
        driver.advance(to: t(.milliseconds(170_500)))
        driver.readings[.skin] = celsius(6)
        driver.advance(to: t(.seconds(180)))
        #expect(
            driver.events(.alarm).last
                == "2:51.000 safety: take the pack off at once: skin below 7.0 °C for 30 s (6.0 °C)")
    }

    @Test("a limit crossed anew within those 60 s enters it at once")
    func crossedAnew() {
        let driver = tooCold()
        driver.command(.acknowledge, at: t(.seconds(100)))
        driver.advance(to: t(.milliseconds(109_500)))
        driver.readings[.skin] = celsius(2)
        driver.advance(to: t(.seconds(120)))
        #expect(
            driver.events(.alarm).last == "1:51.000 safety: take the pack off at once: skin at or below 2.0 °C (2.0 °C)"
        )
        let back = tooCold()
        back.command(.acknowledge, at: t(.seconds(100)))
        back.advance(to: t(.milliseconds(104_500)))
        back.readings[.skin] = celsius(15)
        back.advance(to: t(.milliseconds(109_500)))
        back.readings[.skin] = celsius(6)
        back.advance(to: t(.seconds(150)))
        #expect(
            back.events(.alarm).last
                == "2:20.000 safety: take the pack off at once: skin below 7.0 °C for 30 s (6.0 °C)")
    }

    @Test("for a pack probe it sounds again once")
    func recheckedPack() {
        let driver = CoachDriver(pack: 0)
        driver.press(at: t(.zero))
        driver.advance(to: t(.milliseconds(500)))
        driver.readings[.pack] = celsius(-7)
        driver.advance(to: t(.seconds(20)))
        driver.command(.acknowledge)
        driver.advance(to: t(.minutes(2)))
        driver.command(.acknowledge)
        driver.advance(to: t(.minutes(30)))
        #expect(
            driver.events(.alarm) == [
                "0:11.000 safety: take the pack off at once: pack below -5.0 °C for 10 s (-7.0 °C)",
                "1:20.000 safety: the pack is still in danger of harming skin: take it off",
            ])
    }

    @Test("the pack's limits are not armed after an end")
    func packIsNotArmed() {
        let driver = CoachDriver(pack: 0)
        driver.press(at: t(.zero))
        driver.press(at: t(.minutes(16)))
        driver.readings[.pack] = celsius(-12)
        driver.advance(to: t(.minutes(30)))
        #expect(driver.events(.alarm) == [])
    }

    @Test("after an end by dose a skin that is cool again does not sound again, though a dose never falls")
    func afterDose() {
        let driver = CoachDriver(.standard([.skin]), skin: 42.9)
        driver.advance(to: t(.zero))
        driver.course = { _, at in
            at > t(.seconds(700))
                ? celsius(33) : (at - t(.zero)).nanoseconds % 2_000_000_000 == 0 ? celsius(42.9) : celsius(30)
        }
        driver.start(.heat)
        driver.advance(to: t(.seconds(700)))
        #expect(driver.ends.map(\.reason) == [.dose])
        driver.command(.acknowledge)
        driver.advance(to: t(.minutes(40)))
        #expect(driver.events(.alarm).count == 1)
    }

    @Test("a dose that fills up only after the end does sound")
    func doseAfterTheEnd() {
        let driver = CoachDriver(.standard([.skin]), skin: 42.5)
        driver.course = { _, at in (at - t(.zero)).nanoseconds % 2_000_000_000 == 0 ? celsius(42.5) : celsius(30) }
        driver.advance(to: t(.zero))
        driver.start(.heat)
        driver.command(.stop, at: t(.minutes(9)))
        driver.advance(to: t(.minutes(11)))
        #expect(
            driver.events(.alarm)
                == ["10:00.000 safety: take the pack off at once: skin heat dose of 10 CEM43 minutes (42.5 °C)"])
    }

    @Test("too-cold, too-hot, dose, probe-fault ask for it; what is logged says why")
    func probeFaultAlarm() {
        let driver = CoachDriver(pack: 0)
        driver.press(at: t(.zero))
        driver.readings[.pack] = .failure(.crc)
        driver.advance(to: t(.minutes(2)))
        #expect(
            driver.events(.alarm)
                == ["0:30.000 safety: take the pack off at once: pack probe without a valid sample for 30 s"])
        driver.command(.acknowledge)
        driver.advance(to: t(.minutes(4)))
        #expect(driver.events(.alarm).count == 1)
    }
}
