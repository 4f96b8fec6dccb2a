import CoachCore
import Testing

@Suite("Refusals and their order")
struct StartRulesTests {
    /// Everything that can refuse a start of heat, in the order of the rules; dropping the first lets the next speak.
    static let order: [RefusalCode] = [
        .buttonStuck, .probeFault, .packNotReady, .packTooHot, .rest, .tooEarlyForHeat, .heatAfterRun, .tooManyToday,
        .dose,
    ]

    @Test("of many reasons the first in the order is the one", arguments: order.indices)
    func inOrder(first: Int) {
        let reasons = Set(Self.order[first...])
        var history = History(nextSessionID: 100)
        // Two hot sessions leave the dose of the day; a third makes too many; one just ended asks for a rest.
        history.sessions = [
            .past(.heat, ended: .hours(6), dose: 9, id: 1), .past(.heat, ended: .hours(8), dose: 9, id: 2),
        ]
        if reasons.contains(.dose) { history.sessions.append(.past(.ice, ended: .hours(10), dose: 9, id: 3)) }
        if reasons.contains(.tooManyToday) { history.sessions.append(.past(.heat, ended: .hours(12), id: 4)) }
        if reasons.contains(.heatAfterRun) { history.lastRun = t(.zero - .hours(1)) }
        if reasons.contains(.tooEarlyForHeat) { history.onset = t(.zero - .hours(20)) }
        if reasons.contains(.rest) { history.sessions.append(.past(.ice, ended: .minutes(10), id: 5)) }
        let driver = CoachDriver(.standard([.pack, .skin]), history: history, pack: 40, skin: 30)
        if reasons.contains(.packTooHot) { driver.readings[.pack] = celsius(50) }
        if reasons.contains(.packNotReady) { driver.send(.switchMoved(.ice)) }
        if reasons.contains(.probeFault) { driver.readings[.skin] = .failure(.missing) }
        driver.advance(to: t(.zero) - .seconds(1))
        if reasons.contains(.buttonStuck) {
            driver.send(.pressed(at: t(.zero) - .seconds(40)))
            driver.send(.deadline)
        }
        driver.start(.heat, at: t(.seconds(5)))
        #expect(driver.refusals.last == "0:05.000 \(Self.order[first].rawValue)")
    }

    @Test("with none of the reasons it starts")
    func none() {
        let history = History(sessions: [
            .past(.heat, ended: .hours(6), dose: 9, id: 1), .past(.heat, ended: .hours(8), dose: 9, id: 2),
        ])
        let driver = CoachDriver(.standard([.pack, .skin]), history: history, pack: 40, skin: 30)
        #expect(driver.start(.heat, at: t(.zero)) == .done(session: 1))
    }

    @Test("a pack that is too cold is refused as such")
    func tooCold() {
        let driver = CoachDriver(pack: -6)
        driver.press(at: t(.zero))
        #expect(driver.refusals == ["0:00.000 pack-too-cold"])
    }

    @Test("a freezer pack may start with a valid skin probe")
    func freezerPack() {
        let driver = CoachDriver(.standard([.pack, .skin]), pack: -18, skin: 30)
        driver.press(at: t(.zero))
        driver.advance(to: t(.minutes(1)))
        #expect(driver.state == .applying)
        #expect(driver.events(.warned) == ["0:01.000 pack at or below -10.0 °C (-18.0 °C)"])
    }

    @Test("start while a session runs is refused already-running, in a remove state alarm-unacknowledged")
    func inASession() {
        let driver = CoachDriver(pack: 10)
        driver.press(at: t(.zero))
        driver.start(at: t(.minutes(1)))
        driver.start(at: t(.minutes(16)))
        driver.start(at: t(.minutes(20) + .seconds(1)))
        #expect(
            driver.refusals
                == ["1:00.000 already-running", "16:00.000 already-running", "20:01.000 alarm-unacknowledged"])
        #expect(driver.ends.map(\.reason) == [.ceiling])
        #expect(driver.state == .removePlanned)
        #expect(
            driver.events(.refused).map { $0.split(separator: ": ", maxSplits: 1)[1] } == [
                "a session of ice is running", "a session of ice is running",
                "an alarm asks for the pack to be taken off: take it off and acknowledge first",
            ])
    }

    @Test("button-stuck comes before already-running and alarm-unacknowledged")
    func stuckFirst() {
        let driver = CoachDriver(pack: 10)
        driver.press(at: t(.zero))
        driver.advance(to: t(.seconds(1)))
        driver.send(.pressed(at: t(.seconds(1))))
        driver.start(at: t(.minutes(1)))
        driver.start(at: t(.minutes(20) + .seconds(1)))
        #expect(driver.refusals == ["1:00.000 button-stuck", "20:01.000 button-stuck"])
    }

    @Test("the switch decides where it is fitted, and is read when the start is")
    func switchDecides() {
        let driver = CoachDriver(.standard([.skin]), beginning: Beginning(switchPosition: .heat), skin: 30)
        driver.press(at: t(.zero))
        driver.send(.switchMoved(.ice))
        driver.advance(to: t(.minutes(1)))
        #expect(driver.coach.status(at: driver.now).modality == .heat)
        #expect(driver.starts == [.begun(.heat, probes: [.skin])])
        let moved = CoachDriver(.standard([.skin]), beginning: Beginning(switchPosition: .heat), skin: 30)
        moved.send(.switchMoved(.ice))
        moved.press(at: t(.zero))
        #expect(moved.starts == [.begun(.ice, probes: [.skin])])
    }

    @Test("an override starts within the rest, and the log keeps its reason")
    func overrides() {
        let history = History(sessions: [.past(.ice, ended: .hours(1))], nextSessionID: 2)
        let driver = CoachDriver(history: history, pack: 10)
        driver.press(at: t(.zero))
        #expect(driver.refusals == ["0:00.000 rest"])
        #expect(driver.start(override: "physio said so", at: t(.seconds(10))) == .done(session: 2))
        #expect(driver.starts.map(\.overrideReason) == ["physio said so"])
        #expect(driver.events(.started) == ["0:10.000 ice, rest overridden: physio said so"])
    }

    @Test("a reason that was not needed is not kept")
    func needlessOverride() {
        let driver = CoachDriver(pack: 10)
        driver.start(override: "just in case", at: t(.zero))
        #expect(driver.starts.map(\.overrideReason) == [nil])
    }

    @Test("the onset arms the 48-hour rule; without one it refuses nothing and status says so")
    func onset() {
        let driver = CoachDriver(pack: 40)
        #expect(driver.coach.status(at: driver.now).onset == nil)
        driver.send(.history(History(onset: t(.zero - .hours(1)))))
        #expect(driver.coach.status(at: driver.now).onset != nil)
        #expect(driver.coach.status(at: driver.now).waits[.heat]?.code == .tooEarlyForHeat)
        #expect(driver.coach.status(at: driver.now).waits[.ice] == nil)
    }
}
