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
