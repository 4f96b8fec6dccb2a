import CoachCore
import Testing

@testable import SessionLog

@Suite("What is newer than a moment")
struct PeriodQueryTests {
    let log = TemporaryLog()

    /// Sessions at 100, 10 000 and 20 000 s after noon, each with an event.
    private func threeSessions() throws {
        let writer = try log.writer()
        for id in Int64(1)...3 {
            let at = Instant.seconds(id == 1 ? 100 : (id - 1) * 10_000)
            try writer.write(
                [.started(.ice(id, at: at)), .event(LogEvent(session: id, at: at, kind: .started, detail: "ice"))],
                clock: .at(at))
        }
    }

    private func unsynchronise(_ table: String, _ id: Int64) throws {
        let column = table == "session" ? "started_at" : "at"
        try log.database().run(
            "UPDATE \(table) SET clock_synced = 0, \(column) = '1970-01-01T00:00:00.000Z' WHERE id = ?", [id])
    }

    @Test("sessions come oldest first, the one at the moment itself among them")
    func sessions() throws {
        try threeSessions()
        let reader = try log.reader()
        #expect(try reader.sessions(from: .noon + .seconds(10_000)).map(\.id) == [2, 3])
        #expect(try reader.sessions(from: .noon + .milliseconds(10_000_001)).map(\.id) == [3])
        #expect(try reader.sessions(from: .noon).map(\.id) == [1, 2, 3])
        #expect(try reader.sessions(from: .noon + .hours(24)).isEmpty)
    }

    @Test("a session that no clock dates belongs where its number puts it", arguments: [(1, 3), (3, 2)])
    func unsynchronised(id: Int64, count: Int) throws {
        try threeSessions()
        try unsynchronise("session", id)
        // The first of all may be older or newer: nothing proves that it is older.
        #expect(try log.reader().sessions(from: .noon + .seconds(9_000)).map(\.id) == Array([1, 2, 3].suffix(count)))
    }

    @Test("events are those of the kinds that were asked for; a mark for a time before is left out")
    func events() throws {
        try threeSessions()
        try LogMarks(path: log.path, boot: BootIdentity(bootID: "boot-1"), clock: .at(.seconds(30_000)))
            .run(at: .noon + .seconds(5_000))
        let reader = try log.reader()
        #expect(
            try reader.events([.started, .run], from: .noon + .seconds(5_000)).map(\.kind) == [
                "started", "started", "run",
            ])
        #expect(
            try reader.events([.started, .run], from: .noon + .seconds(5_001)).map(\.kind) == ["started", "started"])
        #expect(try reader.events([.run], from: .noon).map(\.kind) == ["run"])
        try unsynchronise("event", 3)
        #expect(try reader.events([.started], from: .noon + .seconds(5_000)).map(\.session) == [2, 3])
    }

    @Test("the onset is the last one that was marked, until it is cleared")
    func onset() throws {
        _ = try log.writer()
        func mark(_ kind: EventKind, _ second: Int64) throws {
            try LogMarks(path: log.path, boot: BootIdentity(bootID: "boot-1"), clock: .at(.seconds(second)))
                .mark([kind], at: nil)
        }
        #expect(try log.reader().onset() == nil)
        try mark(.onset, 10)
        try mark(.onset, 20)
        try mark(.run, 30)
        #expect(try log.reader().onset()?.instant == .seconds(20))
        try mark(.onsetCleared, 40)
        #expect(try log.reader().onset() == nil)
    }

    @Test("readings are those of the session alone, in their order, a fault as none")
    func readings() throws {
        let writer = try log.writer()
        for id in Int64(1)...3 {
            let at = Instant.seconds(id * 1000)
            try writer.write(
                [
                    .started(.ice(id, at: at)),
                    .sample(
                        session: id, Sample(role: .pack, at: at + .milliseconds(760), reading: .success(.celsius(-1.5)))
                    ),
                    .sample(session: id, Sample(role: .skin, at: at + .milliseconds(760), reading: .failure(.crc))),
                    .sample(session: id, Sample(role: .skin, at: at + .seconds(2), reading: .success(.celsius(30)))),
                ], clock: .at(at))
        }
        var taken: [String] = []
        try log.reader().eachReading(of: 2) { taken.append("\($0) \($1) \($2.map { "\($0)" } ?? "fault")") }
        #expect(taken == ["760 pack -1500", "760 skin fault", "2000 skin 30000"])
        #expect(try log.reader().lastReading(of: 2) == .seconds(2))
        #expect(try log.reader().lastReading(of: 9) == nil)
    }
}

@Suite("Days of the calendar")
struct LocalDayTests {
    private let time = LocalTime(utc: true)

    @Test(
        "a moment lies on a day, at a time of its clock",
        arguments: [
            ("2026-05-04T12:00:00Z", "2026-05-04", "Mon", "4 May", 43_200),
            ("2024-02-29T23:59:59.999Z", "2024-02-29", "Thu", "29 Feb", 86_399),
            ("1970-01-01T00:00:00Z", "1970-01-01", "Thu", "1 Jan", 0),
            ("1969-12-31T06:00:00Z", "1969-12-31", "Wed", "31 Dec", 21_600),
        ])
    func days(text: String, iso: String, weekday: String, short: String, seconds: Int64) throws {
        let (day, clock) = time.day(of: .utc(text))
        #expect([day.iso, day.weekday, day.short] == [iso, weekday, short])
        #expect(clock == .seconds(seconds))
        #expect(time.start(of: day) == .utc("\(iso)T00:00:00Z"))
        #expect(time.day(of: time.start(of: day + 1)).day - day == 1)
    }
}
