import CoachCore
import Testing

@Suite("Advice")
struct AdviceTests {
    private func due(first: Bool = false, since: Duration? = nil, pain: [Int] = []) -> [Advice] {
        Advice.due(isFirst: first, sinceOnset: since, painChanges: pain)
    }

    @Test("without a session yet: whom to ask first; after one, and without an episode, nothing")
    func first() {
        #expect(due(first: true) == [.clinicianFirst])
        #expect(due() == [])
    }

    @Test("in the first 48 hours of an episode: when to get help, to the millisecond", arguments: [-1, 0] as [Int64])
    func lately(milliseconds: Int64) {
        #expect(due(since: .zero) == [.sameDay, .stopRunning])
        let told: [Advice] = milliseconds < 0 ? [.sameDay, .stopRunning] : []
        #expect(due(since: .hours(48) + .milliseconds(milliseconds)) == told)
    }

    @Test("from day 14 on an episode is for a professional, to the millisecond", arguments: [-1, 0, 1] as [Int64])
    func long(milliseconds: Int64) {
        let told: [Advice] = milliseconds < 0 ? [] : [.longEpisode]
        #expect(due(since: .hours(336) + .milliseconds(milliseconds)) == told)
        #expect(due(since: .hours(10_000)) == [.longEpisode])
    }

    @Test(
        "three sessions in a row that raised the pain are, too; what was before them counts no more",
        arguments: [
            ([], false), ([1, 1], false), ([1, 2, 10], true), ([0, 1, 1, 1], false), ([1, 0, 1], false),
            ([1, 1, 0], false), ([1, 1, -1], false), ([1, 1, 1, -5, 0], true),
        ])
    func pain(changes: [Int], isDue: Bool) {
        #expect(due(pain: changes) == (isDue ? [.painRises] : []))
    }

    @Test("all of it is told in its order")
    func all() {
        #expect(
            due(first: true, since: .hours(1), pain: [1, 1, 1]) == [
                .clinicianFirst, .sameDay, .stopRunning, .painRises,
            ])
        #expect(due(since: .hours(400), pain: [1, 1, 1]) == [.longEpisode, .painRises])
    }

    @Test("the words name the figures that the rules hold")
    func words() {
        #expect(CoachRules.professionalAfterOnset == .hours(14 * 24))
        #expect(Advice.longEpisode.words.contains("two weeks"))
        #expect(CoachRules.painRaisedInARow == 3)
        #expect(Advice.painRises.words.contains("three sessions"))
        #expect(Set(Advice.allCases.map(\.words)).count == Advice.allCases.count)
    }
}
