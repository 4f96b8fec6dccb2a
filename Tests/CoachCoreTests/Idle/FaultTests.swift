import CoachCore
import Testing

@Suite("Faults when idle")
struct FaultTests {
    @Test("a probe that gives nothing valid for 10 s is a fault: 1 blink and a pause until it is mended")
    func probe() {
        let driver = CoachDriver(pack: 22)
        driver.advance(to: t(.seconds(49)))
        driver.readings[.pack] = .failure(.empty)
        driver.advance(to: t(.minutes(1)) - .tick)
        #expect(driver.state == .idle)
        #expect(driver.blinks == [])
        driver.advance(to: t(.minutes(1)))
        #expect(driver.state == .fault)
        #expect(driver.coach.status(at: driver.now).faults == [.probe(.pack)])
        driver.advance(to: t(.minutes(1) + .seconds(2)))
        // The first blink begins with the fault, 10 s after the bad reading.
        #expect(driver.blinks == ["1:00.000 1111", "1:00.200 0000", "1:01.700 1111", "1:01.900 0000"])
        driver.advance(to: t(.minutes(2)))
        #expect(driver.shown.lit == .all(4))
        driver.readings[.pack] = celsius(22)
        driver.advance(to: t(.minutes(3)))
        #expect(driver.state == .idle)
        #expect(driver.shown == .steady(.off(4)))
        #expect(driver.buzzes == [])
    }

    @Test("a hung reader is a fault too")
    func hung() {
        let driver = CoachDriver(pack: 22)
        driver.latency = { _, at in at < t(.zero) ? .zero : nil }
        driver.advance(to: t(.minutes(2)))
        #expect(driver.events == ["probe-fault pack stale", "probe-fault pack hung"])
        #expect(driver.state == .fault)
        #expect(driver.reads() == ["0:50.000"])
    }

    static let ofTheDevice: [(fault: Fault, blinks: Int)] = [(.clock, 2), (.log, 3), (.board, 4)]

    @Test(
        "clock, log and board blink 2, 3 and 4, then pause, and are logged when they come and go",
        arguments: ofTheDevice)
    func others(fault: Fault, blinks: Int) {
        let driver = CoachDriver(pack: 22)
        driver.advance(to: t(.zero))
        driver.send(.fault(fault, isThere: true, words: "it broke"))
        driver.send(.fault(fault, isThere: true, words: "it broke"))
        let period = Duration.milliseconds(Int64(blinks) * 500 + 1200)
        driver.advance(to: t(period * 4))
        let gaps = zip(driver.changes.dropFirst(), driver.changes).map { $0.at - $1.at }
        #expect(gaps.filter { $0 == .milliseconds(1500) }.count >= 2)
        let pauses = driver.changes.indices.dropFirst().filter {
            driver.changes[$0].at - driver.changes[$0 - 1].at == .milliseconds(1500)
        }
        // From pause to pause there are so many short blinks of 200 ms, 300 ms apart.
        let between = Array(driver.changes[pauses[0]..<pauses[1]])
        #expect(between.map(\.leds) == (0..<2 * blinks).map { $0.isMultiple(of: 2) ? "1111" : "0000" })
        driver.send(.fault(fault, isThere: false, words: ""))
        driver.send(.fault(fault, isThere: false, words: ""))
        #expect(driver.shown == .steady(.off(4)))
        #expect(driver.events == ["fault \(fault.name): it broke", "fault-cleared \(fault.name)"])
    }

    @Test("the clock is a fault while something that counts is dated by proof alone, and none once all is dated")
    func clock() {
        let past = History.Session(
            id: 1, modality: .ice, reason: .completed, duration: .minutes(16), endedAt: t(.hours(-1)))
        let driver = CoachDriver(history: History(sessions: [past], nextSessionID: 2, unproven: true), pack: 22)
        driver.advance(to: t(.zero))
        #expect(driver.state == .fault)
        #expect(driver.coach.status(at: driver.now).faults == [.clock])
        driver.send(.history(History(sessions: [past], nextSessionID: 2)))
        #expect(driver.state == .idle)
        #expect(
            driver.events == [
                "fault clock: not synchronised, so rests count only time that has provably passed: "
                    + "connect the board to a network",
                "fault-cleared clock: what counts for rests is dated again",
            ])
    }

    @Test("a press hides the blinking of the fault that blinks, not of the next one")
    func hides() {
        let driver = CoachDriver(pack: 22)
        driver.advance(to: t(.zero))
        for fault in [Fault.board, .log, .clock] { driver.send(.fault(fault, isThere: true, words: "")) }
        #expect(driver.coach.status(at: driver.now).faults == [.clock, .log, .board])
        #expect(driver.command(.acknowledge) == .done(session: nil))
        let afterOne = driver.coach.indication(at: t(.minutes(1)))
        #expect(afterOne.lit == .all(4))
        driver.command(.acknowledge)
        driver.command(.acknowledge)
        #expect(driver.shown == .steady(.off(4)))
        #expect(driver.command(.acknowledge) == .done(session: nil))
        #expect(driver.state == .fault)
        #expect(driver.coach.status(at: driver.now).faults == [.clock, .log, .board])
    }

    @Test("a press with a probe fault is a start attempt, refused, and the blinking does not come back")
    func pressWithProbeFault() {
        let driver = CoachDriver(.standard([.pack, .skin]))
        driver.advance(to: t(.seconds(20)))
        #expect(driver.coach.status(at: driver.now).faults == [.probe(.pack), .probe(.skin)])
        driver.press(at: t(.seconds(20)))
        #expect(driver.refusals == ["0:20.000 probe-fault"])
        driver.advance(to: t(.seconds(25)))
        #expect(driver.shown == .steady(.off(4)))
        #expect(driver.state == .fault)
        // Once mended, it blinks again the next time.
        driver.readings = [.pack: celsius(22), .skin: celsius(30)]
        driver.advance(to: t(.minutes(2)))
        #expect(driver.state == .idle)
        driver.readings[.pack] = nil
        driver.advance(to: t(.minutes(4)))
        #expect(driver.shown.lit == .all(4))
    }

    @Test("a fault that hides behind a session blinks after it")
    func afterASession() {
        let driver = CoachDriver(pack: 10)
        driver.press(at: t(.zero))
        driver.advance(to: t(.minutes(1)))
        driver.send(.fault(.log, isThere: true, words: "disk full"))
        #expect(driver.state == .applying)
        #expect(
            driver.told.suffix(1).map(\.effect) == [
                .log(.event(LogEvent(session: 1, at: t(.minutes(1)), kind: .fault, detail: "log: disk full")))
            ])
        driver.press(at: t(.minutes(16)))
        #expect(driver.state == .fault)
        #expect(driver.shown.lit == .all(4))
    }

    @Test("a fault of clock, log or board stops no start")
    func stopsNoStart() {
        let driver = CoachDriver(pack: 10)
        for fault in [Fault.clock, .log, .board] { driver.send(.fault(fault, isThere: true, words: "")) }
        driver.press(at: t(.zero))
        #expect(driver.state == .applying)
    }
}
