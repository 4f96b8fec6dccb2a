import Testing

@testable import CoachCore

@Suite("Sessions that are cut off")
struct CutoffEndTests {
    @Test("SR-01 SR-02 SR-03 SR-04: every stop limit ends a session in remove-safety, on time", arguments: Limit.stops)
    func everyStop(limit: Limit) {
        let driver = CoachDriver(.standard([limit.role]))
        driver.readings[limit.role] = celsius(limit.modality == .ice ? 12 : 36)
        driver.advance(to: t(.zero))
        driver.start(limit.modality)
        driver.advance(to: t(.milliseconds(99_500)))
        driver.readings[limit.role] = limit.justBeyond
        // The first sample beyond is that of 1:40.
        let end = Duration.seconds(100 + max(limit.hold, 1))
        driver.advance(to: t(end) - .tick)
        #expect(driver.ends == [])
        driver.advance(to: t(end))
        let reason: EndReason = limit.modality == .ice ? .tooCold : .tooHot
        #expect(
            driver.ends == [SessionEnd(at: t(end), reason: reason, probe: limit.role, duration: end, windowMet: false)])
        let words = limit.found[0].split(separator: ": ", maxSplits: 1)[1]
        #expect(driver.events(.ended) == ["\(clock(t(end))) \(reason.rawValue): \(words)"])
        #expect(driver.events(.alarm) == ["\(clock(t(end))) safety: take the pack off at once: \(words)"])
        #expect(driver.state == .removeSafety)
    }

    @Test("the stop limits of the other modality end a session too", arguments: Limit.stopsOnSkin)
    func otherModality(limit: Limit) {
        let driver = CoachDriver(.standard([.skin]), skin: 25)
        driver.advance(to: t(.zero))
        driver.start(limit.modality == .ice ? .heat : .ice)
        driver.advance(to: t(.milliseconds(500)))
        driver.readings[.skin] = limit.justBeyond
        driver.advance(to: t(.seconds(120)))
        #expect(driver.ends.map(\.reason) == [limit.modality == .ice ? .tooCold : .tooHot])
    }

    @Test("SR-05: ten CEM43 minutes end a session as dose")
    func dose() {
        let driver = CoachDriver(.standard([.skin]), skin: 34)
        // A cool glimpse every other second keeps the holds from filling; it counts at its hotter neighbour.
        driver.course = { _, at in (at - t(.zero)).nanoseconds % 2_000_000_000 == 0 ? celsius(42.5) : celsius(30) }
        driver.advance(to: t(.zero))
        driver.start(.heat)
        driver.advance(to: t(.minutes(11)))
        #expect(driver.events(.warned) == ["5:00.000 skin heat dose of 5 CEM43 minutes (42.5 °C)"])
        #expect(
            driver.ends == [
                SessionEnd(
                    at: t(.minutes(10)), reason: .dose, probe: .skin, duration: .minutes(10), windowMet: false)
            ])
        #expect(driver.state == .removeSafety)
    }

    @Test("SR-05: what earlier sessions left counts towards the 20 of the day")
    func doseOfTheDay() {
        let history = History(
            sessions: [.past(.heat, ended: .hours(5), dose: 15), .past(.heat, ended: .hours(25), dose: 9, id: 2)],
            nextSessionID: 3)
        let driver = CoachDriver(.standard([.skin]), history: history, skin: 42.5)
        driver.course = { _, at in (at - t(.zero)).nanoseconds % 2_000_000_000 == 0 ? celsius(42.5) : celsius(30) }
        driver.advance(to: t(.zero))
        driver.start(.heat)
        driver.advance(to: t(.minutes(11)))
        #expect(driver.ends.map(\.reason) == [.dose])
        #expect(driver.ends.map(\.at) == [t(.minutes(5))])
    }

    @Test("SR-07: probes that disagree for a minute end it as a probe fault of neither")
    func disagreement() {
        let driver = CoachDriver(.standard([.pack, .skin]), pack: 14, skin: 10.6)
        driver.press(at: t(.zero))
        driver.advance(to: t(.minutes(2)))
        #expect(
            driver.ends == [
                SessionEnd(at: t(.minutes(1)), reason: .probeFault, duration: .minutes(1), windowMet: false)
            ])
        #expect(
            driver.events(.ended)
                == ["1:00.000 probe-fault: pack and skin probe disagree: swapped, or one of them is wrong"])
    }

    @Test(
        "SR-06: 30 s without a valid sample end it, to the millisecond, 10 s are a notice",
        arguments: ProbeFault.allCases)
    func silence(fault: ProbeFault) {
        let driver = CoachDriver(pack: 0)
        driver.press(at: t(.zero))
        driver.advance(to: t(.seconds(60)))
        driver.readings[.pack] = .failure(fault)
        driver.advance(to: t(.seconds(90)) - .tick)
        #expect(driver.events(.notice) == ["1:10.000 no-sample: pack probe"])
        #expect(driver.events(.probeFault) == ["1:01.000 pack \(fault.rawValue)"])
        #expect(driver.ends == [])
        driver.advance(to: t(.seconds(90)))
        #expect(
            driver.ends == [
                SessionEnd(
                    at: t(.seconds(90)), reason: .probeFault, probe: .pack, duration: .seconds(90), windowMet: false)
            ])
        #expect(driver.events(.ended) == ["1:30.000 probe-fault: pack probe without a valid sample for 30 s"])
    }

    @Test("SR-06: one valid sample within the 30 s is enough to go on")
    func silenceBroken() {
        let driver = CoachDriver(pack: 0)
        driver.course = { _, at in
            let second = (at - t(.zero)).nanoseconds / 1_000_000_000
            return second % 29 == 0 ? milli(Int32(second)) : .failure(.empty)
        }
        driver.press(at: t(.zero))
        driver.advance(to: t(.minutes(10)))
        #expect(driver.ends == [])
    }

    @Test("SR-06: either of two probes ends it, the other one notwithstanding", arguments: ProbeRole.allCases)
    func eitherProbe(silent: ProbeRole) {
        let driver = CoachDriver(.standard([.pack, .skin]), pack: 10, skin: 30)
        driver.press(at: t(.zero))
        driver.advance(to: t(.milliseconds(500)))
        driver.readings[silent] = .failure(.missing)
        driver.advance(to: t(.minutes(1)))
        #expect(driver.ends.map(\.probe) == [silent])
        #expect(driver.ends.map(\.at) == [t(.seconds(30))])
    }

    @Test("no answer in 3 s is stale, in 5 s hung, each told once; an answer that comes late is taken")
    func lateAnswer() {
        let driver = CoachDriver(pack: 0)
        driver.latency = { _, at in at == t(.seconds(10)) ? .seconds(7) : .zero }
        driver.press(at: t(.zero))
        driver.advance(to: t(.seconds(20)))
        #expect(driver.events(.probeFault) == ["0:13.000 pack stale", "0:15.000 pack hung"])
        #expect(driver.events(.probeOK) == ["0:17.000 pack 0.0 °C"])
        #expect(
            driver.reads()
                == ([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 17, 18, 19, 20] as [Int64]).map { clock(t(.seconds($0))) })
        #expect(driver.logged.contains(Sample(role: .pack, at: t(.seconds(13)), reading: .failure(.stale))))
        #expect(driver.ends == [])
    }

    @Test("SR-06: a reader that never answers again ends it after 30 s")
    func hungForGood() {
        let driver = CoachDriver(pack: 0)
        driver.latency = { _, at in at >= t(.seconds(10)) ? nil : .zero }
        driver.press(at: t(.zero))
        driver.advance(to: t(.minutes(2)))
        #expect(driver.ends.map(\.at) == [t(.seconds(39))])
        #expect(driver.reads().count == 11)
    }

    @Test("the rules ask to be woken for silence, skin check, fault and end: neither LEDs nor readings have to do it")
    func wakesItself() {
        let driver = CoachDriver(pack: 0)
        // Melting, so that no frozen value falls due together with the skin check.
        driver.course = { _, at in milli(Int32((at - t(.zero)).inSeconds)) }
        driver.latency = { _, at in at >= t(.seconds(290)) ? nil : .zero }
        driver.press(at: t(.zero))
        driver.advance(to: t(.seconds(295)))
        var woken: [String] = []
        while driver.state == .applying, let due = driver.coach.ruleDeadline {
            woken.append(clock(due))
            driver.advance(to: due)
        }
        // The reader is stale at 4:53, and so a fault at 5:03.
        #expect(woken == ["4:59.000", "5:00.000", "5:03.000", "5:19.000"])
        #expect(driver.events(.skinCheck) == ["5:00.000 look at your skin"])
        #expect(driver.ends.map(\.at) == [t(.seconds(319))])
    }
}
