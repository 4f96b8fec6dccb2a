import CoachCore
import Testing

/// If ends fall together: too-hot or too-cold, dose, probe-fault, ceiling, press.
@Suite("Ends that fall together")
struct TogetherTests {
    /// A session of two probes whose ceiling, silence of the pack and hold on the skin all meet at 20:00.
    private func driver(skin: Double?, packIsSilent: Bool) -> CoachDriver {
        let driver = CoachDriver(.standard([.pack, .skin]), pack: 10, skin: 30)
        driver.course = { role, at in
            switch role {
            case .pack:
                packIsSilent && at > t(.seconds(1170))
                    ? .failure(.empty) : milli(Int32(at.nanoseconds / 1_000_000_000 % 9))
            case .skin: at >= t(.seconds(1170)) ? skin.map { celsius($0) } : nil
            }
        }
        driver.press(at: t(.zero))
        driver.advance(to: t(.minutes(20)))
        return driver
    }

    @Test("too-cold before probe-fault and ceiling")
    func tooColdFirst() {
        let driver = driver(skin: 6, packIsSilent: true)
        #expect(driver.ends.map(\.reason) == [.probeFault, .tooCold])
        #expect(driver.ends.map(\.at) == [t(.minutes(20)), t(.minutes(20))])
        #expect(driver.state == .removeSafety)
    }

    @Test("too-cold before ceiling: the later end of the same instant replaces the first")
    func tooColdBeforeCeiling() {
        let driver = driver(skin: 6, packIsSilent: false)
        #expect(driver.ends.map(\.reason) == [.ceiling, .tooCold])
        #expect(driver.ends.map(\.windowMet) == [true, false])
        #expect(driver.state == .removeSafety)
        #expect(driver.coach.status(at: driver.now).waits[.ice]?.code == .rest)
    }

    @Test("probe-fault before ceiling")
    func probeFaultBeforeCeiling() {
        let driver = driver(skin: nil, packIsSilent: true)
        #expect(driver.ends.map(\.reason) == [.probeFault])
        #expect(driver.state == .removeSafety)
    }

    @Test("ceiling before press: a press at that instant ends nothing and acknowledges nothing")
    func ceilingBeforePress() {
        let driver = CoachDriver(pack: 10)
        driver.press(at: t(.zero))
        driver.press(at: t(.minutes(20)))
        #expect(driver.ends.map(\.reason) == [.ceiling])
        #expect(driver.state == .removePlanned)
    }

    @Test("too-cold before a stop by command that came first at the same instant")
    func tooColdBeforeStop() {
        let driver = CoachDriver(.standard([.skin]), skin: 30)
        driver.press(at: t(.zero))
        driver.advance(to: t(.milliseconds(500)))
        driver.readings[.skin] = celsius(6)
        driver.advance(to: t(.seconds(30)))
        driver.latency = { _, _ in .tick }
        driver.advance(to: t(.seconds(31)))
        #expect(
            driver.command(.stop, at: t(.seconds(31)) + .tick)
                == .impossible("no session is running, so there is nothing to stop"))
        #expect(driver.ends.map(\.reason) == [.tooCold])

        let other = CoachDriver(.standard([.skin]), skin: 6.9)
        other.press(at: t(.zero))
        other.advance(to: t(.seconds(29)))
        other.latency = { _, _ in nil }
        other.advance(to: t(.seconds(30)))
        other.command(.stop)
        other.send(.sample(Sample(role: .skin, at: t(.seconds(30)), reading: celsius(6.9))))
        #expect(other.ends.map(\.reason) == [.stoppedEarly, .tooCold])
        #expect(other.state == .removeSafety)
    }

    @Test("a reason that is no graver replaces nothing")
    func equallyGrave() {
        let driver = CoachDriver(.standard([.pack, .skin]), pack: 10, skin: 30)
        driver.course = { role, at in
            guard at >= t(.seconds(100)) else { return nil }
            return role == .pack ? celsius(60) : celsius(1)
        }
        driver.advance(to: t(.zero))
        driver.start(.ice)
        driver.advance(to: t(.seconds(110)))
        #expect(driver.ends.map(\.reason) == [.tooHot])
    }

    @Test("of two deadlines told late the earlier one counts, the later one does not")
    func lateDeadlines() {
        for (silentFrom, reason) in [(1160, EndReason.probeFault), (1175, .ceiling)] as [(Int64, EndReason)] {
            let driver = CoachDriver(pack: 10)
            driver.press(at: t(.zero))
            driver.advance(to: t(.seconds(silentFrom)))
            driver.stall(to: t(.minutes(21)))
            driver.send(.deadline)
            #expect(driver.ends.map(\.reason) == [reason])
            #expect(driver.ends.map(\.duration) == [.minutes(21)])
        }
    }

    @Test("deadlines told late are made up for in their order")
    func lateEvents() {
        let driver = CoachDriver(pack: 10)
        driver.course = { _, at in milli(Int32((at - t(.zero)).inSeconds)) }
        driver.press(at: t(.zero))
        driver.advance(to: t(.seconds(290)))
        driver.stall(to: t(.seconds(301)))
        driver.send(.deadline)
        #expect(driver.events == ["started ice", "skin-check look at your skin", "notice no-sample: pack probe"])
    }
}
