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
        _ = try reader.sessions(from: since)
        _ = try reader.events([.fault, .run], from: since)
        _ = try reader.onset()
        try reader.eachReading(of: 1) { _, _, _ in }
        _ = try reader.lastReading(of: 1)
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
        #expect(statements.count > 18)
        var seen = ""
        for sql in statements {
            let plan = try plan(of: sql)
            seen += plan.joined(separator: "\n") + "\n"
            // It goes back from the newest, and ends at the first that it looks for.
            let looksBack = sql.hasSuffix("ORDER BY id DESC LIMIT 1") && plan.count == 1
            // A page of events, newest or oldest first, ends at its limit.
            for step in plan where step.hasPrefix("SCAN") && !looksBack {
                let table = step.split(separator: " ")[1]
                #expect(!["sample", "event", "e", "alarm", "a"].contains(table), "\(step) in \(sql)")
            }
            // What is sorted is held in memory, all of it: fit for the marks alone, of which there are few.
            let isOfMarks = plan.contains { $0.hasSuffix("USING INDEX event_of_mark (kind=?)") }
            #expect(isOfMarks || !plan.contains { $0.hasPrefix("USE TEMP B-TREE") }, "\(plan) in \(sql)")
        }
        // It has looked at what it is about.
        for step in ["SEARCH sample USING INTEGER PRIMARY KEY", "SEARCH e USING INDEX event_of_session"] {
            #expect(seen.contains(step), "\(seen)")
        }
    }

    @Test("what is from before a moment is not looked at, however much of it there is")
    func periods() throws {
        let writer = try log.writer()
        let count: Int64 = 450
        let entries = (1...count).flatMap { number -> [LogEntry] in
            let at = Instant.boot + .seconds(number * 60)
            return [
                .started(.ice(number, at: .seconds(number * 60))),
                .event(LogEvent(session: number, at: at, kind: .started, detail: "ice")),
            ]
        }
        try writer.write(entries, clock: .at(.seconds(count * 60)))
        // Damage among the oldest: whoever looks at it says so.
        try log.database().run("UPDATE session SET started_at = 'never' WHERE id < 10")
        try log.database().run("UPDATE event SET at = 'never' WHERE id < 10")
        let since = WallTime.noon + .seconds((count - 1) * 60)
        let reader = try log.reader()
        #expect(throws: LogError.self) { _ = try reader.sessions() }
        #expect(throws: LogError.self) { _ = try reader.events() }
        for newestFirst in [true, false] {
            var found: [Int64] = []
            try reader.eachSession(LogSelection(since: since), newestFirst: newestFirst) { found.append($0.id) }
            #expect(found == (newestFirst ? [count, count - 1] : [count - 1, count]))
            var events: [Int64?] = []
            try reader.eachEvent(since: since, newestFirst: newestFirst) { event in
                events.append(event.session)
                return true
            }
            #expect(events == (newestFirst ? [count, count - 1] : [count - 1, count]))
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
