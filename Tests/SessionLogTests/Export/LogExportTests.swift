import CoachCore
import FoundationEssentials
import Testing

@testable import SessionLog

@Suite("The log for other programs")
struct LogExportTests {
    let log = TemporaryLog()

    private func export(
        _ content: LogExport.Content, _ format: LogExport.Format, since: WallTime? = nil
    ) throws -> [String] {
        var bytes: [UInt8] = []
        try LogExport(log.reader(), since: since) { bytes += $0 }.run(content, as: format)
        #expect(bytes.last == UInt8(ascii: "\n"))
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            .dropLast().map(String.init)
    }

    /// A session with what is hard to write, and one that runs.
    private func write() throws {
        let writer = try log.writer()
        var start = SessionStart.ice(1, at: .seconds(10))
        start.overrideReason = "long run, \"hilly\""
        try writer.write(
            [
                .event(LogEvent(session: nil, at: .seconds(1), kind: .service, detail: "started")), .started(start),
                .event(LogEvent(session: 1, at: .seconds(10), kind: .started, detail: "ice, rest overridden: a")),
                .sample(
                    session: 1,
                    Sample(role: .pack, at: .boot + .milliseconds(10_765), reading: .success(.celsius(-0.56)))
                ),
                .sample(
                    session: 1, Sample(role: .skin, at: .boot + .milliseconds(10_770), reading: .failure(.powerOn))),
                .measured(session: 1, minimum: .celsius(-0.562), maximum: .celsius(30), dose: 0.25),
                .ended(session: 1, .after(.milliseconds(1_015_500), of: start)),
            ], clock: .at(.seconds(1100)))
        try writer.write(
            [.started(.ice(2, at: .seconds(20_000), probes: [.pack]))], clock: .at(.seconds(20_000)))
        try log.database().run(
            "UPDATE session SET pain_before = 6, pain_after = 3, note = 'better,\nreally' WHERE id = 1")
    }

    @Test("sessions as CSV have the keys of the JSON as columns, quotes where they have to be, and nothing for null")
    func sessionsAsCSV() throws {
        try write()
        let header = """
            id,modality,started_at,clock_synced,duration_s,end_reason,window_met,min_c,max_c,dose_cem43,\
            acknowledged_after_s,site,override_reason,pain_before,pain_after,note
            """
        #expect(
            try export(.sessions, .csv) == [
                header,
                "1,ice,2026-05-04T12:00:10.000Z,true,1015.5,completed,true,-0.562,30,0.25,,hip,"
                    + "\"long run, \"\"hilly\"\"\",6,3,\"better,", "really\"",
                "2,ice,2026-05-04T17:33:20.000Z,true,,,false,,,,,hip,,,,",
            ])
        let session = try #require(try log.reader().session(1))
        let keys = try JSONDecoder().decode(
            [String: AnyValue].self, from: Data(LogJSON.text(SessionJSON(session)).utf8)
        ).keys
        #expect(Set(header.split(separator: ",").map(String.init)) == Set(keys))
    }

    private struct AnyValue: Decodable {
        init(from decoder: any Decoder) {}
    }

    @Test("samples as CSV: a temperature or the fault in its place")
    func samplesAsCSV() throws {
        try write()
        #expect(
            try export(.samples, .csv) == [
                "session,t_s,probe,c,fault", "1,0.765,pack,-0.56,", "1,0.77,skin,,power-on-85",
            ])
    }

    @Test("events as CSV, those outside a session too")
    func eventsAsCSV() throws {
        try write()
        #expect(
            try export(.events, .csv) == [
                "at,clock_synced,given_at,session,kind,detail",
                "2026-05-04T12:00:01.000Z,true,,,service,started",
                "2026-05-04T12:00:10.000Z,true,,1,started,\"ice, rest overridden: a\"",
            ])
    }

    @Test("JSON Lines hold all of it, each line an object that says what it is")
    func all() throws {
        try write()
        struct Line: Decodable {
            enum CodingKeys: String, CodingKey {
                case record, session, id, c, fault, note
                case time = "t_s"
            }
            var record: String
            var session: Int?
            var id: Int?
            var c: Double?
            var fault: String?
            var time: Double?
            var note: String?
        }
        let lines = try export(.all, .jsonl).map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
        #expect(lines.map(\.record) == ["session", "sample", "sample", "session", "event", "event"])
        #expect(lines.map(\.id) == [1, nil, nil, 2, nil, nil])
        #expect(lines[0].note == "better,\nreally")
        #expect(lines[1].c == -0.56 && lines[1].time == 0.765 && lines[1].session == 1)
        #expect(lines[2].fault == "power-on-85" && lines[2].c == nil)
        #expect(
            try export(.samples, .jsonl)[0]
                == #"{"c":-0.56,"probe":"pack","record":"sample","session":1,"t_s":0.765}"#)
    }

    @Test("since leaves out what came before, and keeps what no clock dates")
    func since() throws {
        try write()
        let writer = try log.writer(boot: "boot-2")
        try writer.write([.started(.ice(3, at: .seconds(60)))], clock: .at(.seconds(60), synchronised: false))
        let later = WallTime.utc("2026-05-04T15:00:00Z")
        #expect(try export(.sessions, .csv, since: later).dropFirst().map { $0.prefix(1) } == ["2", "3"])
        #expect(try export(.samples, .csv, since: later).count == 1)
        #expect(try export(.events, .csv, since: later).count == 1)
    }

    @Test("more sessions than are read at once come in their order, each of them once")
    func pages() throws {
        let writer = try log.writer()
        let count = Int64(LogReader.page * 2 + 1)
        let entries = (1...count).map { LogEntry.started(.ice($0, at: .seconds($0 * 60))) }
        try writer.write(entries, clock: .at(.seconds(count * 60)))
        #expect(
            try export(.sessions, .csv).dropFirst().map { $0.prefix { $0 != "," } } == (1...count).map { "\($0)"[...] })
        #expect(try log.reader().sessions().map(\.id) == Array(1...count).reversed())
        #expect(
            try log.reader().sessions(limit: LogReader.page + 1).map(\.id)
                == (count - Int64(LogReader.page)...count).reversed())
    }

    @Test("whoever is slow to take it holds up no writer, not even one that begins a new log file mode")
    func slowReader() throws {
        try write()
        var pieces = 0
        try LogExport(log.reader()) { _ in
            pieces += 1
            // The service comes up while nobody takes the export's bytes.
            let writer = try self.log.writer(boot: "boot-3")
            try writer.write(
                [.event(LogEvent(session: nil, at: .seconds(1), kind: .service, detail: "started"))],
                clock: .at(.seconds(1)))
        }.run(.all, as: .jsonl)
        #expect(pieces > 0)
    }

    @Test(
        "thousandths become decimal fractions without zeros at their end",
        arguments: [
            (0, "0"), (7, "0.007"), (-7, "-0.007"), (50, "0.05"), (500, "0.5"), (4500, "4.5"), (-562, "-0.562"),
            (1000, "1"), (12_340, "12.34"), (Int64.min, "-9223372036854775.808"),
        ] as [(Int64, String)])
    func thousandths(number: Int64, expected: String) {
        var text = ExportText()
        text.append(thousandths: number)
        #expect(String(decoding: text.bytes, as: UTF8.self) == expected)
    }
}
