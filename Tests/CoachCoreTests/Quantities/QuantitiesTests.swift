import CoachCore
import Testing

@Suite("Quantities")
struct QuantitiesTests {
    @Test(
        "a temperature prints with one decimal, rounded half away from zero",
        arguments: [
            (0, "0.0 °C"), (49, "0.0 °C"), (-49, "0.0 °C"), (50, "0.1 °C"), (-50, "-0.1 °C"), (-1500, "-1.5 °C"),
            (36_949, "36.9 °C"), (36_950, "37.0 °C"), (-10_000, "-10.0 °C"), (127_940, "127.9 °C"),
        ] as [(Int32, String)])
    func temperatureWords(millidegrees: Int32, words: String) {
        #expect("\(Temperature(millidegrees: millidegrees))" == words)
    }

    @Test("degrees become the nearest millidegree, and add, subtract and compare exactly")
    func temperatures() {
        #expect(Temperature.celsius(0.5).millidegrees == 500)
        #expect(Temperature.celsius(-0.55).millidegrees == -550)
        #expect(Temperature.celsius(0.0004).millidegrees == 0)
        #expect(Temperature.celsius(7) - SafetyLimits.tolerance == Temperature(millidegrees: 6500))
        #expect(Temperature.celsius(7) + SafetyLimits.tolerance == Temperature(millidegrees: 7500))
        #expect(Temperature.celsius(-5) < .celsius(-4.999))
        #expect(Temperature(millidegrees: -2188).celsius == -2.188)
    }

    @Test(
        "a duration in words is rounded up, so that a wait is never told too short",
        arguments: [
            (.zero, "0 s"), (.milliseconds(-5), "0 s"), (.milliseconds(1), "1 s"), (.seconds(59), "59 s"),
            (.milliseconds(59_001), "1 min"), (.seconds(60), "1 min"), (.seconds(61), "2 min"),
            (.minutes(59), "59 min"), (.seconds(59 * 60 + 1), "1 h"), (.hours(2), "2 h"),
            (.minutes(130), "2 h 10 min"), (.hours(48), "48 h"), (.seconds(-5), "0 s"), (.nanoseconds(1), "1 s"),
            (.minutes(118), "1 h 58 min"), (.minutes(119), "1 h 59 min"),
        ] as [(Duration, String)])
    func durationWords(duration: Duration, words: String) {
        #expect(duration.words == words)
    }

    @Test(
        "a countdown is cut off to the second below",
        arguments: [
            (.zero, "0:00"), (.seconds(-1), "0:00"), (.milliseconds(59_999), "0:59"), (.seconds(899), "14:59"),
            (.minutes(20), "20:00"), (.seconds(3723), "1:02:03"), (.hours(10), "10:00:00"),
            (.seconds(60) - .nanoseconds(1), "0:59"), (.seconds(3599), "59:59"), (.seconds(9), "0:09"),
            (.seconds(10), "0:10"), (.seconds(11), "0:11"),
        ] as [(Duration, String)])
    func clockFaces(duration: Duration, words: String) {
        #expect(duration.clockFace == words)
    }

    @Test("a duration's units")
    func durations() {
        #expect(Duration.minutes(2) == .seconds(120))
        #expect(Duration.hours(2) == .minutes(120))
        #expect(Duration.milliseconds(-1500).nanoseconds == -1_500_000_000)
        #expect(Duration.microseconds(1999).milliseconds == 1)
        #expect(Duration.microseconds(-1999).milliseconds == -1)
        #expect(Duration.milliseconds(1500).inSeconds == 1.5)
    }

    @Test("instants may lie before the boot, and differ by durations")
    func instants() {
        let before = Instant.boot - .hours(1)
        #expect(before < .boot)
        #expect(.boot - before == .hours(1))
        #expect(before + .hours(1) == .boot)
        #expect(before - .boot == .hours(-1))
    }

    @Test("wall times differ by durations and compare")
    func wallTimes() {
        let noon = WallTime(milliseconds: 1_777_896_000_000)
        #expect(noon + .seconds(1) - noon == .seconds(1))
        #expect(noon - .hours(1) < noon)
        let reading = ClockReading(instant: .boot, wall: noon, synchronised: true)
        #expect(reading != ClockReading(instant: .boot, wall: noon, synchronised: false))
    }

    @Test("a frame holds 1 to 10 LEDs, the first leftmost", arguments: 1...10)
    func frames(count: Int) {
        #expect(LEDFrame.all(count).pattern == String(repeating: "1", count: count))
        #expect(LEDFrame.off(count).pattern == String(repeating: "0", count: count))
        for lit in 0...count {
            let frame = LEDFrame.first(lit, of: count)
            #expect(
                frame.pattern == String(repeating: "1", count: lit) + String(repeating: "0", count: count - lit))
            #expect((0..<count).allSatisfy { frame[$0] == ($0 < lit) })
        }
        #expect(LEDFrame(bits: .max, count: count) == .all(count))
    }

    @Test("the boot is the zero of its time line, and no moment lies before itself")
    func zero() {
        #expect(Instant.boot == Instant(nanoseconds: 0))
        #expect(!(Instant.boot < .boot))
        #expect(!(WallTime(milliseconds: 7) < WallTime(milliseconds: 7)))
    }

    @Test("what a record does not say is not there")
    func defaults() {
        #expect(
            History.Session(id: 1, modality: .ice, reason: .ceiling, duration: .minutes(20), endedAt: .boot).dose == 0)
        let unfinished = UnfinishedSession(start: .begun())
        #expect(unfinished.skinChecks == 0 && unfinished.samples == [] && !unfinished.windowOpened)
    }
}
