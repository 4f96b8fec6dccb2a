import Testing

@testable import CoachCore

@Suite("What a daily limit is counted from")
struct DailyLimitsTests {
    private func wait(_ sessions: [History.Session]) -> Refusal.Wait? {
        WaitRules(plan: .standard(), history: History(sessions: sessions)).refusal(of: .heat, at: t(.zero))?.wait
    }

    @Test("the share that is left of too many sessions counts from the newest of them")
    func count() {
        let sessions = [5, 12, 20].map { History.Session.past(.heat, ended: .hours($0), id: $0) }
        #expect(wait(sessions) == Refusal.Wait(from: t(.hours(-5)), until: t(.hours(4))))
    }

    @Test("the share that is left of a dose counts from the newest session that had one")
    func dose() {
        let sessions = [
            History.Session.past(.heat, ended: .hours(10), dose: 21, id: 1),
            History.Session.past(.heat, ended: .hours(4), dose: 0, id: 2),
        ]
        #expect(wait(sessions) == Refusal.Wait(from: t(.hours(-10)), until: t(.hours(14))))
    }

    @Test("a small dose counts too", arguments: [(0.4, false), (0.6, true)])
    func small(dose: Double, isRefused: Bool) {
        let sessions = [
            History.Session.past(.heat, ended: .hours(10), dose: 19.5, id: 1),
            History.Session.past(.heat, ended: .hours(4), dose: dose, id: 2),
        ]
        #expect((wait(sessions) != nil) == isRefused)
    }

    @Test("what a session may still add counts 24 hours back, to the millisecond", arguments: [-1, 0, 1] as [Int64])
    func day(milliseconds: Int64) {
        let past = History.Session.past(.heat, ended: .hours(24), dose: 7)
        let rules = WaitRules(plan: .standard(), history: History(sessions: [past]))
        #expect(rules.earlierDose(at: t(.milliseconds(milliseconds))) == (milliseconds < 0 ? 7 : 0))
    }
}
