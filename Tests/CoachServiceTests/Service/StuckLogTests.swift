import CoachCore
import Testing

@testable import CoachService

@Suite("A log that does not answer")
struct StuckLogTests {
    private let nothing = SessionStore.Opened(history: History())

    @Test("SR-23: a write that does not come back is a fault after 20 s, told once, and cleared by its answer")
    func stuck() {
        let quiet = QuietService(nothing)
        #expect(quiet.around.written.count == 1)
        quiet.pass(.seconds(20) - .milliseconds(1))
        #expect(quiet.status.faults == [])
        quiet.pass(.milliseconds(1))
        #expect(quiet.status.faults == [.log])
        #expect(
            quiet.told.last == "fault: log: the log has not answered for 20 s: is the disk stuck? Nothing is lost yet")
        quiet.pass(.minutes(10))
        #expect(quiet.told.count { $0.hasPrefix("fault: log") } == 1)
        #expect(quiet.around.written.count == 1, "one write at a time")
        quiet.service.logAnswered(failure: nil, at: quiet.now)
        #expect(quiet.status.faults == [])
        #expect(quiet.told.last == "fault-cleared: log: written again")
        #expect(quiet.around.written.count == 2, "what was kept follows at once")
    }

    @Test("SR-23: while it is stuck a session counts down to its end, and nothing of it is dropped")
    func session() throws {
        let opened = SessionStore.Opened(history: History(nextSessionID: 8), unfinished: .running)
        let quiet = QuietService(opened)
        quiet.around.now = .after(.seconds(110))
        quiet.pass(.minutes(20))
        #expect(quiet.status.state == .removePlanned)
        #expect(quiet.status.faults == [.log])
        quiet.service.logAnswered(failure: nil, at: quiet.now)
        let kept = try #require(quiet.around.written.last)
        #expect(kept.count { if case .sample = $0 { true } else { false } } > 1100)
        #expect(kept.contains { if case .ended(7, _) = $0 { true } else { false } })
        #expect(kept.contains { if case .alarm(7, _, .planned) = $0 { true } else { false } })
    }

    @Test("SR-23: a failure that comes after all is the same fault, and is tried again as ever")
    func failsLate() {
        let quiet = QuietService(nothing)
        quiet.pass(.seconds(25))
        quiet.service.logAnswered(failure: "disk I/O error", at: quiet.now)
        #expect(quiet.told.count { $0.hasPrefix("fault: log") } == 1)
        #expect(quiet.service.faultWords[.log] == "disk I/O error")
        quiet.pass(.seconds(30))
        #expect(quiet.around.written.count == 2)
    }
}

@Suite("A log that could not be read when the service began")
struct LateLogTests {
    private let unread = SessionStore.Opened(history: .unknown(at: .after(.seconds(50))), failure: "locked")

    private func log(_ unfinished: UnfinishedSession?) -> SessionStore.Opened {
        SessionStore.Opened(history: History(nextSessionID: 8), unfinished: unfinished)
    }

    @Test("a session that it turns out to hold goes on with its true elapsed time")
    func goesOn() {
        let quiet = QuietService(unread)
        quiet.around.now = .after(.seconds(400))
        #expect(quiet.status.state == .fault)
        quiet.service.logOpened(log(.running), at: quiet.now)
        #expect(quiet.status.state == .applying)
        #expect(quiet.status.elapsed == .seconds(300))
        #expect(quiet.told.suffix(1) == ["service: log read, session 7 goes on"])
        quiet.pass(.minutes(20))
        #expect(quiet.status.state == .removePlanned)
    }

    @Test("past its ceiling it ends in the alarm that cannot be missed, with its true elapsed time")
    func pastTheCeiling() {
        let quiet = QuietService(unread)
        quiet.around.now = .after(.seconds(1500))
        quiet.service.logOpened(log(.running), at: quiet.now)
        #expect(quiet.status.state == .removeSafety)
        #expect(quiet.told.suffix(2) == ["ended: ceiling", "alarm: safety: take the pack off"])
        #expect(quiet.around.buzzer)
    }

    @Test("an alarm that nobody answered sounds on")
    func alarm() {
        let quiet = QuietService(unread)
        quiet.around.now = .after(.seconds(1500))
        quiet.service.logOpened(log(.alarming), at: quiet.now)
        #expect(quiet.status.state == .removePlanned)
        #expect(quiet.told.last == "service: log read, the alarm of session 7 goes on")
    }

    @Test("a start that is being checked is answered first")
    func checking() {
        let quiet = QuietService(unread)
        quiet.around.now = .after(.seconds(400))
        quiet.service.command(.start(nil, overrideReason: nil), ticket: 1, at: quiet.now)
        #expect(quiet.status.isChecking)
        quiet.service.logOpened(log(.running), at: quiet.now)
        quiet.pass(.seconds(3), reading: nil)
        #expect(quiet.around.answers.count == 1)
        #expect(quiet.status.state == .applying)
    }

    @Test("what the run before had left in memory goes on as it is: the log adds the past alone")
    func handedOver() {
        var opened = unread
        opened.take(.init(.running))
        let quiet = QuietService(opened)
        quiet.pass(.seconds(100))
        quiet.service.logOpened(log(.running), at: quiet.now)
        #expect(quiet.status.state == .applying)
        #expect(quiet.told.count { $0.hasPrefix("service: ") } == 1)
        quiet.service.logOpened(log(.running.with { $0.start.at = .after(.seconds(1)) }), at: quiet.now)
        #expect(quiet.status.session == 7, "another one is over long since, without an alarm")
    }

    @Test("a log that holds nothing unfinished dates the rests, and no more")
    func nothing() {
        let quiet = QuietService(unread)
        quiet.pass(.seconds(3))
        #expect(quiet.status.waits.values.contains { $0.code == .rest })
        quiet.service.logOpened(log(nil), at: quiet.now)
        #expect(quiet.status.waits.isEmpty)
        #expect(quiet.told.count { $0.hasPrefix("service: ") } == 1)
    }

    @Test("one that is not ours to touch is a fault, and stops nothing")
    func refused() {
        let quiet = QuietService(unread)
        quiet.service.logRefused("of another program", at: quiet.now)
        #expect(quiet.status.faults == [.log])
        #expect(quiet.service.faultWords[.log] == "of another program")
    }
}

@Suite("What is over stays over, whether or not the log has heard of it")
struct LastSessionTests {
    private let running = SessionStore.Opened(history: History(nextSessionID: 8), unfinished: .running)

    private func stopped(after time: Duration = .seconds(10)) -> QuietService {
        let quiet = QuietService(running)
        quiet.around.now = .after(.seconds(110))
        quiet.pass(time)
        quiet.service.command(.stop, ticket: 1, at: quiet.now)
        return quiet
    }

    @Test("an early stop is handed over until it is written, and no alarm is owed for it")
    func untilWritten() throws {
        let quiet = stopped()
        let left = try #require(quiet.service.handover)
        #expect(left.session.end?.reason == .stoppedEarly)
        #expect(left.isOver)
        #expect(Handover.standard(left).unanswered == nil)
        // What is under way is written, then the rest.
        quiet.service.logAnswered(failure: nil, at: quiet.now)
        #expect(quiet.service.handover == left)
        quiet.service.logAnswered(failure: nil, at: quiet.now)
        #expect(quiet.service.handover == nil)
    }

    @Test("a service that is killed before that is written does not take it up again")
    func killed() {
        var opened = running
        opened.take(stopped().service.handover)
        let next = QuietService(opened)
        #expect(next.status.state == .idle)
        #expect(next.status.session == nil)
        #expect(next.service.handover?.isOver == true)
        next.service.logAnswered(failure: nil, at: next.now)
        #expect(next.service.handover == nil)
    }

    @Test("an answered alarm is not asked for again")
    func answered() throws {
        let quiet = QuietService(SessionStore.Opened(history: History(nextSessionID: 8), unfinished: .alarming))
        quiet.around.now = .after(.seconds(1400))
        quiet.service.command(.acknowledge, ticket: 1, at: quiet.now)
        let left = try #require(quiet.service.handover)
        #expect(left.answeredAt == .after(.seconds(1400)))
        var opened = SessionStore.Opened(history: History(nextSessionID: 8), unfinished: .alarming)
        opened.take(left)
        #expect(QuietService(opened).status.state == .idle)
    }

    @Test("an early stop that is taken back runs on")
    func takenBack() {
        let quiet = stopped()
        quiet.around.now = quiet.now + .seconds(5)
        quiet.service.command(.start(nil, overrideReason: nil), ticket: 2, at: quiet.now)
        #expect(quiet.service.handover?.session == .running)
    }

    @Test("SR-27: all that the log has not got is handed over, with its session's start, until it is written")
    func unlogged() {
        let quiet = stopped()
        #expect(quiet.service.unlogged.first == .started(UnfinishedSession.running.start))
        #expect(quiet.service.unlogged.contains { if case .ended(7, _) = $0 { true } else { false } })
        #expect(!quiet.service.unlogged.contains { if case .sample = $0 { true } else { false } })
        quiet.service.logAnswered(failure: nil, at: quiet.now)
        #expect(quiet.service.unlogged.contains { if case .ended(7, _) = $0 { true } else { false } })
        quiet.service.logAnswered(failure: nil, at: quiet.now)
        #expect(quiet.service.unlogged == [])
    }

    @Test("SR-09: the rest of a session that the log lacks stands, however often the log is read, until it has it")
    func rests() {
        let before = stopped(after: .minutes(1))
        var opened = running
        opened.take(before.service.handover, unlogged: before.service.unlogged)
        let next = QuietService(opened)
        next.service.logAnswered(failure: "Read-only file system", at: next.now)
        for _ in 0..<2 {
            next.service.historyAnswered(History(nextSessionID: 8), at: next.now)
            #expect(next.status.waits[.ice]?.code == .rest)
        }
        next.pass(.seconds(31))
        next.service.logAnswered(failure: nil, at: next.now)
        next.pass(.seconds(31))
        next.service.logAnswered(failure: nil, at: next.now)
        next.service.historyAnswered(History(nextSessionID: 8), at: next.now)
        #expect(next.status.waits[.ice] == nil, "now the log knows best")
    }
}
