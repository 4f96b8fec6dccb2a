import CoachCore
import SessionLog
import Testing

@testable import CoachService

@Suite("What the run before left and what the log holds come together")
struct OpenedTests {
    private let sample = Sample(role: .pack, at: .after(.seconds(101)), reading: .success(.celsius(1)))

    private func opened(_ unfinished: UnfinishedSession?) -> SessionStore.Opened {
        SessionStore.Opened(history: History(nextSessionID: 8), unfinished: unfinished)
    }

    @Test("SR-20: where both agree, the log's samples are kept and nothing is owed")
    func agreed() {
        for session in [UnfinishedSession.running, .alarming] {
            let logged = session.with { $0.samples = [sample] }
            var opened = opened(logged)
            opened.take(.init(session))
            #expect(opened.unfinished == logged)
            #expect(opened.owed == [])
        }
        var untouched = opened(.running)
        untouched.take(nil)
        #expect(untouched.unfinished == .running)
    }

    @Test("SR-20: a session that the log never took goes on, and is owed to it")
    func unlogged() {
        for log in [nil, UnfinishedSession.alarming.with { $0.start.at = .after(.seconds(1)) }] {
            var opened = opened(log)
            opened.history = .unknown(at: .after(.seconds(300)))
            opened.take(.init(.running))
            #expect(opened.unfinished == .running)
            let start = UnfinishedSession.running.start
            #expect(
                opened.owed == [
                    .started(start), .event(LogEvent(session: 7, at: start.at, kind: .started, detail: "ice")),
                ])
            #expect(opened.history.nextSessionID == 8)
        }
    }

    @Test("SR-20: an end and an alarm that the log missed count, and are owed to it")
    func missedEnd() throws {
        let end = try #require(UnfinishedSession.alarming.end)
        var opened = opened(UnfinishedSession.running.with { $0.samples = [sample] })
        opened.take(.init(.alarming))
        #expect(opened.unfinished?.end == end)
        #expect(opened.unfinished?.alarm == UnfinishedSession.alarming.alarm)
        #expect(opened.unfinished?.samples == [sample])
        #expect(
            opened.owed == [
                .ended(session: 7, end),
                .event(LogEvent(session: 7, at: end.at, kind: .ended, detail: "ceiling")),
                .alarm(session: 7, at: end.at, .planned),
                .event(LogEvent(session: 7, at: end.at, kind: .alarm, detail: "planned: take the pack off")),
            ])
        #expect(opened.history.sessions.map(\.endedAt) == [end.at])
    }

    @Test("SR-20: an alarm that was answered without the service is over, and the rest counts from the answer")
    func answered() throws {
        var left = Handover.standard(.init(.running))
        left.alarmSounds(at: .after(.seconds(400)))
        left.alarmAnswered(at: .after(.seconds(460)))
        var opened = opened(UnfinishedSession.running.with { $0.samples = [sample] })
        opened.take(left.session)
        let session = try #require(opened.unfinished)
        #expect(session.end?.reason == .shutdown)
        #expect(session.alarm == nil)
        #expect(session.acknowledgedAt == .after(.seconds(460)))
        #expect(session.acknowledgedKind == .safety)
        #expect(opened.history.sessions.map(\.endedAt) == [.after(.seconds(460))])
        let states = opened.owed.filter { if case .event = $0 { false } else { true } }
        let end = try #require(session.end)
        #expect(
            states == [
                .ended(session: 7, end),
                .alarm(session: 7, at: .after(.seconds(400)), .safety),
                .alarmOver(session: 7, at: .after(.seconds(460)), expired: false),
            ])
    }

    @Test("SR-20: the log's own number of a session stands, whatever the service called it")
    func renumbered() {
        var opened = opened(UnfinishedSession.running.with { $0.start.id = 12 })
        opened.take(.init(.alarming))
        #expect(opened.unfinished?.start.id == 12)
        for case .ended(let id, _) in opened.owed { #expect(id == 12) }
        #expect(opened.history.nextSessionID == 13)
    }

    @Test("SR-20: an early stop that was taken back before the log heard of it runs on")
    func takenBack() {
        let stopped = UnfinishedSession.running.with {
            $0.end = SessionEnd(
                at: .after(.seconds(200)), reason: .stoppedEarly, duration: .seconds(100), windowMet: false)
        }
        var opened = opened(stopped)
        opened.take(.init(.running))
        #expect(opened.unfinished == .running)
        #expect(opened.owed == [.resumed(session: 7, at: UnfinishedSession.running.start.at)])
    }

    @Test("SR-20: the alarm of an earlier boot's session is known by its number, wherever it now lies in time")
    func earlierBoot() {
        let logged = UnfinishedSession.alarming.with {
            $0.isFromEarlierBoot = true
            $0.start.at = Instant(nanoseconds: -50)
        }
        var opened = opened(logged)
        opened.take(.init(logged.with { $0.start.at = Instant(nanoseconds: -70) }))
        #expect(opened.unfinished == logged)
        #expect(opened.owed == [])
    }

    /// A session of 5 min that ran and was answered for while the log took nothing.
    private func unlogged(_ id: Int64, at start: Instant, _ modality: Modality, _ reason: EndReason) -> [LogEntry] {
        let began = SessionStart(
            id: id, at: start, modality: modality, minimum: .minutes(15), ceiling: .minutes(20), probes: [.pack, .skin])
        let end = SessionEnd(at: start + .minutes(5), reason: reason, duration: .minutes(5), windowMet: false)
        return [
            .started(began), .ended(session: id, end), .measured(session: id, minimum: nil, maximum: nil, dose: 1.5),
            .alarm(session: id, at: end.at, .safety), .alarmOver(session: id, at: end.at + .minutes(1), expired: false),
        ]
    }

    @Test("SR-27: sessions that the log never took count for rest and day, and are owed to it in their order")
    func inherited() {
        let unlogged =
            unlogged(5, at: .after(.seconds(100)), .heat, .tooHot) + unlogged(6, at: .after(.hours(1)), .ice, .shutdown)
        var opened = opened(nil)
        opened.history.sessions = [
            History.Session(
                id: 5, modality: .heat, reason: .tooHot, duration: .minutes(5),
                endedAt: .after(.seconds(100) + .minutes(5)) - .microseconds(700))
        ]
        opened.take(nil, unlogged: unlogged)
        #expect(opened.owed == unlogged)
        #expect(opened.unfinished == nil)
        #expect(opened.history.sessions.map(\.id) == [5, 6], "what the log has is not counted twice")
        #expect(opened.history.sessions.last?.endedAt == .after(.hours(1) + .minutes(6)), "from the answer")
        #expect(opened.history.sessions.last?.dose == 1.5)
        #expect(opened.inherited.map(\.id) == [5, 6])
        #expect(opened.history.nextSessionID == 8)
    }

    @Test("SR-27: an early stop that was taken back is no end")
    func inheritedNone() {
        var opened = opened(nil)
        var entries = unlogged(7, at: .after(.seconds(100)), .ice, .stoppedEarly)
        entries.replaceSubrange(3..., with: [.resumed(session: 7, at: .after(.seconds(410)))])
        opened.take(.init(.running), unlogged: entries)
        #expect(opened.unfinished == .running)
        #expect(opened.inherited == [])
    }

    @Test("SR-27: what the run before wrote down is not concluded once more from what it left")
    func once() throws {
        let end = try #require(UnfinishedSession.alarming.end)
        let alarm = try #require(UnfinishedSession.alarming.alarm)
        let entries: [LogEntry] = [
            .started(UnfinishedSession.alarming.start), .ended(session: 7, end),
            .alarm(session: 7, at: alarm.since, .planned),
            .alarmOver(session: 7, at: .after(.seconds(1400)), expired: false),
        ]
        for logged in [nil, UnfinishedSession.running, UnfinishedSession.running.with { $0.start.id = 12 }] {
            var opened = opened(logged)
            opened.take(.init(.alarming, answeredAt: .after(.seconds(1400))), unlogged: entries)
            #expect(opened.owed == entries)
            #expect(opened.inherited.map(\.id) == [logged?.start.id ?? 7])
        }
    }

    @Test(
        "SR-09: an answer that the log lacks dates the rest, in this boot and after a power cut",
        arguments: [false, true])
    func answerUnlogged(isFromEarlierBoot: Bool) throws {
        let end = SessionEnd(
            at: .after(.seconds(-600)), reason: .powerLoss, duration: .minutes(3), windowMet: false)
        let session = UnfinishedSession.alarming.with {
            $0.end = end
            $0.isFromEarlierBoot = isFromEarlierBoot
        }
        var opened = opened(session.with { $0.alarm = nil })
        opened.history.sessions = [
            History.Session(
                id: 7, modality: .ice, reason: .powerLoss, duration: .minutes(3), endedAt: end.at + .milliseconds(1))
        ]
        opened.take(
            .init(session, answeredAt: .after(.minutes(40))),
            unlogged: [.alarmOver(session: 7, at: .after(.minutes(40)), expired: false)])
        #expect(opened.history.sessions.map(\.endedAt) == [.after(.minutes(40))])
    }

    @Test("SR-31: the end of an earlier boot's session is told to the log once, whatever the disk did meanwhile")
    func endOfEarlierBoot() {
        func told(at instant: Instant) -> [LogEntry] {
            let end = SessionEnd(at: .boot, reason: .powerLoss, duration: .minutes(3), windowMet: false)
            return [
                .ended(session: 7, end),
                .event(LogEvent(session: 7, at: instant, kind: .ended, detail: "power-loss")),
            ]
        }
        let logged = UnfinishedSession.alarming.with { $0.isFromEarlierBoot = true }
        var opened = opened(logged)
        opened.owed = told(at: .after(.seconds(90)))
        opened.take(.init(logged), unlogged: told(at: .after(.seconds(20))))
        #expect(opened.owed == told(at: .after(.seconds(20))))
    }

    @Test("SR-20: the alarm of an earlier boot that was answered once no longer ends by itself")
    func askedAgain() {
        let logged = UnfinishedSession.alarming.with { $0.isFromEarlierBoot = true }
        var opened = opened(logged)
        opened.take(.init(logged.with { $0.acknowledgedAt = .after(.seconds(1350)) }))
        #expect(opened.unfinished?.acknowledgedAt == .after(.seconds(1350)))
        #expect(opened.owed == [])
    }
}
