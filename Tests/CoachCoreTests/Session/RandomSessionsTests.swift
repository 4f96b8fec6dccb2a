import Testing

@testable import CoachCore

/// splitmix64: the same seed gives the same run on every machine.
private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Hours of presses, commands, faults and temperatures at random; the driver holds every step to what must always hold.
@Suite("Whatever happens")
struct RandomSessionsTests {
    /// Lives through two hours; returns the driver and what it was told to do.
    private func live(seed: UInt64) -> CoachDriver {
        var random = Seeded(state: seed)
        let roles: [ProbeRole] = [[.pack], [.skin], [.pack, .skin]].randomElement(using: &random) ?? []
        let plan = Plan.standard(roles, leds: Int.random(in: 1...10, using: &random), heat: .heatWithWindow)
        let driver = CoachDriver(plan, pack: 10, skin: 25)
        while driver.now < t(.hours(2)) {
            driver.advance(by: .milliseconds(Int64.random(in: 1...180_000, using: &random)))
            switch Int.random(in: 0..<14, using: &random) {
            case 0...3: driver.press(at: driver.now)
            case 4: driver.command(.stop)
            case 5: driver.command(.acknowledge)
            case 6: driver.start([nil, .ice, .heat].randomElement(using: &random) ?? nil, override: "again")
            case 7: driver.readings[.pack] = celsius(Double.random(in: -30...85, using: &random))
            case 8: driver.readings[.skin] = celsius(Double.random(in: 0...46, using: &random))
            case 9: driver.readings[.pack] = ProbeFault.allCases.randomElement(using: &random).map { .failure($0) }
            case 10: driver.readings = [.pack: celsius(12), .skin: celsius(24)]
            case 11:
                let late = Duration.milliseconds(Int64.random(in: 0...7000, using: &random))
                driver.latency = { _, at in at.nanoseconds % 7 == 0 ? late : .milliseconds(750) }
            case 12:
                driver.log = History(nextSessionID: driver.coach.history.nextSessionID)
                driver.send(.fault(.log, isThere: Bool.random(using: &random), words: ""))
            default: driver.readings[.pack] = celsius(40)
            }
        }
        return driver
    }

    @Test(
        "SR-14 SR-31: no session outlives its ceiling, each ends once, alarms sound, and the log can be followed",
        arguments: 1...40 as ClosedRange<UInt64>)
    func invariants(seed: UInt64) {
        let driver = live(seed: seed)
        var running: Int64?
        var alarm: Int64?
        for told in driver.told {
            guard case .log(let entry) = told.effect else { continue }
            switch entry {
            case .started(let start):
                require(running == nil && alarm == nil, "one at a time, and none while an alarm stands", seed)
                running = start.id
            case .sample(let id, _):
                require(running == id || alarm == id, "samples belong to what runs, or to its alarm", seed)
            case .ended(let id, let end):
                require(running == id || end.at == told.at, "only what runs ends", seed)
                require(end.duration <= .minutes(20), "nothing is longer than 20 minutes", seed)
                require(
                    !end.windowMet || [.completed, .ceiling].contains(end.reason), "a fault is never completed", seed)
                running = nil
            case .resumed(let id, _): running = id
            case .alarm(let id, _, _): alarm = id
            case .alarmOver(let id, _, _):
                require(alarm == id, "an alarm that is over had begun", seed)
                alarm = nil
            case .measured, .event: break
            }
        }
        switch driver.state {
        case .applying, .windowOpen: require(running != nil, "the log knows of what runs", seed)
        case .removePlanned, .removeSafety: require(alarm != nil && running == nil, "the log knows of the alarm", seed)
        case .idle, .fault: require(alarm == nil && running == nil, "the log knows that nothing is on", seed)
        }
        require(!driver.starts.isEmpty, "something happened", seed)
    }

    @Test("the same seed gives the same effects and the same lights", arguments: [3, 17] as [UInt64])
    func replays(seed: UInt64) {
        let (one, other) = (live(seed: seed), live(seed: seed))
        #expect(one.told == other.told)
        #expect(one.changes == other.changes)
    }

    private func require(_ isTrue: Bool, _ what: Comment, _ seed: UInt64) {
        if !isTrue { Issue.record("\(what): not so with seed \(seed)") }
    }
}
