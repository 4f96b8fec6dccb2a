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
    ]
}
