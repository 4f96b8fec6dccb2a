import CoachCore
import Testing

@testable import SessionLog

@Suite("What a service that comes back finds")
struct RecoveryTests {
    @Test("a running session of this boot, with all its samples to the millisecond and what was done in it")
    func running() throws {
        let machine = try Machine()
        machine.pass(.milliseconds(100_250))
        let session = RecordedSession(at: machine.now)
        for batch in session.batches where batch.second <= 900 {
            machine.pass(session.start.at + batch.second - machine.now)
            for entry in batch.entries { try machine.write(entry) }
        }
        let unfinished = try #require(try machine.unfinished())
        #expect(unfinished.start == session.start)
        #expect(unfinished.end == nil && unfinished.alarm == nil && unfinished.acknowledgedAt == nil)
        #expect(unfinished.windowOpened)
        #expect(unfinished.skinChecks == 2)
        #expect(!unfinished.isFromEarlierBoot)
        let written = session.batches.filter { $0.second <= 900 }.flatMap(\.entries).compactMap { entry in
            if case .sample(_, let sample) = entry { sample } else { nil }
        }
        #expect(unfinished.samples == written)
        #expect(try machine.pending() == nil)
    }

    @Test("an alarm that stands, however old")
    func alarm() throws {
        let machine = try Machine()
        let id = try machine.session(.ceiling, lasting: .minutes(20))
        let since = machine.now
        try machine.write(.alarm(session: id, at: since, .planned))
        machine.pass(.hours(9))
        let unfinished = try #require(try machine.unfinished())
        #expect(unfinished.alarm == UnfinishedSession.Alarm(kind: .planned, since: since))
        #expect(unfinished.end?.reason == .ceiling)
        #expect(unfinished.end?.at == since)
    }

    @Test(
        "an ended session while its probes are watched, and no longer", arguments: [(360_000, true), (360_001, false)])
    func watched(milliseconds: Int64, isThere: Bool) throws {
        let machine = try Machine()
        try machine.session(.completed)
        machine.pass(.milliseconds(milliseconds))
        #expect(try (machine.unfinished() != nil) == isThere)
    }

    @Test(
        "a session whose alarm was acknowledged a moment ago, though it ended long before",
        arguments: AlarmKind.allCases)
    func acknowledgedLately(kind: AlarmKind) throws {
        let machine = try Machine()
        let id = try machine.session(kind == .safety ? .tooCold : .ceiling)
        try machine.write(.alarm(session: id, at: machine.now, kind))
        machine.pass(.hours(1))
        try machine.write(.alarmOver(session: id, at: machine.now, expired: false))
        let acknowledged = machine.now
        machine.pass(.seconds(30))
        let unfinished = try #require(try machine.unfinished())
        #expect(unfinished.alarm == nil)
        #expect(unfinished.acknowledgedAt == acknowledged)
        #expect(unfinished.acknowledgedKind == kind)
    }

    @Test("a session that the service's end closed before its alarm was written", arguments: [EndReason.shutdown])
    func shutdown(reason: EndReason) throws {
        let machine = try Machine()
        try machine.session(reason)
        machine.pass(.hours(3))
        #expect(try machine.unfinished()?.end?.reason == reason)
    }

    // MARK: Earlier boots

    @Test("a session that a power cut left open is closed with its last sample, counted and listed so")
    func powerLoss() throws {
        let machine = try Machine()
        let id = try machine.session(nil, lasting: .minutes(8))
        try machine.powerCut(.minutes(5))
        #expect(try machine.unfinished() == nil)
        let pending = try #require(try machine.pending())
        #expect(pending.isOpen)
        #expect(pending.session.isFromEarlierBoot)
        #expect(pending.session.start.id == id)
        #expect(pending.session.end?.reason == .powerLoss)
        #expect(pending.session.end?.duration == .minutes(8))
        #expect(pending.session.end.map { machine.now - $0.at } == .minutes(5))
        #expect(pending.session.end.map { $0.at - pending.session.start.at } == .minutes(8))

        try machine.closeAfterPowerLoss(pending)
        try machine.closeAfterPowerLoss(pending)
        let reader = try machine.log.reader()
        let record = try #require(try reader.lastSession())
        #expect(record.endReason == .powerLoss && record.duration == .minutes(8) && !record.windowMet)
        let ended = try reader.events(of: id)
        #expect(ended.map(\.kind) == ["ended"])
        #expect(ended.map(\.detail) == ["power-loss"])
        // The event is of this boot; wall time places it in the session.
        #expect(ended.map(\.time) == [.minutes(13)])
        // The alarm has not sounded yet: still pending after another restart.
        let again = try #require(try machine.pending())
        #expect(!again.isOpen)
        #expect(again.session.end == pending.session.end)
    }

    @Test("its alarm stands over restarts of the service and over boots until someone answers")
    func alarmOverBoots() throws {
        let machine = try Machine()
        let id = try machine.session(nil)
        try machine.powerCut(.minutes(5))
        try machine.closeAfterPowerLoss(#require(try machine.pending()))
        let since = machine.now
        try machine.write(.alarm(session: id, at: since, .safety))
        machine.pass(.minutes(1))
        #expect(try machine.pending()?.session.alarm?.since == since)

        try machine.powerCut(.minutes(5))
        #expect(try machine.pending()?.session.alarm == nil)
        try machine.write(.alarm(session: id, at: machine.now, .safety))
        machine.pass(.seconds(42))
        try machine.write(.alarmOver(session: id, at: machine.now, expired: false))
        // It is looked at again a minute later, whoever restarts the service meanwhile.
        let answeredAt = machine.now
        machine.pass(.seconds(60))
        let pending = try #require(try machine.pending()?.session)
        #expect(pending.acknowledgedAt == answeredAt && pending.acknowledgedKind == .safety)
        #expect(pending.alarm == nil && pending.safetyAlarms == 1)
        machine.pass(.milliseconds(1))
        #expect(try machine.pending() == nil)
        #expect(try machine.log.reader().session(id)?.acknowledgedAfter == .seconds(42))
    }

    @Test("an alarm of an earlier boot that ends without having sounded in this one is over for good")
    func expiredUnheard() throws {
        let machine = try Machine()
        let id = try machine.session(nil)
        try machine.powerCut(.hours(3))
        try machine.closeAfterPowerLoss(#require(try machine.pending()))
        try machine.write(.alarmOver(session: id, at: machine.now, expired: true))
        #expect(try machine.pending() == nil)
        try machine.powerCut(.minutes(1))
        #expect(try machine.pending() == nil)
        #expect(try machine.log.reader().session(id)?.acknowledgedAfter == nil)
    }

    @Test("how much time has passed since it ended is known once the clock synchronises")
    func provenLater() throws {
        let machine = try Machine()
        try machine.session(nil)
        try machine.powerCut(.hours(3), synchronised: false)
        machine.pass(.minutes(1))
        #expect(try machine.pending()?.session.end.map { machine.now - $0.at } == .minutes(1))
        machine.synchronised = true
        #expect(try machine.pending()?.session.end.map { machine.now - $0.at } == .hours(3) + .minutes(1))
    }

    @Test("a session cut off before its first sample ends where it began")
    func noSample() throws {
        let machine = try Machine()
        try machine.session(nil, samples: false)
        try machine.powerCut(.minutes(5))
        #expect(try machine.pending()?.session.end?.duration == .zero)
    }

    @Test("a boot in which all was answered leaves nothing behind", arguments: [EndReason.completed, .stoppedEarly])
    func nothing(reason: EndReason) throws {
        let machine = try Machine()
        try machine.session(reason)
        try machine.powerCut(.minutes(1))
        #expect(try machine.pending() == nil)
        #expect(try machine.unfinished() == nil)
    }
}
