import CoachCore
import TestSupport
import Testing

@testable import packcoach

@Suite("a trial on the simulated board")
struct TrialTests {
    private let directory: TestDirectory

    init() throws { directory = try TestDirectory() }

    private func trial() throws -> Trial {
        try Trial(path: directory.path + "/simulated.db", speed: 60)
    }

    @Test("what happens is told in the words of the log, and a limit with the sign of the scale")
    func words() throws {
        var trial = try trial()
        try trial.advance(by: .seconds(5))
        try trial.press(.button)
        try trial.advance(by: .minutes(21))
        let words = trial.picture.log.map(\.words)
        #expect(
            words == [
                "service started", "started: ice", "skin check: look at your skin",
                "notice: pack probe has not moved for 5 min: melting ice does so, a broken probe too",
                "skin check: look at your skin", "window open: taking the pack off now completes the session",
                "ended: full time",
                "alarm: take the pack off; unanswered for 2 min, it beeps without a pause",
            ])
        #expect(Guidance.stopLimits(of: .ice, hasSkinProbe: false).map(\.name) == ["stop −5"])
        #expect(
            Guidance.stopLimits(of: .ice, hasSkinProbe: false).map(\.at) == [.celsius(-4.5)],
            "the reading whose compared value is the limit")
    }

    @Test("a pack that was refused and will do now is no longer refused")
    func packIsReady() throws {
        var trial = try trial()
        try trial.press(.room)
        try trial.advance(by: .hours(1))
        try trial.press(.button)
        try trial.advance(by: .seconds(5))
        #expect(trial.picture.refusal?.hasPrefix("the pack reads") == true)
        try trial.press(.ice)
        try trial.advance(by: .minutes(10))
        #expect(trial.picture.headline?.hasPrefix("The pack will do now.") == true)
        #expect(trial.picture.refusal == nil)
    }

    @Test(
        "wiring the board anew takes no time: the session that ran is just over, its alarm sounds and its rest counts",
        arguments: [SimulateKey.skin, .mode])
    func rewiring(key: SimulateKey) throws {
        var trial = try trial()
        try trial.advance(by: .hours(3))
        try trial.press(.button)
        try trial.advance(by: .minutes(3))
        #expect(trial.machine.status?.state == .applying)
        let wall = trial.wall

        try trial.press(key)
        #expect(trial.wall == wall)
        try trial.advance(by: .seconds(10))
        let status = try #require(trial.machine.status)
        #expect(status.state == .removeSafety)
        #expect(status.waits[.ice]?.code == .rest)
        #expect(status.waits[.heat]?.code == .rest)
    }
}
