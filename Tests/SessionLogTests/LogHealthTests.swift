import Testing

@testable import SessionLog

@Suite("Looking through a log")
struct LogHealthTests {
    let log = TemporaryLog()

    @Test("a sound log is found sound, with its schema, its sessions and its size, while its writer goes on")
    func sound() throws {
        let writer = try log.writer()
        try RecordedSession().write(to: writer)
        let health = try log.reader().health(within: .seconds(60))
        #expect(health.verdict == .sound)
        #expect(health.schema == Schema.migrations.count)
        #expect(health.sessions == 1)
        #expect(health.size > 50_000)
        try writer.write([], clock: .at(.seconds(9000)))
    }

    @Test("what takes longer than allowed is left, and nothing is said to be wrong")
    func unfinished() throws {
        try RecordedSession().write(to: log.writer())
        #expect(try log.reader().health(within: .zero).verdict == .unfinished)
        // The connection can be used on.
        let reader = try log.reader()
        _ = try reader.health(within: .zero)
        #expect(try reader.sessions().count == 1)
    }

    @Test("pages of garbage are found, and the file is left as it is")
    func damaged() throws {
        try RecordedSession().write(to: log.writer())
        let database = try log.database()
        _ = try database.rows("PRAGMA wal_checkpoint(TRUNCATE)") { _ in }
        let pages = log.contents().count / 4096
        log.overwrite([UInt8](repeating: 0xA5, count: 4096), at: 4096 * (pages - 2))
        let before = log.contents()
        guard case .damaged(let lines) = try log.reader().health(within: .seconds(60)).verdict else {
            Issue.record("garbage was taken for sound")
            return
        }
        #expect(lines.first?.isEmpty == false)
        #expect(log.holds(before))
    }
}
