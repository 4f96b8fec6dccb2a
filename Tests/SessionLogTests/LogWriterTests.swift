import CoachCore
import Glibc
import Testing

@testable import SessionLog

@Suite("Writing the log")
struct LogWriterTests {
    let log = TemporaryLog()

    @Test("a session comes back as it was written")
    func roundTrip() throws {
        let writer = try log.writer()
        let session = RecordedSession(at: .boot + .milliseconds(100_250))
        try session.write(to: writer)

        let record = try #require(try log.reader().lastSession())
        #expect(
            record
                == SessionRecord(
                    id: 1, modality: .ice, startedAt: .utc("2026-05-04T12:01:40.250Z"), clockSynced: true,
                    minimum: .minutes(15), ceiling: .minutes(20), probes: [.pack, .skin], name: "Kim", site: "hip",
                    overrideReason: nil, duration: .minutes(20), endReason: .ceiling, endProbe: nil, windowMet: true,
                    minimumReading: .celsius(10.8), maximumReading: .celsius(30), dose: 0,
                    acknowledgedAfter: .seconds(30), painBefore: nil, painAfter: nil, note: nil))
        let reader = try log.reader()
        #expect(try reader.configuration(of: 1) == LogAbout.test.configuration)
        let samples = try reader.samples(of: 1)
        #expect(samples.count == 2402)
        #expect(
            samples.prefix(3) == [
                SampleRecord(time: .milliseconds(760), probe: .pack, reading: .success(.celsius(0))),
                SampleRecord(time: .milliseconds(770), probe: .skin, reading: .success(.celsius(30))),
                SampleRecord(time: .milliseconds(1760), probe: .pack, reading: .success(.celsius(0.062))),
            ])
        let events = try reader.events(of: 1)
        #expect(
            events.map(\.kind) == [
                "started", "skin-check", "warned", "skin-check", "window-open", "ended", "alarm", "acknowledged",
            ])
        #expect(events.map(\.time) == [0, 300, 420, 600, 900, 1200, 1200, 1230].map { Duration.seconds($0) })
        #expect(events[1].at == .utc("2026-05-04T12:06:40.250Z"))
    }

    @Test("a fault stands where the temperature would", arguments: ProbeFault.allCases)
    func faults(fault: ProbeFault) throws {
        let writer = try log.writer()
        let start = SessionStart.ice(1, at: .seconds(10))
        let sample = Sample(role: .skin, at: .seconds(11), reading: .failure(fault))
        try writer.write([.started(start), .sample(session: 1, sample)], clock: .at(.seconds(11)))
        #expect(
            try log.reader().samples(of: 1)
                == [SampleRecord(time: .seconds(1), probe: .skin, reading: .failure(fault))])
    }

    @Test("writing everything a second time, as a retry does, changes nothing")
    func retry() throws {
        let writer = try log.writer()
        let session = RecordedSession()
        let all = session.batches.flatMap(\.entries)
        try writer.write(all, clock: .at(.seconds(1500)))
        let before = try dump()
        try writer.write(all, clock: .at(.seconds(1500)))
        #expect(try dump() == before)
        #expect(before.count > 2412)
    }

    @Test("a second end replaces the first, and a resumed session has none")
    func ends() throws {
        let writer = try log.writer()
        let start = SessionStart.ice(1, at: .seconds(10))
        try writer.write(
            [.started(start), .ended(session: 1, .after(.minutes(3), of: start, .stoppedEarly, windowMet: false))],
            clock: .at(.seconds(200)))
        #expect(try log.reader().lastSession()?.endReason == .stoppedEarly)

        try writer.write([.resumed(session: 1, at: .seconds(220))], clock: .at(.seconds(220)))
        let running = try #require(try log.reader().lastSession())
        #expect(running.endReason == nil && running.duration == nil && !running.windowMet)

        let end = SessionEnd(
            at: .seconds(400), reason: .tooCold, probe: .skin, duration: .seconds(390), windowMet: false)
        try writer.write([.ended(session: 1, end)], clock: .at(.seconds(400)))
        let ended = try #require(try log.reader().lastSession())
        #expect(ended.endReason == .tooCold && ended.endProbe == .skin && ended.duration == .seconds(390))
    }

    @Test("an answer counts from the first alarm, though a graver one took over")
    func alarms() throws {
        let writer = try log.writer()
        let start = SessionStart.ice(1, at: .seconds(0))
        try writer.write(
            [
                .started(start), .alarm(session: 1, at: .seconds(1200), .planned),
                .alarm(session: 1, at: .seconds(1230), .safety),
                .alarmOver(session: 1, at: .seconds(1240), expired: false),
                // A minute later the skin is still cold.
                .alarm(session: 1, at: .seconds(1300), .safety),
                .alarmOver(session: 1, at: .seconds(1400), expired: false),
            ], clock: .at(.seconds(1400)))
        #expect(try log.reader().lastSession()?.acknowledgedAfter == .seconds(40))
        let rows = try log.database().rows("SELECT kind, over_by FROM alarm ORDER BY since_ns") {
            "\(try $0.text("kind")) \(try $0.text("over_by"))"
        }
        #expect(rows == ["planned replaced", "safety acknowledged", "safety acknowledged"])
    }

    @Test("alarms that are told once more, after later ones, change nothing")
    func alarmsAgain() throws {
        let writer = try log.writer()
        let alarms: [LogEntry] = [
            .alarm(session: 1, at: .seconds(1200), .planned),
            .alarm(session: 1, at: .seconds(1230), .safety),
            .alarmOver(session: 1, at: .seconds(1240), expired: false),
            .alarm(session: 1, at: .seconds(1300), .safety),
        ]
        try writer.write([.started(.ice(1, at: .seconds(0)))] + alarms, clock: .at(.seconds(1300)))
        let before = try dump()
        for from in alarms.indices { try writer.write(Array(alarms[from...]), clock: .at(.seconds(1310))) }
        #expect(try dump() == before)
    }

    @Test("a session numbered without sight of the log gets a number of its own, with all that belongs to it")
    func renumbered() throws {
        let writer = try log.writer()
        try RecordedSession(1).write(to: writer)
        let other = SessionStart.ice(1, at: .seconds(9000))
        let entries: [LogEntry] = [
            .started(other),
            .sample(session: 1, Sample(role: .pack, at: .seconds(9001), reading: .success(.celsius(1)))),
            .event(LogEvent(session: 1, at: .seconds(9000), kind: .started)),
        ]
        try writer.write(entries, clock: .at(.seconds(9001)))
        try writer.write(entries, clock: .at(.seconds(9002)))
        try writer.write([.ended(session: 1, .after(.minutes(16), of: other))], clock: .at(.seconds(9960)))

        let reader = try log.reader()
        #expect(try reader.sessions().map(\.id) == [2, 1])
        #expect(try reader.session(1)?.endReason == .ceiling)
        #expect(try reader.session(2)?.endReason == .completed)
        #expect(try reader.samples(of: 2).count == 1)
        #expect(try reader.events(of: 2).count == 1)
    }

    @Test("entries of a session that a new file does not hold are left out, and that is noted once")
    func absent() throws {
        let writer = try log.writer()
        let sample = LogEntry.sample(
            session: 7, Sample(role: .pack, at: .seconds(5), reading: .success(.celsius(1))))
        try writer.write([sample], clock: .at(.seconds(5)))
        try writer.write([sample], clock: .at(.seconds(6)))
        let events = try log.reader().events()
        #expect(events.map(\.kind) == ["fault"])
        #expect(events.first?.detail == "log: session 7 is not in this file; its entries were left out")

        try writer.write([.started(.ice(7, at: .seconds(0))), sample], clock: .at(.seconds(7)))
        #expect(try log.reader().samples(of: 7).count == 1)
    }

    @Test("a log that was deleted under the service is an error, not a silence")
    func moved() throws {
        let writer = try log.writer()
        unlink(log.path)
        let error = logError { try writer.write([], clock: .at(.seconds(5))) }
        #expect(error?.kind == .moved)
    }

    // MARK: Wall times

    @Test("the first synchronised reading corrects what the same boot wrote before it")
    func corrected() throws {
        let writer = try log.writer()
        let start = SessionStart.ice(1, at: .seconds(20))
        let guess = ClockReading(instant: .seconds(30), wall: .utc("1970-01-01T00:00:30Z"), synchronised: false)
        try writer.write(
            [
                .started(start), .event(LogEvent(session: 1, at: .seconds(20), kind: .started)),
                .ended(session: 1, .after(.seconds(5), of: start, .tooCold, windowMet: false)),
                .alarm(session: 1, at: .seconds(25), .safety),
                .alarmOver(session: 1, at: .seconds(29), expired: false),
            ], clock: guess)
        let before = try #require(try log.reader().lastSession())
        #expect(!before.clockSynced)
        #expect(before.startedAt == .utc("1970-01-01T00:00:20Z"))

        try writer.write([], clock: .at(.seconds(60)))
        let after = try #require(try log.reader().lastSession())
        #expect(after.clockSynced)
        #expect(after.startedAt == .utc("2026-05-04T12:00:20Z"))
        let times = try log.database().rows(
            """
            SELECT ended_at AS at FROM session UNION ALL SELECT since_at FROM alarm UNION ALL SELECT over_at FROM alarm
            UNION ALL SELECT at FROM event
            """
        ) { try $0.text("at") }
        #expect(
            times == [
                "2026-05-04T12:00:25.000Z", "2026-05-04T12:00:25.000Z", "2026-05-04T12:00:29.000Z",
                "2026-05-04T12:00:20.000Z",
            ])
    }

    @Test("another boot's guesses stay guesses")
    func otherBoot() throws {
        var writer: LogWriter? = try log.writer(boot: "boot-1")
        try writer?.write([.started(.ice(1, at: .seconds(20)))], clock: .at(.seconds(20), synchronised: false))
        writer = try log.writer(boot: "boot-2")
        try writer?.write([.started(.ice(2, at: .seconds(20)))], clock: .at(.seconds(20)))
        #expect(try log.reader().sessions().map(\.clockSynced) == [true, false])
    }

    @Test(
        "a wall clock that jumps later in the boot changes no time in the log",
        arguments: [86_400, -10_800, -1_777_896_000])
    func jumps(seconds: Int64) throws {
        let writer = try log.writer()
        try writer.write([.started(.ice(1, at: .seconds(20)))], clock: .at(.seconds(20)))
        let jumped = ClockReading(
            instant: .seconds(100), wall: .noon + .seconds(100 + seconds), synchronised: true)
        try writer.write([.started(.ice(2, at: .seconds(90)))], clock: jumped)
        #expect(
            try log.reader().sessions().map(\.startedAt)
                == [.utc("2026-05-04T12:01:30Z"), .utc("2026-05-04T12:00:20Z")])
    }

    @Test("a clock that loses its synchronisation leaves the boot dated")
    func lost() throws {
        let writer = try log.writer()
        try writer.write([], clock: .at(.seconds(20)))
        let lost = ClockReading(instant: .seconds(100), wall: .utc("1999-01-01T00:00:00Z"), synchronised: false)
        try writer.write([.started(.ice(1, at: .seconds(90)))], clock: lost)
        let record = try #require(try log.reader().lastSession())
        #expect(record.clockSynced)
        #expect(record.startedAt == .utc("2026-05-04T12:01:30Z"))
    }

    // MARK: The file

    @Test("while the service runs and after it stopped nothing but the log remains, an ordinary file for readers")
    func files() throws {
        var writer: LogWriter? = try log.writer()
        try writer?.write([], clock: .at(.seconds(1)))
        #expect(log.names == ["packcoach.db", "packcoach.db-shm", "packcoach.db-wal"])
        writer = nil
        #expect(log.names == ["packcoach.db"])
        // Format version 1: readable without the right to write.
        #expect(log.contents()[18...19] == [1, 1])
    }

    @Test("the group may write the files, whatever the umask")
    func rights() throws {
        let path = log.directory + "/new/packcoach.db"
        let mask = umask(0o077)
        defer {
            umask(mask)
            for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
            rmdir(log.directory + "/new")
        }
        let writer = try LogWriter(path: path, boot: BootIdentity(bootID: "boot-1"), about: .test)
        try writer.write([], clock: .at(.seconds(1)))
        let modes = ["", "-wal", "-shm", "/.."].map { suffix -> mode_t in
            var status = stat()
            return stat(suffix == "/.." ? log.directory + "/new" : path + suffix, &status) == 0
                ? status.st_mode & 0o7777 : 0
        }
        #expect(modes == [0o660, 0o660, 0o660, 0o2770])
    }

    /// Every row of every table but the record of the boot's running time.
    private func dump() throws -> [String] {
        let database = try log.database()
        var rows: [String] = []
        for table in ["session", "sample", "alarm", "event", "configuration"] {
            let columns = try database.rows("SELECT name FROM pragma_table_xinfo(?)", [table]) { try $0.text("name") }
            let row = columns.map { "quote(\($0))" }.joined(separator: " || ' ' || ")
            rows += try database.rows("SELECT \(row) AS text FROM \(table) ORDER BY 1") { try $0.text("text") }
        }
        return rows
    }
}
