import CoachCore

extension Boundary {
    // MARK: Session and its notices

    static let session: [Boundary] = [
        .time("CoachRules.skinChecks", what: "a skin check at 5 min", .atOrAbove) {
            iceSession(until: .minutes(5) + $0).events(.skinCheck).count == 1
        },
        .time("CoachRules.skinChecks", what: "another at 10 min", .atOrAbove) {
            iceSession(until: .minutes(10) + $0).events(.skinCheck).count == 2
        },
        .temperature("CoachRules.contactChange", what: "a skin that cools by less than 2 °C is told", .above) {
            contactIsMissed(.ice, from: 30_000, to: 28_000 + $0, until: .minutes(6))
        },
        .temperature("CoachRules.contactChange", what: "a skin that warms by less than 1 °C is told", .below) {
            contactIsMissed(.heat, from: 30_000, to: 31_000 + $0, until: .minutes(6))
        },
        .time("CoachRules.contactWithin", what: "5 min without contact are told", .atOrAbove) {
            contactIsMissed(.ice, from: 30_000, to: 30_100, until: .minutes(5) + $0)
        },
        .temperature("CoachRules.iceSpentAbove", what: "an ice pack past 20 °C is spent", .above) {
            isSpent(from: 10_000, to: 20_000 + $0)
        },
        .temperature("CoachRules.heatSpentBelow", what: "a heat pack below 33 °C is spent", .below) {
            isSpent(from: 40_000, to: 33_000 + $0)
        },
        .time("CoachRules.frozenAfter", what: "the same value for 5 min is told", .atOrAbove) { step in
            let driver = CoachDriver(pack: 10)
            driver.press(at: t(.zero))
            driver.advance(to: t(.minutes(5) + step))
            return driver.events(.notice).contains { $0.hasSuffix("frozen: pack probe") }
        },
    ]

    /// A session of ice from the tests' zero on whose pack moves a little all the time.
    static func iceSession(_ plan: Plan = .standard(), until end: Duration) -> CoachDriver {
        let driver = CoachDriver(plan) { role, at in
            role == .pack ? milli(at.nanoseconds / 1_000_000_000 % 2 == 0 ? 10_000 : 10_062) : nil
        }
        driver.press(at: t(.zero))
        driver.advance(to: t(end))
        return driver
    }

    private static func contactIsMissed(
        _ modality: Modality, from first: Int32, to second: Int32, until end: Duration
    ) -> Bool {
        let driver = CoachDriver(.standard([.skin])) { _, at in milli(at <= t(.zero) ? first : second) }
        driver.start(modality, at: t(.zero))
        driver.advance(to: t(end))
        return driver.events(.notice).contains { $0.hasSuffix("not-in-contact: skin probe") }
    }

    private static func isSpent(from first: Int32, to second: Int32) -> Bool {
        let driver = CoachDriver { _, at in milli(at <= t(.zero) ? first : second) }
        driver.press(at: t(.zero))
        driver.advance(to: t(.seconds(2)))
        return driver.events(.notice).contains { $0.hasSuffix("pack-spent: pack probe") }
    }

    // MARK: Removal

    static let removal: [Boundary] = [
        .time("CoachRules.armedAfterEnd", what: "the skin's stops stay armed for 5 min after the end", .below) { step in
            let driver = CoachDriver(.standard([.skin]), skin: 20)
            driver.press(at: t(.zero))
            driver.press(at: t(.minutes(16)))
            driver.latency = { _, _ in nil }
            // Two samples at once; the second one decides.
            for at in [Duration.seconds(1259), .seconds(1260) + step] {
                driver.advance(to: t(at))
                driver.send(.sample(Sample(role: .skin, at: driver.now, reading: milli(2500))))
            }
            return driver.state == .removeSafety
        },
        .time("CoachRules.plannedEscalatesAfter", what: "unanswered for 2 min it takes the safety pattern", .atOrAbove)
        {
            iceSession(until: .minutes(22) + $0).shown.frame.pattern == "1100"
        },
        .time("CoachRules.recheckAfter", what: "it sounds again a minute after the acknowledgement", .atOrAbove) {
            step in
            let driver = CoachDriver { _, at in celsius(at < t(.seconds(10)) ? 0 : -12) }
            driver.press(at: t(.zero))
            driver.press(at: t(.seconds(20)))
            driver.advance(to: t(.seconds(80) + step))
            return driver.state == .removeSafety
        },
        .time("CoachRules.powerLossExpires", what: "two hours end the alarm of an earlier boot", .atOrAbove) { step in
            let end = SessionEnd(at: t(.zero), reason: .powerLoss, duration: .minutes(8), windowMet: false)
            let unfinished = UnfinishedSession(
                start: .begun(at: end.at - .minutes(8)), end: end, isFromEarlierBoot: true)
            let driver = CoachDriver(at: t(.minutes(119)), beginning: Beginning(unfinished: unfinished), pack: 22)
            driver.advance(to: t(.hours(2) + step))
            return driver.state == .idle
        },
    ]

    // MARK: Watching, and what is shown

    static let watching: [Boundary] = [
        .time("CoachRules.sampleInterval", what: "in a session a probe is read each second", .atOrAbove) { step in
            let driver = CoachDriver(pack: 10)
            driver.press(at: t(.zero))
            driver.advance(to: t(.seconds(10) + step))
            return driver.reads().count > 10
        },
        .time("CoachRules.idleInterval", what: "idle it is read each minute", .atOrAbove) { step in
            let driver = CoachDriver(pack: 10)
            driver.advance(to: t(.seconds(50) + step))
            return driver.reads().count == 1
        },
        .time("CoachRules.idleFaultAfter", what: "10 s without a valid sample are a fault when idle", .atOrAbove) {
            step in
            let driver = CoachDriver { _, at in at < t(.zero) ? celsius(10) : .failure(.crc) }
            driver.advance(to: t(.seconds(60) + step))
            return driver.state == .fault
        },
        .time("CoachRules.staleAfter", what: "no answer for 3 s is stale", .atOrAbove) {
            unanswered(until: .seconds(53) + $0).contains("0:53.000 pack stale")
        },
        .time("CoachRules.hungAfter", what: "no answer for 5 s is hung", .atOrAbove) {
            unanswered(until: .seconds(55) + $0).contains("0:55.000 pack hung")
        },
        .time("CoachRules.packWatch", what: "a refused pack is watched for 45 min", .below) { step in
            let driver = CoachDriver(pack: 20)
            driver.press(at: t(.zero))
            driver.advance(to: t(.minutes(45) - .milliseconds(500)))
            driver.latency = { _, _ in nil }
            driver.advance(to: t(.minutes(45) + step))
            driver.send(.sample(Sample(role: .pack, at: driver.now, reading: celsius(10))))
            return driver.events(.notice).contains { $0.contains("pack-ready") }
        },
        .time("CoachRules.lampTest", what: "all LEDs light for a second", .below) { step in
            let driver = CoachDriver(pack: 20)
            driver.advance(to: t(.zero) - .seconds(9) + step)
            return driver.shown.frame.pattern == "1111"
        },
        .time("CoachRules.refusalShown", what: "a refusal is shown for 5 s", .below) { step in
            let driver = CoachDriver(pack: 20)
            driver.press(at: t(.zero))
            driver.advance(to: t(.seconds(5) + step))
            return driver.shown.lit.pattern == "1111"
        },
        .time("CoachRules.testShown", what: "what a self-test asks for is shown for 3 s", .below) { step in
            let driver = CoachDriver(pack: 20)
            driver.command(.test(.all(4), buzzer: false), at: t(.zero))
            driver.advance(to: t(.seconds(3) + step))
            return driver.shown.frame.pattern == "1111"
        },
    ]

    private static func unanswered(until end: Duration) -> [String] {
        let driver = CoachDriver(pack: 10)
        driver.latency = { _, at in at < t(.zero) ? .zero : nil }
        driver.advance(to: t(end))
        return driver.events(.probeFault)
    }
}
