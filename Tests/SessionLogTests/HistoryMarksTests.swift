import CoachCore
import Testing

@testable import SessionLog

@Suite("What people marked, as the log knows it")
struct HistoryMarksTests {
    @Test("the last run and the onset come back on this boot's time line")
    func marks() throws {
        let machine = try Machine()
        try machine.mark(.run)
        machine.pass(.minutes(10))
        try machine.mark(.onset)
        machine.pass(.minutes(10))
        try machine.mark(.run)
        try machine.powerCut(.hours(1))
        machine.pass(.minutes(1))
        let history = try machine.history()
        #expect(history.lastRun.map { machine.now - $0 } == .minutes(61))
        #expect(history.onset.map { machine.now - $0 } == .minutes(71))
        #expect(!history.unproven)
    }

    @Test("a run that was marked late for an earlier time is not the last")
    func earlierRun() throws {
        let machine = try Machine()
        machine.pass(.hours(5))
        try machine.mark(.run)
        let last = machine.now
        machine.pass(.minutes(1))
        try machine.write(.event(LogEvent(session: nil, at: machine.now - .hours(9), kind: .run)))
        #expect(try machine.history().lastRun == last)
    }

    @Test("an onset that was cleared is none, and a new one counts again")
    func clearedOnset() throws {
        let machine = try Machine()
        try machine.mark(.onset)
        try machine.mark(.onsetCleared)
        #expect(try machine.history().onset == nil)
        machine.pass(.minutes(1))
        try machine.mark(.onset)
        #expect(try machine.history().onset == machine.now)
    }

    @Test("an onset without a clock is unproven while it matters", arguments: [(47, true), (48, false)])
    func unprovenOnset(hours: Int64, unproven: Bool) throws {
        let machine = try Machine(synchronised: false)
        try machine.mark(.onset)
        try machine.powerCut(.minutes(1), synchronised: false)
        machine.pass(.hours(hours))
        #expect(try machine.history().unproven == unproven)
    }
}
