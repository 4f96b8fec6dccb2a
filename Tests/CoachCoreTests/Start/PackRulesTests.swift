import Testing

@testable import CoachCore

@Suite("SR-08: what the pack allows")
struct PackRulesTests {
    /// `ice`, `heat` or the code of the refusal.
    private func verdict(
        _ millidegrees: Int32?, position: Modality? = nil, request: Modality? = nil, skin: Bool = false
    ) -> String {
        let pack = millidegrees.map { Temperature(millidegrees: $0) }
        switch PackRules(position: position, request: request).modality(pack: pack, skinIsFitted: skin) {
        case .success(let modality): return modality.rawValue
        case .failure(let error): return error.refusal.code.rawValue
        }
    }

    @Test(
        "the pack probe tells ice from heat by its raw reading",
        arguments: [
            (14_999, "ice"), (15_000, "ice"), (15_001, "pack-not-ready"), (25_000, "pack-not-ready"),
            (34_999, "pack-not-ready"), (35_000, "heat"), (35_001, "heat"),
        ] as [(Int32, String)])
    func sensed(millidegrees: Int32, expected: String) {
        #expect(verdict(millidegrees) == expected)
    }

    @Test(
        "a pack beyond its stop limit is refused, at its compared value",
        arguments: [
            (-4501, "pack-too-cold"), (-4500, "ice"), (-4499, "ice"), (49_499, "heat"), (49_500, "pack-too-hot"),
            (49_501, "pack-too-hot"),
        ] as [(Int32, String)])
    func beyondStop(millidegrees: Int32, expected: String) {
        #expect(verdict(millidegrees) == expected)
    }

    @Test(
        "with a skin probe too a freezer pack may start, but none that no freezer makes; a hot one stays refused",
        arguments: [
            (-18_000, "ice"), (-24_499, "ice"), (-24_500, "pack-too-cold"), (-24_501, "pack-too-cold"),
            (49_499, "heat"), (49_500, "pack-too-hot"),
        ] as [(Int32, String)])
    func withSkinProbe(millidegrees: Int32, expected: String) {
        #expect(verdict(millidegrees, skin: true) == expected)
    }

    @Test("a switch or a command that agrees with the pack starts, one that contradicts it is refused")
    func wishes() {
        for wish in Modality.allCases {
            let (own, other): (Int32, Int32) = wish == .ice ? (0, 40_000) : (40_000, 0)
            #expect(verdict(own, position: wish) == wish.rawValue)
            #expect(verdict(own, request: wish) == wish.rawValue)
            #expect(verdict(own, position: wish, request: wish) == wish.rawValue)
            #expect(verdict(other, position: wish) == "pack-not-ready")
            #expect(verdict(other, request: wish) == "pack-not-ready")
            #expect(verdict(25_000, position: wish) == "pack-not-ready")
        }
    }

    @Test("a command that contradicts the switch is refused, whatever the pack says")
    func switchAgainstCommand() {
        #expect(verdict(0, position: .ice, request: .heat) == "pack-not-ready")
        #expect(verdict(0, position: .heat, request: .ice) == "pack-not-ready")
        #expect(verdict(nil, position: .heat, request: .ice) == "pack-not-ready")
    }

    @Test("a contradiction counts before too cold and too hot")
    func order() {
        #expect(verdict(-10_000, request: .heat) == "pack-not-ready")
        #expect(verdict(60_000, position: .ice) == "pack-not-ready")
    }

    @Test("a skin probe alone means ice; heat needs the switch or the command")
    func skinAlone() {
        #expect(verdict(nil, skin: true) == "ice")
        #expect(verdict(nil, request: .heat, skin: true) == "heat")
        #expect(verdict(nil, position: .heat, skin: true) == "heat")
    }

    @Test(
        "each refusal says in a sentence what is and what to do",
        arguments: [
            (25_000, nil, nil, "the pack reads 25.0 °C: 15.0 °C or less is ice, 35.0 °C or more is heat"),
            (0, .heat, nil, "the switch says heat, but the pack reads 0.0 °C"),
            (0, nil, .heat, "you asked for heat, but the pack reads 0.0 °C"),
            (0, .ice, .heat, "the switch says ice: move it to heat first"),
            (
                -6000, nil, nil,
                "the pack reads -6.0 °C, colder than skin bears: thaw first, about half an hour at room temperature"
            ),
            (
                52_000, nil, nil,
                "the pack reads 52.0 °C, too hot for skin even through a towel: let it cool below 49.5 °C"
            ),
        ] as [(Int32, Modality?, Modality?, String)])
    func sentences(millidegrees: Int32, position: Modality?, request: Modality?, sentence: String) {
        let rules = PackRules(position: position, request: request)
        let result = rules.modality(pack: Temperature(millidegrees: millidegrees), skinIsFitted: false)
        guard case .failure(let error) = result else {
            Issue.record("it must be refused")
            return
        }
        #expect(error.refusal.sentence == sentence)
    }
}
