import CoachCore
import FoundationEssentials
import Testing

@testable import SessionLog

@Suite("The log for programs")
struct SessionJSONTests {
    let log = TemporaryLog()

    @Test("a session has every key, with null where there is no value")
    func running() throws {
        let writer = try log.writer()
        try writer.write([.started(.ice(3, at: .boot + .milliseconds(1500)))], clock: .at(.seconds(2)))
        let record = try #require(try log.reader().lastSession())
        #expect(
            try LogJSON.text([SessionJSON(record)]) == """
                [
                  {
                    "acknowledged_after_s" : null,
                    "clock_synced" : true,
                    "dose_cem43" : null,
                    "duration_s" : null,
                    "end_reason" : null,
                    "id" : 3,
                    "max_c" : null,
                    "min_c" : null,
                    "modality" : "ice",
                    "note" : null,
                    "override_reason" : null,
                    "pain_after" : null,
                    "pain_before" : null,
                    "site" : "hip",
                    "started_at" : "2026-05-04T12:00:01.500Z",
                    "window_met" : false
                  }
                ]
                """)
    }

    @Test("an ended one has its figures as numbers, and the words that people gave")
    func ended() throws {
        let writer = try log.writer()
        var start = SessionStart.ice(1, at: .seconds(0))
        start.overrideReason = "a long \"run\" – 30 km / hilly"
        let end = SessionEnd(
            at: .boot + .milliseconds(1_015_500), reason: .completed, duration: .milliseconds(1_015_500),
            windowMet: true)
        try writer.write(
            [
                .started(start), .measured(session: 1, minimum: .celsius(-0.562), maximum: .celsius(30), dose: 0.25),
                .ended(session: 1, end),
            ], clock: .at(.seconds(1016)))
        try log.database().run("UPDATE session SET pain_before = 6, pain_after = 3, note = 'better'")
        let text = try LogJSON.text(SessionJSON(#require(try log.reader().lastSession())))
        for line in [
            #""duration_s" : 1015.5"#, #""end_reason" : "completed""#, #""window_met" : true"#, #""min_c" : -0.562"#,
            #""max_c" : 30"#, #""dose_cem43" : 0.25"#, #""override_reason" : "a long \"run\" – 30 km / hilly""#,
            #""pain_before" : 6"#, #""pain_after" : 3"#, #""note" : "better""#,
        ] {
            #expect(text.contains(line), "\(line) in \(text)")
        }
    }

    @Test("show adds samples and events with their seconds since the press")
    func details() throws {
        let writer = try log.writer()
        try writer.write(
            [
                .started(.ice(1, at: .seconds(10))),
                .event(LogEvent(session: 1, at: .seconds(10), kind: .started, detail: "ice")),
                .sample(
                    session: 1, Sample(role: .pack, at: .boot + .milliseconds(10_765), reading: .success(.celsius(4.5)))
                ),
                .sample(
                    session: 1, Sample(role: .skin, at: .boot + .milliseconds(10_770), reading: .failure(.powerOn))),
            ], clock: .at(.seconds(11)))
        let reader = try log.reader()
        let text = try LogJSON.text(
            SessionDetailJSON(
                #require(try reader.lastSession()), samples: reader.samples(of: 1), events: reader.events(of: 1)))

        struct Shown: Decodable {
            struct Sample: Decodable, Equatable {
                enum CodingKeys: String, CodingKey {
                    case time = "t_s"
                    case probe, c, fault
                }
                var time: Double
                var probe: String
                var c: Double?
                var fault: String?
            }
            struct Event: Decodable, Equatable {
                enum CodingKeys: String, CodingKey {
                    case time = "t_s"
                    case kind, detail
                }
                var time: Double
                var kind: String
                var detail: String
            }
            var id: Int
            var samples: [Sample]
            var events: [Event]
        }
        let shown = try JSONDecoder().decode(Shown.self, from: Data(text.utf8))
        #expect(shown.id == 1)
        #expect(
            shown.samples == [
                .init(time: 0.765, probe: "pack", c: 4.5, fault: nil),
                .init(time: 0.77, probe: "skin", c: nil, fault: "power-on-85"),
            ])
        #expect(shown.events == [.init(time: 0, kind: "started", detail: "ice")])
        // One or the other, never both with a null.
        #expect(!text.contains("\"c\" : null") && !text.contains("\"fault\" : null"))
    }
}
