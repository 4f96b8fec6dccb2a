import CoachCore
import Testing

@Suite("Reading probes when idle")
struct SamplingTests {
    @Test("once a minute, counted from start to start")
    func onceAMinute() {
        let driver = CoachDriver(pack: 22)
        driver.latency = { _, _ in .milliseconds(750) }
        driver.advance(to: t(.minutes(5)))
        #expect(driver.reads() == ["0:50.000", "1:50.000", "2:50.000", "3:50.000", "4:50.000"])
    }

    @Test("idle, nothing else asks to be woken: no LED, no buzzer, no deadline but the next reading")
    func nothingPolls() {
        let driver = CoachDriver(pack: 22)
        driver.advance(to: t(.zero))
        #expect(driver.coach.nextDeadline(at: driver.now) == t(.seconds(50)))
        #expect(driver.shown == .steady(.off(4)))
    }

    @Test("a bad reading is looked at again every second, until it mends or is a fault")
    func looksAgain() {
        let driver = CoachDriver(pack: 22)
        driver.advance(to: t(.seconds(49)))
        driver.readings[.pack] = .failure(.crc)
        driver.advance(to: t(.seconds(53)))
        driver.readings[.pack] = celsius(22)
        driver.advance(to: t(.minutes(2)))
        #expect(driver.reads() == ["0:50.000", "0:51.000", "0:52.000", "0:53.000", "0:54.000", "1:54.000"])
        #expect(driver.events == ["probe-fault pack crc", "probe-ok pack 22.0 °C"])
        #expect(driver.state == .idle)
    }

    @Test("the same fault again is not logged again, another one is")
    func faultsChange() {
        let driver = CoachDriver(pack: 22)
        driver.advance(to: t(.seconds(49)))
        driver.course = { _, at in .failure(at < t(.seconds(55)) ? .crc : .missing) }
        driver.advance(to: t(.minutes(5)))
        #expect(driver.events(.probeFault) == ["0:50.000 pack crc", "0:55.000 pack missing"])
    }

    @Test("an answer from a probe that is not fitted is nobody's")
    func notFitted() {
        let driver = CoachDriver(pack: 22)
        #expect(driver.send(.sample(Sample(role: .skin, at: driver.now, reading: celsius(30)))) == [])
        #expect(driver.coach.status(at: driver.now).lastSamples.keys.sorted { $0.rawValue < $1.rawValue } == [.pack])
    }
}
