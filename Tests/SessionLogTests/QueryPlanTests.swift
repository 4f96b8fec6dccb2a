import CSQLite
import CoachCore
import Testing

@testable import SessionLog

@Suite("How the log is searched, however long it has grown")
struct QueryPlanTests {
    let log = TemporaryLog()

    /// Every statement that reading has prepared.
    private func statements() throws -> [String] {
        try RecordedSession().write(to: log.writer())
        let reader = try log.reader()
        let since = WallTime.noon
        _ = try reader.sessions()
        _ = try reader.lastSession()
        _ = try reader.session(1)
        try reader.eachSession(LogSelection(since: since, modality: .ice, reasons: [.ceiling, .tooCold])) { _ in }
        _ = try reader.samples(of: 1)
        _ = try reader.readings(of: 1, .skin, at: [.zero], within: .minutes(1))
        _ = try reader.events(of: 1)
        _ = try reader.events()
        _ = try reader.events(limit: 1, since: since)
        _ = try reader.configuration(of: 1)
        _ = try reader.history(now: .at(.seconds(2000)), bootID: "boot-1")
        _ = try reader.unfinished(bootID: "boot-1", now: .seconds(1250))
        _ = try reader.pendingFromEarlierBoot(now: .at(.seconds(10)), bootID: "boot-2")
        for content in LogExport.Content.allCases {
            try LogExport(reader, since: since) { _ in }.run(content, as: .jsonl)
        }
        return reader.database.prepared.filter { $0.hasPrefix("SELECT") }
    }

    @Test("no statement goes through all samples or all events")
    func plans() throws {
        let statements = try statements()
        #expect(statements.count > 12)
        var seen = ""
        for sql in statements {
            let plan = try plan(of: sql)
            seen += plan.joined(separator: "\n") + "\n"
            // A page of events, newest or oldest first, ends at its limit.
            for step in plan where step.hasPrefix("SCAN") {
                let table = step.split(separator: " ")[1]
                #expect(!["sample", "event", "e", "alarm", "a"].contains(table), "\(step) in \(sql)")
            }
        }
        // It has looked at what it is about.
        for step in ["SEARCH sample USING INTEGER PRIMARY KEY", "SEARCH e USING INDEX event_of_session"] {
            #expect(seen.contains(step), "\(seen)")
        }
    }

    private func plan(of sql: String) throws -> [String] {
        var connection: OpaquePointer?
        try #require(sqlite3_open(log.path, &connection) == SQLITE_OK)
        defer { sqlite3_close(connection) }
        var statement: OpaquePointer?
        try #require(sqlite3_prepare_v2(connection, "EXPLAIN QUERY PLAN " + sql, -1, &statement, nil) == SQLITE_OK)
        defer { sqlite3_finalize(statement) }
        var steps: [String] = []
        while sqlite3_step(statement) == SQLITE_ROW { steps.append(String(cString: sqlite3_column_text(statement, 3))) }
        return steps
    }
}
