import CoachCore
import Testing

@testable import SessionLog

@Suite("What the log knows of the past")
struct HistoryTests {
    @Test(
        "all sessions that concern a rule are found, in their order, however many pages they fill and lie before them")
    func manySessions() throws {
        let log = TemporaryLog()
        let writer = try log.writer()
        let old = Int64(LogReader.page + 50)
        let recent = Int64(LogReader.page * 2 + 1)
        // A minute each; then two days of nothing; then again a minute each.
        func start(_ id: Int64) -> Instant { .seconds(id * 60 + (id > old ? 200_000 : 0)) }
        let now = start(old + recent) + 40
        let entries = (1...(old + recent)).flatMap { id -> [LogEntry] in
            let session = SessionStart.ice(id, at: start(id))
            return [.started(session), .ended(session: id, .after(.seconds(40), of: session))]
        }
        try writer.write(entries, clock: .at(now))
        let history = try log.reader().history(now: .at(now), bootID: "boot-1")
        #expect(history.sessions.map(\.id) == Array((old + 1)...(old + recent)))
        #expect(history.nextSessionID == old + recent + 1)
    }

    @Test("a session is handed over with all that the rules ask of it")
    func fields() throws {
        let machine = try Machine()
        let start = SessionStart(
            id: 1, at: machine.now, modality: .heat, minimum: .minutes(20), ceiling: .minutes(20), probes: [.skin])
        let end = SessionEnd(
            at: start.at + .minutes(4), reason: .dose, probe: .skin, duration: .minutes(4), windowMet: false)
        try machine.write(
            .started(start), .measured(session: 1, minimum: .celsius(30), maximum: .celsius(44), dose: 10.25),
            .ended(session: 1, end))
        machine.pass(.minutes(10))
        #expect(
            try machine.history()
                == History(
                    sessions: [
                        History.Session(
                            id: 1, modality: .heat, reason: .dose, probe: .skin, duration: .minutes(4),
                            endedAt: start.at + .minutes(4), dose: 10.25)
                    ], nextSessionID: 2))
    }

    @Test("SR-30: a log begun in the place of a damaged one stands for sessions that ended then, after a boot too")
    func replaced() throws {
        let machine = try Machine()
        try machine.session()
        machine.pass(.hours(10))
        let words = "\(LogFile.replacedWords) (file is not a database) and is kept as packcoach.db.damaged"
        try machine.write(.event(LogEvent(session: nil, at: machine.now, kind: .fault, detail: words)))
        machine.pass(.hours(1))
        try machine.powerCut(.hours(1))
        var history = try machine.history()
        #expect(history.isAssumed)
        #expect(history.sessions.map(\.id) == [1, -1, -2])
        #expect(history.sessions.suffix(2).allSatisfy { $0.endedAt == machine.now - .hours(2) })
        machine.pass(.hours(22))
        history = try machine.history()
        #expect(!history.isAssumed)
        #expect(history.sessions.map(\.id) == [1])
    }

    @Test("an empty log knows nothing, and counts from 1")
    func empty() throws {
        #expect(try Machine().history() == History(nextSessionID: 1))
    }

    @Test("what ended before every rule's reach is left out, and asks for no clock")
    func horizon() throws {
        let machine = try Machine()
        try machine.session()
        machine.pass(.hours(48) - .milliseconds(1))
        #expect(try machine.history().sessions.count == 1)
        machine.pass(.milliseconds(1))
        try machine.note()
        #expect(try machine.history().sessions.isEmpty)
        try machine.powerCut(.seconds(1), synchronised: false)
        #expect(try machine.history() == History(nextSessionID: 2))
    }

    @Test("a session that runs is no past yet")
    func running() throws {
        let machine = try Machine()
        try machine.session(nil)
        #expect(try machine.history() == History(nextSessionID: 2))
    }

    @Test("after power-loss and shutdown the rest runs from the acknowledgement", arguments: EndReason.allCases)
    func restBase(reason: EndReason) throws {
        let machine = try Machine()
        let id = try machine.session(reason)
        let end = machine.now
        try machine.write(.alarm(session: id, at: machine.now, .safety))
        machine.pass(.minutes(50))
        try machine.write(.alarmOver(session: id, at: machine.now, expired: false))
        let acknowledged = machine.now
        machine.pass(.minutes(5))
        let expected = reason == .powerLoss || reason == .shutdown ? acknowledged : end
        #expect(try machine.history().sessions.map(\.endedAt) == [expected])
    }

    @Test("an alarm that ended by itself is no acknowledgement")
    func expired() throws {
        let machine = try Machine()
        let id = try machine.session(.shutdown)
        let end = machine.now
        try machine.write(.alarm(session: id, at: machine.now, .safety))
        machine.pass(.hours(2))
        try machine.write(.alarmOver(session: id, at: machine.now, expired: true))
        #expect(try machine.history().sessions.map(\.endedAt) == [end])
    }

    @Test("an acknowledgement in this boot dates a session of one without a clock")
    func acknowledgedInLaterBoot() throws {
        let machine = try Machine(synchronised: false)
        let id = try machine.session(nil)
        try machine.powerCut(.hours(1), synchronised: false)
        try machine.closeAfterPowerLoss(#require(try machine.pending()))
        try machine.write(.alarm(session: id, at: machine.now, .safety))
        machine.pass(.minutes(2))
        try machine.write(.alarmOver(session: id, at: machine.now, expired: false))
        let acknowledged = machine.now
        machine.pass(.hours(1))
        let history = try machine.history()
        #expect(history.sessions.map(\.endedAt) == [acknowledged])
        #expect(!history.unproven)
    }

    @Test("what an earlier boot left open counts from its last sample, even while it cannot be closed")
    func leftOpen() throws {
        let machine = try Machine()
        try machine.session(nil, lasting: .minutes(8))
        try machine.powerCut(.minutes(30))
        machine.pass(.minutes(1))
        let past = try #require(try machine.history().sessions.first)
        #expect(past.reason == .powerLoss)
        #expect(past.duration == .minutes(8))
        #expect(machine.now - past.endedAt == .minutes(31))
    }

    @Test("a year of boots is looked through quickly enough and in the right order")
    func manyBoots() throws {
        let machine = try Machine()
        try machine.session()
        for _ in 1...40 {
            try machine.powerCut(.minutes(1), synchronised: false)
            machine.pass(.minutes(2))
            try machine.note()
        }
        #expect(try machine.age() == .minutes(80))
        try machine.powerCut(.minutes(1))
        #expect(try machine.age() == .minutes(121))
    }
}
