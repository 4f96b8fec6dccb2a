import CoachCore
import Testing

@testable import CoachService

/// Times as they are written, and what they come to.
struct WrittenTimes: Sendable {
    var modality: Modality
    var written: String
    var minimum: Duration
    var ceiling: Duration
    var rest: Duration

    init(
        _ modality: Modality, _ written: String, minimum: Duration, ceiling: Duration = .minutes(20), rest: Duration
    ) {
        self.modality = modality
        self.written = written
        self.minimum = minimum
        self.ceiling = ceiling
        self.rest = rest
    }
}

@Suite("Times in configuration")
struct SessionTimesTests {
    @Test(
        "times may be made stricter up to their bounds",
        arguments: [
            WrittenTimes(.ice, "rest = \"2h\"", minimum: .minutes(15), rest: .hours(2)),
            WrittenTimes(.ice, "rest = \"24h\"", minimum: .minutes(15), rest: .hours(24)),
            WrittenTimes(.heat, "rest = \"60m\"", minimum: .minutes(20), rest: .hours(1)),
            WrittenTimes(.heat, "rest = \"24h\"", minimum: .minutes(20), rest: .hours(24)),
            WrittenTimes(.heat, "minimum = \"15m\"", minimum: .minutes(15), rest: .hours(1)),
            // A later minimum asks for more and lengthens nothing.
            WrittenTimes(.ice, "minimum = \"20m\"", minimum: .minutes(20), rest: .hours(3)),
        ])
    func stricter(times: WrittenTimes) throws {
        try expect(times)
    }

    @Test(
        "a ceiling set down takes the minimum with it, also the one of the example file",
        arguments: [
            WrittenTimes(.ice, "ceiling = \"17m\"", minimum: .minutes(15), ceiling: .minutes(17), rest: .hours(3)),
            WrittenTimes(.ice, "ceiling = \"5m\"", minimum: .minutes(5), ceiling: .minutes(5), rest: .hours(3)),
            WrittenTimes(
                .ice, "minimum = \"15m\"\nceiling = \"10m\"", minimum: .minutes(10), ceiling: .minutes(10),
                rest: .hours(3)),
            WrittenTimes(
                .ice, "minimum = \"10m\"\nceiling = \"10m\"", minimum: .minutes(10), ceiling: .minutes(10),
                rest: .hours(3)),
            WrittenTimes(
                .ice, "minimum = \"16m\"\nceiling = \"16m\"", minimum: .minutes(16), ceiling: .minutes(16),
                rest: .hours(3)),
            WrittenTimes(
                .heat, "minimum = \"20m\"\nceiling = \"10m\"", minimum: .minutes(10), ceiling: .minutes(10),
                rest: .hours(1)),
            WrittenTimes(.heat, "ceiling = \"18m\"", minimum: .minutes(18), ceiling: .minutes(18), rest: .hours(1)),
        ])
    func ceilingSetDown(times: WrittenTimes) throws {
        try expect(times)
    }

    @Test(
        "SR-28: nothing looser than safety allows, to the millisecond",
        arguments: [
            Mistaken(
                "[ice]\nceiling = \"1200001ms\"",
                "c.toml:2: ice.ceiling: 1200001ms is too long; safety allows \"5m\" to \"20m\""),
            Mistaken(
                "[ice]\nceiling = \"299999ms\"",
                "c.toml:2: ice.ceiling: 299999ms is too short; safety allows \"5m\" to \"20m\""),
            Mistaken(
                "[heat]\nceiling = \"1200001ms\"",
                "c.toml:2: heat.ceiling: 1200001ms is too long; safety allows \"5m\" to \"20m\""),
            Mistaken(
                "[heat]\nceiling = \"299999ms\"",
                "c.toml:2: heat.ceiling: 299999ms is too short; safety allows \"5m\" to \"20m\""),
            Mistaken(
                "[ice]\nrest = \"7199999ms\"",
                "c.toml:2: ice.rest: 7199999ms is too short; safety allows \"2h\" to \"24h\""),
            Mistaken(
                "[ice]\nrest = \"86400001ms\"",
                "c.toml:2: ice.rest: 86400001ms is too long; safety allows \"2h\" to \"24h\""),
            Mistaken(
                "[heat]\nrest = \"3599999ms\"",
                "c.toml:2: heat.rest: 3599999ms is too short; safety allows \"1h\" to \"24h\""),
            Mistaken(
                "[heat]\nrest = \"86400001ms\"",
                "c.toml:2: heat.rest: 86400001ms is too long; safety allows \"1h\" to \"24h\""),
            Mistaken(
                "[ice]\nminimum = \"899999ms\"",
                "c.toml:2: ice.minimum: 899999ms is too short; safety allows \"15m\" to \"20m\""),
            Mistaken(
                "[heat]\nminimum = \"899999ms\"",
                "c.toml:2: heat.minimum: 899999ms is too short; safety allows \"15m\" to \"20m\""),
            Mistaken(
                "[ice]\nminimum = \"1200001ms\"",
                "c.toml:2: ice.minimum: 1200001ms is too long; safety allows \"15m\" to \"20m\""),
            Mistaken(
                "[heat]\nminimum = \"1200001ms\"",
                "c.toml:2: heat.minimum: 1200001ms is too long; safety allows \"15m\" to \"20m\""),
        ])
    func looser(mistaken: Mistaken) {
        #expect(mistaken.found == mistaken.mistakes)
    }

    @Test(
        "a minimum that contradicts the ceiling is a mistake",
        arguments: [
            Mistaken(
                "[ice]\nminimum = \"18m\"\nceiling = \"16m\"",
                "c.toml:2: ice.minimum: 18m is too long; under a ceiling of 16m safety allows \"15m\" to \"16m\""),
            Mistaken(
                "[ice]\nminimum = \"8m\"\nceiling = \"10m\"",
                "c.toml:2: ice.minimum: 8m is too short; under a ceiling of 10m safety allows only \"10m\""),
            Mistaken(
                "[heat]\nminimum = \"14m\"\nceiling = \"18m\"",
                "c.toml:2: heat.minimum: 14m is too short; under a ceiling of 18m safety allows \"15m\" to \"18m\""),
        ])
    func contradiction(mistaken: Mistaken) {
        #expect(mistaken.found == mistaken.mistakes)
    }

    @Test("the times of one modality leave those of the other alone", arguments: Modality.allCases)
    func apart(modality: Modality) throws {
        let text = "[\(modality.rawValue)]\nceiling = \"10m\"\nrest = \"5h\""
        let configuration = try Configuration(parsing: text, file: "c.toml")
        let other: Modality = modality == .ice ? .heat : .ice
        #expect(configuration.times(of: other) == Configuration.default.times(of: other))
        #expect(configuration.times(of: modality) != Configuration.default.times(of: modality))
    }

    private func expect(_ times: WrittenTimes) throws {
        let text = "[\(times.modality.rawValue)]\n\(times.written)\n"
        let configuration = try Configuration(parsing: text, file: "c.toml")
        let expected = SessionTimes(minimum: times.minimum, ceiling: times.ceiling, rest: times.rest)
        #expect(configuration.times(of: times.modality) == expected)
    }
}
