import CoachCore
import Testing

@Suite("Watching a refused pack")
struct PackWatchTests {
    /// Refused at 0:00 for a pack that is 22 °C.
    private func refused(_ plan: Plan = .standard(), history: History = History(), skin: Double? = nil) -> CoachDriver {
        let driver = CoachDriver(plan, history: history, pack: 22, skin: skin)
        driver.press(at: t(.zero))
        return driver
    }

    @Test("it is read once a second and stays dark until a press would start: a short blink every 3 s, two chirps")
    func becomesReady() {
        let driver = refused()
        driver.advance(to: t(.milliseconds(599_500)))
        driver.readings[.pack] = celsius(15)
        driver.advance(to: t(.seconds(605)))
        #expect(driver.refusals == ["0:00.000 pack-not-ready"])
        #expect(driver.reads().count == 606)
        #expect(driver.events(.notice) == ["10:00.000 pack-ready: a press would now start"])
        #expect(
            driver.buzzes == [
                "0:00.000 on", "0:00.800 off", "10:00.000 on", "10:00.100 off", "10:00.250 on", "10:00.350 off",
            ])
        #expect(
            Array(driver.blinks.suffix(4)) == ["10:00.000 1111", "10:00.150 0000", "10:03.000 1111", "10:03.150 0000"])
        #expect(driver.coach.status(at: driver.now).packIsReady)
        #expect(driver.starts == [], "it never starts by itself")
        driver.press(at: t(.seconds(610)))
        #expect(driver.starts.count == 1)
    }

    @Test("the watch ends after 45 minutes, to the millisecond", arguments: [-1, 0, 1] as [Int64])
    func ends(milliseconds: Int64) {
        let driver = refused()
        driver.advance(to: t(.minutes(45) + .milliseconds(milliseconds) - .tick))
        // The answer of the reading of 44:59 comes late.
        driver.latency = { _, _ in nil }
        driver.readings[.pack] = celsius(10)
        driver.advance(to: t(.minutes(45) + .milliseconds(milliseconds)))
        driver.send(.sample(Sample(role: .pack, at: driver.now, reading: celsius(10))))
        #expect(driver.events(.notice).count == (milliseconds < 0 ? 1 : 0))
        driver.advance(to: t(.minutes(46)))
        #expect(!driver.coach.status(at: driver.now).packIsReady)
    }

    @Test("after it the probe is read once a minute again, and a pack that is ready then says nothing")
    func over() {
        let driver = refused()
        driver.advance(to: t(.minutes(45)))
        driver.readings[.pack] = celsius(10)
        driver.advance(to: t(.minutes(50)))
        #expect(driver.events(.notice) == [])
        #expect(driver.reads().suffix(3) == ["47:59.000", "48:59.000", "49:59.000"])
    }

    @Test(
        "too cold and too hot are watched too",
        arguments: [(-8.0, -2.0, "pack-too-cold"), (53.0, 48.0, "pack-too-hot")])
    func coldAndHot(from: Double, to: Double, code: String) {
        let driver = CoachDriver(pack: from)
        driver.press(at: t(.zero))
        driver.advance(to: t(.milliseconds(59_500)))
        driver.readings[.pack] = celsius(to)
        driver.advance(to: t(.minutes(2)))
        #expect(driver.refusals == ["0:00.000 \(code)"])
        #expect(driver.events(.notice) == ["1:00.000 pack-ready: a press would now start"])
    }

    @Test("other refusals are not watched")
    func others() {
        let driver = CoachDriver(history: History(sessions: [.past(.ice, ended: .minutes(175))]), pack: 10)
        driver.press(at: t(.zero))
        driver.advance(to: t(.minutes(20)))
        #expect(driver.refusals == ["0:00.000 rest"])
        #expect(driver.events(.notice) == [])
    }

    @Test("ready means that every rule would let it start: a rest, a probe, the button keep it dark")
    func everyRule() {
        let rest = refused(history: History(sessions: [.past(.ice, ended: .minutes(170))]))
        rest.readings[.pack] = celsius(10)
        rest.advance(to: t(.minutes(15)))
        #expect(rest.events(.notice) == ["10:00.000 pack-ready: a press would now start"])

        let probe = refused(.standard([.pack, .skin]), skin: 30)
        probe.readings[.skin] = .failure(.crc)
        probe.advance(to: t(.milliseconds(2500)))
        probe.readings[.pack] = celsius(10)
        probe.advance(to: t(.milliseconds(5500)))
        probe.readings[.skin] = celsius(30)
        probe.advance(to: t(.minutes(1)))
        #expect(probe.events(.notice) == ["0:06.000 pack-ready: a press would now start"])

        let button = refused()
        button.send(.pressed(at: t(.zero)))
        button.advance(to: t(.seconds(40)))
        button.readings[.pack] = celsius(10)
        button.advance(to: t(.milliseconds(50_500)))
        button.send(.released)
        button.advance(to: t(.minutes(2)))
        #expect(
            button.events(.notice) == [
                "0:30.000 button-stuck", "0:50.500 button-released", "0:51.000 pack-ready: a press would now start",
            ])
    }

    @Test("not ready any more goes dark; ready again blinks but does not chirp again")
    func onceOnly() {
        let driver = refused()
        driver.course = { _, at in
            let second = (at - t(.zero)).nanoseconds / 1_000_000_000
            return (100..<200).contains(second) || second >= 300 ? celsius(10) : celsius(22)
        }
        driver.advance(to: t(.seconds(150)))
        #expect(driver.coach.status(at: driver.now).packIsReady)
        driver.advance(to: t(.seconds(250)))
        #expect(!driver.coach.status(at: driver.now).packIsReady)
        #expect(driver.shown == .steady(.off(4)))
        driver.advance(to: t(.seconds(350)))
        #expect(driver.coach.status(at: driver.now).packIsReady)
        #expect(driver.events(.notice).count == 1)
    }

    @Test("a start that asked for one modality is not told of the other")
    func asked() {
        let driver = CoachDriver(pack: 22)
        driver.start(.heat, at: t(.zero))
        driver.advance(to: t(.milliseconds(500)))
        driver.readings[.pack] = celsius(10)
        driver.advance(to: t(.minutes(1)))
        #expect(driver.events(.notice) == [])
        driver.readings[.pack] = celsius(40)
        driver.advance(to: t(.minutes(2)))
        #expect(driver.events(.notice).count == 1)
    }

    @Test("night: neither the refusal nor the two chirps sound")
    func chirpsNone() {
        let driver = refused(.standard(chirps: false))
        driver.readings[.pack] = celsius(10)
        driver.advance(to: t(.minutes(1)))
        #expect(driver.events(.notice).count == 1)
        #expect(driver.buzzes == [])
    }

    @Test("an alarm ends the watch")
    func alarm() {
        let driver = CoachDriver(.standard([.pack, .skin]), pack: 10, skin: 20)
        driver.press(at: t(.zero))
        driver.press(at: t(.minutes(16)))
        driver.readings[.pack] = celsius(22)
        driver.press(at: t(.minutes(17)))
        driver.advance(by: .milliseconds(500))
        driver.readings[.skin] = celsius(1)
        driver.advance(by: .seconds(5))
        driver.command(.acknowledge)
        driver.readings = [.pack: celsius(40), .skin: celsius(30)]
        driver.advance(to: t(.minutes(60)))
        #expect(driver.refusals == ["17:00.000 pack-not-ready"])
        #expect(driver.events(.notice).filter { $0.contains("pack-ready") } == [])
    }
}
