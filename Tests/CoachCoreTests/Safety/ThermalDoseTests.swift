import Testing

@testable import CoachCore

@Suite("SR-05: thermal dose")
struct ThermalDoseTests {
    @Test(
        "the published check values come out",
        arguments: [
            (43, .minutes(20), 20), (42.5, .minutes(20), 10), (42, .minutes(20), 5), (41, .minutes(20), 1.25),
            (44, .minutes(5), 10), (45, .minutes(5), 20), (47, .minutes(45), 720), (44, .hours(6), 720),
            (38.9, .hours(1000), 0),
        ] as [(Double, Duration, Double)])
    func checkValues(degrees: Double, duration: Duration, expected: Double) {
        var dose = ThermalDose()
        dose.add(.celsius(degrees), for: duration)
        #expect(abs(dose.minutes - expected) < expected * 1e-12 + 1e-15)
    }

    @Test("the two R stand on their own sides: doubling above 43 °C, quartering below it")
    func rates() {
        #expect(ThermalDose.rate(.celsius(43)) == 1)
        #expect(ThermalDose.rate(.celsius(44)) == 2)
        #expect(ThermalDose.rate(.celsius(46)) == 8)
        #expect(ThermalDose.rate(.celsius(42)) == 0.25)
        #expect(ThermalDose.rate(.celsius(41)) == 0.0625)
        #expect(abs(ThermalDose.rate(.celsius(43.5)) - 2.0.squareRoot()) < 1e-12)
        #expect(abs(ThermalDose.rate(.celsius(42.5)) - 0.5) < 1e-12)
        #expect(abs(ThermalDose.rate(.celsius(42.75)) - 0.5.squareRoot()) < 1e-12)
    }

    @Test("at 43 °C both sides meet: a millidegree less is less, a millidegree more is more")
    func continuous() {
        let (below, above) = (
            ThermalDose.rate(Temperature(millidegrees: 42_999)), ThermalDose.rate(Temperature(millidegrees: 43_001))
        )
        #expect(below < 1 && below > 0.998)
        #expect(above > 1 && above < 1.001)
    }

    @Test(
        "nothing counts below 39 °C, to the millidegree",
        arguments: [(38_999, 0), (39_000, 1.0 / 256)] as [(Int32, Double)])
    func floor(millidegrees: Int32, rate: Double) {
        #expect(ThermalDose.rate(Temperature(millidegrees: millidegrees)) == rate)
    }

    @Test("seconds add up without rounding: ten minutes of them at 43 °C are exactly ten")
    func addsUp() {
        var dose = ThermalDose()
        for _ in 0..<600 { dose.add(.celsius(43), for: .seconds(1)) }
        #expect(dose.minutes == 10)
        #expect(ThermalDose(minutes: 10) == dose)
    }
}
