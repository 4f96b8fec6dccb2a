import CoachCore
import Testing

@testable import SessionLog

@Suite("A log whose rows say what no log says")
struct DamagedRowsTests {
    let log = TemporaryLog()

    /// All that is ever read of a log.
    private func readEverything() throws {
        let reader = try log.reader()
        let sessions = try reader.sessions()
        _ = try LogJSON.text(sessions.map(SessionJSON.init))
        for session in sessions {
            let samples = try reader.samples(of: session.id)
            let events = try reader.events(of: session.id)
            _ = try LogJSON.text(SessionDetailJSON(session, samples: samples, events: events))
            _ = [session.minimumReading, session.maximumReading].map { $0?.description }
            _ = [session.duration, session.acknowledgedAfter].map { $0?.words }
        }
        _ = try LogJSON.text(try reader.events().map(EventJSON.init))
        for boot in ["boot-1", "boot-2"] {
            let now = ClockReading.at(.seconds(9000))
            _ = try reader.history(now: now, bootID: boot)
            _ = try reader.unfinished(bootID: boot, now: now.instant)
            _ = try reader.pendingFromEarlierBoot(now: now, bootID: boot)
        }
    }

    @Test(
        "is damaged, and nothing is computed from it",
        arguments: [
            "session SET started_ns = 9223372036854775807", "session SET started_ns = -9223372036854775808",
            "session SET duration_ms = 9223372036854775807", "session SET ceiling_ms = -9223372036854775808",
            "session SET minimum_ms = 9223372036854", "session SET min_mc = -2147483648",
            "session SET max_mc = 2147483647", "session SET dose_cem43 = 9e999", "session SET dose_cem43 = -5.0",
            "session SET id = 9223372036854775807", "session SET id = -1",
            "boot SET last_seen_ns = 9223372036854775807",
            "event SET boottime_ns = -9223372036854775808", "alarm SET over_ns = 9223372036854775807",
            "alarm SET since_ns = -9223372036854775808 WHERE since_ns = (SELECT max(since_ns) FROM alarm)",
            "sample SET mc = 1000001", "session SET modality = 'cold'",
        ])
    func outOfRange(change: String) throws {
        try RecordedSession().write(to: log.writer())
        let writer = try log.writer()
        try writer.write(
            [
                .alarm(session: 1, at: .seconds(2000), .safety),
                .alarmOver(session: 1, at: .seconds(2010), expired: false),
            ],
            clock: .at(.seconds(2020)))
        try readEverything()
        try log.database().script("PRAGMA ignore_check_constraints = ON; UPDATE \(change)")
        let error = logError { try readEverything() }
        #expect(error?.kind == .damaged, "\(error as Any)")
    }

    @Test(
        "a clock that claims to be further than clocks go dates nothing wrongly",
        arguments: [Int64.min, -1, .max], [Int64.min, 0, .max])
    func offsets(first: Int64, largest: Int64) throws {
        try RecordedSession().write(to: log.writer())
        try log.database().run("UPDATE boot SET first_offset_ns = ?, largest_offset_ns = ?", [first, largest])
        let history = try log.reader().history(now: .at(.seconds(60)), bootID: "boot-2")
        #expect(history.sessions.allSatisfy { $0.endedAt <= .seconds(60) })
    }

    @Test(
        "a table or a column that is not there is damage, for whoever reads and for the service",
        arguments: [
            ("ALTER TABLE event RENAME COLUMN kind TO sort", "event.kind"),
            ("ALTER TABLE boot DROP COLUMN last_seen_ns", "boot.last_seen_ns"), ("DROP TABLE alarm", "alarm.boot"),
        ])
    func missingColumns(change: String, name: String) throws {
        try RecordedSession().write(to: log.writer())
        try log.database().script(change)
        for open in [{ _ = try log.writer() }, { _ = try log.reader() }] as [() throws -> Void] {
            let error = logError { try open() }
            #expect(error?.kind == .damaged)
            #expect(error?.reason == "it has no column \(name)")
        }
    }

    @Test("what a damaged row holds is quoted fit for a terminal")
    func escapes() throws {
        try RecordedSession().write(to: log.writer())
        try log.database().script("UPDATE session SET end_reason = char(27) || '[2J'")
        let error = logError { try readEverything() }
        #expect(error?.reason == "‘\\u{1B}[2J’ in column end_reason is no EndReason")
    }

    @Test("a column that somebody added does no harm")
    func addedColumns() throws {
        try RecordedSession().write(to: log.writer())
        try log.database().script("ALTER TABLE session ADD COLUMN weather TEXT; CREATE TABLE mine (x)")
        _ = try log.writer()
        try readEverything()
    }
}
