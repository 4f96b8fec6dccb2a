import CoachCore
import Testing

@Suite("Overriding the rest")
struct OverrideTests {
    private func line(_ sessions: [History.Session], _ modality: Modality = .ice, at now: Instant = t(.zero)) -> String?
    {
        WaitRules(plan: .standard(), history: History(sessions: sessions)).line(modality, at: now, override: true)
    }

    @Test("a reason passes the rest from 30 minutes after the last end on, to the millisecond")
    func halfAnHour() {
        let last = [History.Session.past(.ice, ended: .zero)]
        #expect(line(last, at: t(.minutes(30)) - .tick) == "rest until 180:00.000")
        #expect(line(last, at: t(.minutes(30))) == nil)
        #expect(line(last, at: t(.minutes(30)) + .tick) == nil)
    }

    @Test("never after too-cold, too-hot or dose", arguments: EndReason.allCases)
    func neverForSkin(reason: EndReason) {
        let last = [History.Session.past(.ice, reason, ended: .minutes(40), probe: .skin)]
        switch reason {
        case .tooCold, .tooHot, .dose: #expect(line(last) == "rest until 140:00.000")
        case .completed, .ceiling, .stoppedEarly, .probeFault, .powerLoss, .shutdown: #expect(line(last) == nil)
        }
    }

    @Test("the last end counts, of whichever modality")
    func lastEnd() {
        let ice = History.Session.past(.ice, ended: .hours(2), id: 1)
        #expect(line([ice]) == nil)
        #expect(line([ice, .past(.heat, ended: .minutes(10), id: 2)]) == "rest until 60:00.000")
        #expect(line([ice, .past(.heat, .tooHot, ended: .minutes(70), probe: .skin, id: 2)]) == "rest until 60:00.000")
    }

    @Test("a session since then does not make a rest after skin was at risk passable")
    func restForSkinStands() {
        let sessions = [
            History.Session.past(.ice, .tooCold, ended: .hours(2), probe: .skin, id: 1),
            .past(.heat, ended: .minutes(40), id: 2),
        ]
        #expect(line(sessions) == "rest until 60:00.000")
    }

    @Test("an uncounted session is no last end")
    func uncountedIsNoEnd() {
        let sessions = [
            History.Session.past(.ice, ended: .hours(2), id: 1),
            .past(.ice, .stoppedEarly, ended: .minutes(1), lasting: .seconds(5), id: 2),
        ]
        #expect(line(sessions) == nil)
    }

    @Test("it passes the rest alone")
    func nothingElse() {
        let six = (0..<Int64(6)).map { History.Session.past(.ice, ended: .hours(1 + $0), id: $0) }
        #expect(line(six) == "too-many-today until 1080:00.000")
    }
}
