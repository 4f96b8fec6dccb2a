import CoachCore

extension Boundary {
    /// The defaults, as the product has them.
    private static let plan = Plan(
        ice: ConfigurableLimits.ice.standard, heat: ConfigurableLimits.heat.standard, probes: [.pack], ledCount: 4,
        chirps: true)

    static let configurable = windows + restsOfOne + ranges

    // MARK: What a session does with them

    private static let windows: [Boundary] = [
        .time(
            "ConfigurableLimits.ice", "SessionTimeLimits.standard", what: "ice is complete from 15 min on", .atOrAbove
        ) {
            let driver = iceSession(plan, until: .minutes(14))
            driver.press(at: t(.minutes(15) + $0))
            return driver.ends.map(\.reason) == [.completed]
        },
        .time("ConfigurableLimits.ice", "SessionTimeLimits.ceiling", what: "ice ends at 20 min", .atOrAbove) {
            iceSession(plan, until: .minutes(20) + $0).ends.map(\.reason) == [.ceiling]
        },
        .time("ConfigurableLimits.heat", "SessionTimeLimits.ceiling", what: "heat ends at 20 min", .atOrAbove) {
            heatSession(plan, until: .minutes(20) + $0).ends.map(\.reason) == [.ceiling]
        },
        .time("ConfigurableLimits.heat", what: "a heat window set down opens at 15 min", .atOrAbove) {
            var early = plan
            early.heat.minimum = ConfigurableLimits.heat.leastMinimum
            return heatSession(early, until: .minutes(15) + $0).events(.windowOpen).count == 1
        },
        .time("SessionTimeLimits.ceiling", what: "the shortest ceiling ends a session at 5 min", .atOrAbove) {
            var short = plan
            short.ice.ceiling = ConfigurableLimits.ice.ceiling.lowerBound
            short.ice.minimum = ConfigurableLimits.ice.standardMinimum(under: short.ice.ceiling)
            return iceSession(short, until: .minutes(5) + $0).ends.map(\.reason) == [.ceiling]
        },
        .time("SessionTimeLimits.standardMinimum", what: "a ceiling below takes the minimum along", .atOrBelow) {
            ConfigurableLimits.ice.standardMinimum(under: .minutes(15) + $0) == .minutes(15) + $0
        },
    ]

    private static func heatSession(_ plan: Plan, until end: Duration) -> CoachDriver {
        let driver = CoachDriver(plan, pack: 40)
        driver.press(at: t(.zero))
        driver.advance(to: t(end))
        return driver
    }

    private static let restsOfOne: [Boundary] = [
        .time("ConfigurableLimits.ice", "ConfigurableLimits.times", what: "3 h between ice and ice", .atOrAbove) {
            isAllowed(.ice, plan, after: .hours(3) + $0)
        },
        .time("ConfigurableLimits.heat", "ConfigurableLimits.times", what: "1 h between heat and heat", .atOrAbove) {
            isAllowed(.heat, plan, after: .hours(1) + $0)
        },
        .time("SessionTimeLimits.rest", what: "the shortest rest that ice may have is 2 h", .atOrAbove) {
            var short = plan
            short.ice.rest = ConfigurableLimits.times(of: .ice).rest.lowerBound
            return isAllowed(.ice, short, after: .hours(2) + $0)
        },
        .time("SessionTimeLimits.rest", what: "the longest rest that heat may have is 24 h", .atOrAbove) {
            var long = plan
            long.heat.rest = ConfigurableLimits.times(of: .heat).rest.upperBound
            return isAllowed(.heat, long, after: .hours(24) + $0)
        },
    ]

    private static func isAllowed(_ modality: Modality, _ plan: Plan, after rest: Duration) -> Bool {
        WaitRules(plan: plan, history: History(sessions: [.past(modality, ended: rest)]))
            .refusal(of: modality, at: t(.zero)) == nil
    }

    // MARK: How far configuration may go

    private static let ranges: [Boundary] =
        Modality.allCases.flatMap { modality in
            let limits = ConfigurableLimits.times(of: modality)
            let leastRest: Duration = modality == .ice ? .hours(2) : .hours(1)
            return [
                Boundary.time("SessionTimeLimits.ceiling", what: "a ceiling for \(modality) from 5 min", .atOrAbove) {
                    limits.ceiling.contains(.minutes(5) + $0)
                },
                .time("SessionTimeLimits.ceiling", what: "a ceiling for \(modality) to 20 min", .atOrBelow) {
                    limits.ceiling.contains(.minutes(20) + $0)
                },
                .time("SessionTimeLimits.rest", what: "a rest for \(modality) from \(leastRest)", .atOrAbove) {
                    limits.rest.contains(leastRest + $0)
                },
                .time("SessionTimeLimits.rest", what: "a rest for \(modality) to 24 h", .atOrBelow) {
                    limits.rest.contains(.hours(24) + $0)
                },
                .time(
                    "SessionTimeLimits.leastMinimum", "SessionTimeLimits.minimum",
                    what: "a minimum for \(modality) from 15 min", .atOrAbove
                ) { limits.minimum(under: .minutes(20)).contains(.minutes(15) + $0) },
                .time("SessionTimeLimits.minimum", what: "a minimum for \(modality) to its ceiling", .atOrBelow) {
                    limits.minimum(under: .minutes(18)).contains(.minutes(18) + $0)
                },
            ]
        } + [
            .count("ConfigurableLimits.ledCount", what: "1 LED", .atOrAbove) {
                ConfigurableLimits.ledCount.contains(1 + $0)
            },
            .count("ConfigurableLimits.ledCount", what: "10 LEDs", .atOrBelow) {
                ConfigurableLimits.ledCount.contains(10 + $0)
            },
            .count("ConfigurableLimits.probeCount", what: "1 probe", .atOrAbove) {
                ConfigurableLimits.probeCount.contains(1 + $0)
            },
            .count("ConfigurableLimits.probeCount", what: "2 probes", .atOrBelow) {
                ConfigurableLimits.probeCount.contains(2 + $0)
            },
            .time("ConfigurableLimits.debounce", what: "a debounce from 1 ms", .atOrAbove) {
                ConfigurableLimits.debounce.contains(.milliseconds(1) + $0)
            },
            .time("ConfigurableLimits.debounce", what: "a debounce to 100 ms", .atOrBelow) {
                ConfigurableLimits.debounce.contains(.milliseconds(100) + $0)
            },
        ]
}
