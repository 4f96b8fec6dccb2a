import CoachCore

extension Boundary {
    // MARK: What a person is told besides

    static let advice: [Boundary] = [
        .time("CoachRules.professionalAfterOnset", what: "two weeks after the onset, a professional", .atOrAbove) {
            Advice.due(isFirst: false, sinceOnset: .hours(336) + $0, painChanges: []).contains(.longEpisode)
        },
        .count("CoachRules.painRaisedInARow", what: "three sessions in a row that raised the pain", .atOrAbove) {
            let changes = Array(repeating: 1, count: 3 + $0) + [0]
            return Advice.due(isFirst: false, sinceOnset: nil, painChanges: changes).contains(.painRises)
        },
        .time("CoachRules.testShown", what: "a self-test shows an output for 3 s", .below) { step in
            let driver = CoachDriver()
            driver.command(.test(.first(3, of: 4), buzzer: true), at: t(.zero))
            driver.advance(to: t(.seconds(3) + step))
            return driver.coach.indication(at: driver.now).buzzer
        },
    ]
}
