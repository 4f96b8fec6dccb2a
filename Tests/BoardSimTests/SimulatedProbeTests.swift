import BoardHAL
import CoachCore
import Testing

@testable import BoardSim

private let start = Instant(nanoseconds: 10_000_000_000)
private let model = Temperature.celsius(4.5)

/// One reading from begin to answer.
private func read(_ probe: inout SimulatedProbe, at now: Instant = start) -> Reading? {
    probe.begin(at: now).map { probe.answer(at: $0, model: model) }
}

@Suite("A simulated probe")
struct SimulatedProbeTests {
    @Test(
        "a DS18B20 answers after 750 ms, a hwmon chip after 1 ms",
        arguments: [(SimulatedProbe.Source.w1, 750), (.hwmon, 1)])
    func latency(source: SimulatedProbe.Source, milliseconds: Int) {
        var probe = SimulatedProbe(source)
        #expect(probe.answersAt == nil)
        #expect(probe.begin(at: start) == start + .milliseconds(milliseconds))
    }

    @Test(
        "reads to the sixteenth of a degree, nearest, then as the driver prints it",
        arguments: [
            (4.5, 4500), (0.03, 0), (0.04, 62), (-2.19, -2187), (25, 25_000), (-18, -18_000), (85, 85_000),
        ])
    func quantised(celsius: Double, millidegrees: Int32) {
        for source in SimulatedProbe.Source.allCases {
            var probe = SimulatedProbe(source)
            probe.obey(.value(.celsius(celsius), over: .zero), at: start, model: model)
            #expect(read(&probe) == .success(Temperature(millidegrees: millidegrees)))
        }
    }

    @Test(
        "fails on w1 in the way of its name",
        arguments: [
            (SimulatedFault.empty, ProbeFault.empty), (.crc, .crc), (.powerOn, .powerOn), (.lowPower, .lowPower),
            (.allZero, .allZero), (.outOfRange, .outOfRange), (.missing, .missing),
        ])
    func w1Faults(fault: SimulatedFault, expected: ProbeFault) {
        var probe = SimulatedProbe(.w1)
        probe.obey(.fault(fault), at: start, model: model)
        #expect(read(&probe) == .failure(expected))
        probe.obey(.model, at: start, model: model)
        #expect(read(&probe) == .success(model))
    }

    @Test(
        "hwmon shows a number where w1 has bytes to refuse",
        arguments: [
            (SimulatedFault.empty, Reading.failure(.empty)), (.crc, .failure(.crc)), (.powerOn, .success(.celsius(85))),
            (.lowPower, .failure(.outOfRange)), (.allZero, .success(.celsius(0))), (.outOfRange, .failure(.outOfRange)),
            (.missing, .failure(.missing)),
        ])
    func hwmonFaults(fault: SimulatedFault, expected: Reading) {
        var probe = SimulatedProbe(.hwmon)
        probe.obey(.fault(fault), at: start, model: model)
        #expect(read(&probe) == expected)
    }

    @Test("a missing probe fails at once")
    func missing() {
        var probe = SimulatedProbe(.w1)
        probe.obey(.fault(.missing), at: start, model: model)
        #expect(probe.begin(at: start) == start)
    }

    @Test("a hung one answers only when the fault is over, also where it hung in mid-conversion")
    func hung() {
        var probe = SimulatedProbe(.w1)
        probe.begin(at: start)
        probe.obey(.fault(.hung), at: start + .milliseconds(100), model: model)
        #expect(probe.answersAt == nil)
        #expect(probe.begin(at: start + .seconds(60)) == nil)
        probe.obey(.model, at: start + .seconds(61), model: model)
        #expect(probe.answersAt == start + .seconds(61) + .milliseconds(750))
    }

    @Test("one reading at a time: a second begin waits for the first")
    func oneAtATime() {
        var probe = SimulatedProbe(.w1)
        let first = probe.begin(at: start)
        #expect(probe.begin(at: start + .milliseconds(500)) == first)
        probe.forgetReading()
        #expect(probe.begin(at: start + .milliseconds(500)) != first)
    }

    @Test("the value converted is that at the end of the conversion, and a fault counts that stands then")
    func endOfConversion() throws {
        var probe = SimulatedProbe(.w1)
        let begun = probe.begin(at: start)
        let answersAt = try #require(begun)
        probe.obey(.value(.celsius(9), over: .zero), at: start + .milliseconds(700), model: model)
        #expect(probe.answer(at: answersAt, model: model) == .success(.celsius(9)))
        probe.begin(at: start)
        probe.obey(.fault(.crc), at: start + .milliseconds(700), model: model)
        #expect(probe.answer(at: answersAt, model: model) == .failure(.crc))
    }

    @Test("a ramp runs from where the probe was, in a straight line, and stays at its end")
    func ramp() {
        var probe = SimulatedProbe(.w1)
        probe.obey(.value(.celsius(10.5), over: .minutes(2)), at: start, model: model)
        #expect(probe.temperature(at: start - .seconds(1), model: model) == model)
        #expect(probe.temperature(at: start, model: model) == model)
        #expect(probe.temperature(at: start + .seconds(60), model: model) == .celsius(7.5))
        #expect(probe.temperature(at: start + .seconds(120), model: model) == .celsius(10.5))
        #expect(probe.temperature(at: start + .hours(1), model: model) == .celsius(10.5))
        probe.obey(.value(.celsius(0), over: .seconds(10)), at: start + .seconds(60), model: model)
        #expect(probe.temperature(at: start + .seconds(65), model: model) == .celsius(3.75))
    }

    @Test("a stuck one repeats the bytes it had")
    func stuck() {
        var probe = SimulatedProbe(.w1)
        _ = read(&probe)
        probe.obey(.value(.celsius(20), over: .zero), at: start, model: model)
        probe.obey(.fault(.stuck), at: start, model: model)
        #expect(read(&probe) == .success(model))
        #expect(read(&probe) == .success(model))
        probe.obey(.model, at: start, model: .celsius(20))
        #expect(probe.temperature(at: start, model: .celsius(20)) == .celsius(20))
    }

    @Test("noise is the same for the same seed, differs between seeds and has the deviation asked for")
    func noise() throws {
        func readings(seed: UInt64) throws -> [Double] {
            var probe = SimulatedProbe(.hwmon, seed: seed)
            probe.obey(.noise(.celsius(0.5)), at: start, model: model)
            return try (0..<2000).map { _ in
                let reading = read(&probe)
                return try #require(reading).get().celsius - model.celsius
            }
        }
        let first = try readings(seed: 1)
        #expect(try readings(seed: 1) == first)
        #expect(try readings(seed: 2) != first)
        let mean = first.reduce(0, +) / 2000
        let deviation = (first.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 2000).squareRoot()
        #expect(abs(mean) < 0.05)
        #expect(abs(deviation - 0.5) < 0.05)
    }
}
