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

    /// What happens between the end of a session and the question how long ago that was.
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var synchronised = true
        var then: @Sendable (Machine) throws -> Void
        var proven: Duration
        var unproven = false
    }

    static let cases: [Case] = [
        Case(
            testDescription: "in the same boot the exact time has passed, synchronised or not", synchronised: false,
            then: { $0.pass(.milliseconds(7_200_001)) }, proven: .milliseconds(7_200_001)),
        Case(
            testDescription: "over a power cut synchronised clocks tell how long it was",
            then: { machine in
                try machine.powerCut(.hours(3))
                machine.pass(.seconds(5))
            }, proven: .hours(3) + .seconds(5)),
        Case(
            testDescription: "without a synchronised clock in this boot only its own running time counts",
            then: { machine in
                try machine.powerCut(.hours(3), synchronised: false)
                machine.pass(.minutes(7))
            }, proven: .minutes(7), unproven: true),
        Case(
            testDescription: "and the rest of the boot before, as far as it is known to have run",
            then: { machine in
                machine.pass(.minutes(30))
                try machine.note()
                try machine.powerCut(.hours(3), synchronised: false)
                machine.pass(.minutes(7))
            }, proven: .minutes(37), unproven: true),
        Case(
            testDescription: "when the clock synchronises later in this boot, all of it counts",
            then: { machine in
                try machine.powerCut(.hours(3), synchronised: false)
                machine.pass(.minutes(7))
                machine.synchronised = true
                try machine.note()
            }, proven: .hours(3) + .minutes(7)),
        Case(
            testDescription: "the reader sees that, before the writer has noted it",
            then: { machine in
                try machine.powerCut(.hours(3), synchronised: false)
                machine.pass(.minutes(7))
                machine.synchronised = true
            }, proven: .hours(3) + .minutes(7)),
        Case(
            testDescription:
                "a session in a boot that never synchronised is as old as this boot, though this one knows the time",
            synchronised: false,
            then: { machine in
                try machine.powerCut(.hours(3))
                machine.pass(.minutes(7))
            }, proven: .minutes(7), unproven: true),
        Case(
            testDescription: "a synchronised boot in between proves the time up to its own end",
            then: { machine in
                try machine.powerCut(.hours(2))
                machine.pass(.minutes(20))
                try machine.note()
                try machine.powerCut(.hours(5), synchronised: false)
                machine.pass(.minutes(7))
            }, proven: .hours(2) + .minutes(27), unproven: true),
        Case(
            testDescription: "boots in between count for as long as they are known to have run",
            synchronised: false,
            then: { machine in
                for _ in 1...3 {
                    try machine.powerCut(.hours(1), synchronised: false)
                    machine.pass(.minutes(10))
                    try machine.note()
                }
            }, proven: .minutes(30), unproven: true),
        Case(
            testDescription:
                "after a session without a clock, two later boots with one still prove what lies between them",
            synchronised: false,
            then: { machine in
                try machine.powerCut(.hours(1))
                machine.pass(.minutes(10))
                try machine.note()
                try machine.powerCut(.hours(4))
                machine.pass(.minutes(5))
            }, proven: .hours(4) + .minutes(15), unproven: true),
        Case(
            testDescription: "a wall clock that jumped a day ahead after the session shortens nothing",
            then: { machine in
                machine.clockError = .hours(24)
                machine.pass(.minutes(1))
                try machine.note()
                machine.pass(.minutes(9))
            }, proven: .minutes(10)),
        Case(
            testDescription: "nor when the next boot believes it",
            then: { machine in
                machine.clockError = .hours(24)
                machine.pass(.minutes(1))
                try machine.note()
                try machine.powerCut(.minutes(30))
                machine.pass(.minutes(9))
            }, proven: .minutes(40)),
        Case(
            testDescription: "nor a jump in this boot after it was dated",
            then: { machine in
                try machine.powerCut(.minutes(30))
                machine.pass(.minutes(9))
                machine.clockError = .hours(24)
                try machine.note()
                machine.pass(.minutes(1))
            }, proven: .minutes(40)),
        Case(
            testDescription: "a clock set back three hours by the next boot makes the rest longer, never shorter",
            then: { machine in
                machine.clockError = .hours(-3)
                try machine.powerCut(.hours(4))
                machine.pass(.minutes(9))
            }, proven: .hours(1) + .minutes(9)),
        Case(
            testDescription: "and never more than back to this boot and the proven rest of the one before",
            then: { machine in
                machine.pass(.minutes(2))
                try machine.note()
                machine.clockError = .hours(-3)
                try machine.powerCut(.minutes(30))
                machine.pass(.minutes(9))
            }, proven: .minutes(11)),
        Case(
            testDescription:
                "a clock that says 1970 and claims to be right does not make a session come from the future",
            then: { machine in
                machine.clockError = .hours(-24 * 365 * 56)
                try machine.powerCut(.hours(4))
                machine.pass(.minutes(9))
            }, proven: .minutes(9)),
    ]

    @Test("SR-25: only time that provably passed counts", arguments: cases)
    func age(given: Case) throws {
        let machine = try Machine(synchronised: given.synchronised)
        machine.pass(.hours(1))
        try machine.session()
        try given.then(machine)
        #expect(try machine.age() == given.proven)
        #expect(try machine.history().unproven == given.unproven)
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

    // MARK: Marks

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
