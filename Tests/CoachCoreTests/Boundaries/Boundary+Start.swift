import CoachCore

extension Boundary {
    // MARK: The check and the pack

    static let starts: [Boundary] = [
        .count("CoachRules.badReadsToRefuse", what: "2 bad reads refuse a start", .atOrAbove) { step in
            let bad = 2 + step
            var reads = 0
            let driver = CoachDriver { _, at in
                if at >= t(.zero) { reads += 1 }
                return at >= t(.zero) && reads <= bad ? .failure(.crc) : celsius(10)
            }
            driver.press(at: t(.zero))
            return driver.starts.isEmpty
        },
        .time("CoachRules.checkTimeout", what: "an answer after 1.8 s is too late", .atOrAbove) { step in
            let driver = CoachDriver(pack: 10)
            driver.latency = { _, at in at >= t(.zero) ? .milliseconds(1800) + step : .zero }
            driver.press(at: t(.zero))
            driver.advance(to: t(.seconds(3)))
            return driver.starts.isEmpty && driver.refusals == ["0:01.800 probe-fault"]
        },
        .temperature("CoachRules.iceAtMost", what: "a pack of 15 °C is ice", .atOrBelow) { starts(pack: 15_000 + $0) },
        .temperature("CoachRules.heatAtLeast", what: "a pack of 35 °C is heat", .atOrAbove) {
            starts(pack: 35_000 + $0)
        },
        .temperature("SafetyLimits.coldestPack", what: "a start with −4.5 °C read", .atOrAbove) {
            starts(pack: -4500 + $0)
        },
        .temperature("SafetyLimits.hottestPack", what: "a start with 49.5 °C read", .below) {
            starts(pack: 49_500 + $0)
        },
        .temperature("SafetyLimits.beyondFreezer", what: "a start with −24.5 °C and a skin probe", .above) {
            starts(pack: -24_500 + $0, skin: 25_000)
        },
    ]

    private static func starts(pack: Int32, skin: Int32? = nil) -> Bool {
        let driver = CoachDriver(.standard(skin == nil ? [.pack] : [.pack, .skin])) { role, _ in
            role == .pack ? milli(pack) : skin.map { milli($0) }
        }
        driver.press(at: t(.zero))
        return driver.starts.count == 1
    }

    // MARK: Waits

    static let waits: [Boundary] = [
        .time("CoachRules.shortRest", what: "30 min between ice and heat are enough", .atOrAbove) {
            isAllowed(.heat, after: [.past(.ice, ended: .minutes(30) + $0)])
        },
        .time("CoachRules.shortRest", what: "30 min after a session that the pack cut short are enough", .atOrAbove) {
            isAllowed(
                .ice, after: [.past(.ice, .tooCold, ended: .minutes(30) + $0, lasting: .minutes(2), probe: .pack)])
        },
        .time("CoachRules.shortRest", what: "a reason passes the rest from 30 min on", .atOrAbove) {
            isAllowed(.ice, after: [.past(.ice, ended: .minutes(30) + $0)], override: true)
        },
        .time("CoachRules.cutShortBefore", what: "a probe fault before 5 min leaves the short rest", .below) {
            isAllowed(.ice, after: [.past(.ice, .probeFault, ended: .minutes(31), lasting: .minutes(5) + $0)])
        },
        .time("CoachRules.cutShortBefore", what: "a pack's limit before 5 min leaves the short rest", .below) {
            let past = History.Session.past(
                .ice, .tooCold, ended: .minutes(31), lasting: .minutes(5) + $0, probe: .pack)
            return isAllowed(.ice, after: [past])
        },
        .time("CoachRules.uncountedBefore", what: "a press before 0:30 leaves no rest", .below) {
            isAllowed(.ice, after: [.past(.ice, .stoppedEarly, ended: .minutes(2), lasting: .seconds(30) + $0)])
        },
        .time("CoachRules.noHeatAfterOnset", what: "heat from 48 h after the onset on", .atOrAbove) {
            isAllowed(.heat, after: [], onset: .hours(48) + $0)
        },
        .time("CoachRules.noHeatAfterRun", what: "heat from 3 h after a run on", .atOrAbove) {
            isAllowed(.heat, after: [], run: .hours(3) + $0)
        },
        .count("CoachRules.sessionsPerDay", what: "6 sessions of ice in a day are enough", .atOrAbove) { step in
            !isAllowed(.ice, after: (0..<6 + step).map { .past(.ice, ended: .hours(4 + Int64($0)), id: Int64($0)) })
        },
        .count("CoachRules.sessionsPerDay", what: "3 sessions of heat in a day are enough", .atOrAbove) { step in
            !isAllowed(.heat, after: (0..<3 + step).map { .past(.heat, ended: .hours(4 + Int64($0)), id: Int64($0)) })
        },
        .time("CoachRules.day", what: "a session leaves the day after 24 h", .atOrAbove) { step in
            isAllowed(
                .ice,
                after: (0..<5).map { .past(.ice, ended: .hours(4 + Int64($0)), id: Int64($0)) }
                    + [.past(.ice, ended: .hours(24) + step, id: 9)])
        },
        .time("CoachRules.day", "SafetyLimits.dosePerDay", what: "a dose leaves the day after 24 h", .atOrAbove) {
            isAllowed(.heat, after: [.past(.heat, ended: .hours(24) + $0, dose: 20)])
        },
    ]

    private static func isAllowed(
        _ modality: Modality, after sessions: [History.Session], run: Duration? = nil, onset: Duration? = nil,
        override: Bool = false
    ) -> Bool {
        let history = History(
            sessions: sessions, lastRun: run.map { t(.zero - $0) }, onset: onset.map { t(.zero - $0) })
        return WaitRules(plan: .standard(), history: history)
            .refusal(of: modality, at: t(.zero), overridesRest: override) == nil
    }

    // MARK: Button

    static let button: [Boundary] = [
        .time("CoachRules.deafAfterStart", what: "a press 2 s after the start ends it", .atOrAbove) { step in
            let driver = CoachDriver(pack: 10)
            driver.press(at: t(.zero))
            driver.press(at: t(.seconds(2) + step))
            return driver.ends.count == 1
        },
        .time("CoachRules.deafAfterEnd", what: "a press 3 s after the end is heard", .atOrAbove) { step in
            let driver = CoachDriver(pack: 10)
            driver.press(at: t(.zero))
            driver.press(at: t(.seconds(10)))
            driver.press(at: t(.seconds(13) + step))
            return driver.state == .applying
        },
        .time("CoachRules.deafAfterEnd", what: "a press 3 s after the ceiling acknowledges", .atOrAbove) { step in
            let driver = CoachDriver(pack: 10)
            driver.press(at: t(.zero))
            driver.press(at: t(.seconds(1203) + step))
            return driver.state == .idle
        },
        .time("CoachRules.stuckAfter", what: "a button closed for 30 s is stuck", .atOrAbove) { step in
            let driver = CoachDriver(pack: 10)
            driver.advance(to: t(.zero))
            driver.send(.pressed(at: t(.zero)))
            driver.advance(to: t(.seconds(30) + step))
            return driver.events(.notice).contains { $0.hasSuffix("button-stuck") }
        },
        .time("CoachRules.resumeWithin", what: "a press within a minute takes an early stop back", .atOrBelow) { step in
            let driver = CoachDriver(pack: 10)
            driver.press(at: t(.zero))
            driver.press(at: t(.seconds(60)))
            driver.press(at: t(.seconds(120) + step))
            return driver.state == .applying
        },
    ]
}
