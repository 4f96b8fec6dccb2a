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

@Suite("The log for people")
struct LogTextTests {
    let log = TemporaryLog()
    let text = LogText(time: LocalTime(utc: true))

    @Test("a table with one session a line, the newest first")
    func list() throws {
        var writer: LogWriter? = try log.writer()
        try RecordedSession().write(to: #require(writer))
        let cold = SessionStart.ice(2, at: .seconds(20_000))
        let end = SessionEnd(
            at: .seconds(20_240), reason: .tooCold, probe: .skin, duration: .seconds(240), windowMet: false)
        try writer?.write([.started(cold), .ended(session: 2, end)], clock: .at(.seconds(20_240)))
        try log.database().run("UPDATE session SET note = 'after 12 km' WHERE id = 2")
        writer = nil
        writer = try log.writer(boot: "boot-2")
        try writer?.write([.started(.ice(3, at: .seconds(60)))], clock: .at(.seconds(60), synchronised: false))

        #expect(
            try text.list(log.reader().sessions()) == [
                "ID  WHEN                   WHAT  LENGTH              END              LOWEST   HIGHEST  NOTE",
                "3   ~2026-05-04 12:01 UTC  ice   – of 15–20 min      running          –        –",
                "2   2026-05-04 17:33 UTC   ice   4:00 of 15–20 min   too cold (skin)  –        –        after 12 km",
                "1   2026-05-04 12:01 UTC   ice   20:00 of 15–20 min  full time        10.8 °C  30.0 °C",
            ])
        #expect(text.list([]) == ["No session yet."])
    }

    @Test("a session with its facts, its temperatures between their limits, and its events")
    func show() throws {
        try RecordedSession().write(to: log.writer())
        let reader = try log.reader()
        let record = try #require(try reader.lastSession())
        let lines = text.show(record, samples: try reader.samples(of: 1), events: try reader.events(of: 1), width: 72)
        #expect(
            lines == [
                "session     1, ice",
                "when        2026-05-04 12:01:40 UTC",
                "length      20:00 of 15–20 min",
                "end         full time",
                "window met  yes",
                "skin probe  10.8 °C to 30.0 °C",
                "dose        0.00 CEM43",
                "answered    30 s after the alarm",
                "name        Kim",
                "site        hip",
                "",
            ] + trace + [
                "",
                " 0:00  started       ice, 15 to 20 min",
                " 5:00  skin-check    look at your skin",
                " 7:00  warned        skin below 10 °C for a minute",
                "10:00  skin-check    look at your skin",
                "15:00  window-open   taking the pack off now completes the session",
                "20:00  ended         ceiling",
                "20:00  alarm         planned: take the pack off",
                "20:30  acknowledged  planned",
            ])
    }

    @Test(
        "no line of a trace is wider than the terminal, and none is drawn where nothing could be seen",
        arguments: [20, 39, 40, 80, 200])
    func widths(width: Int) throws {
        try RecordedSession().write(to: log.writer())
        let reader = try log.reader()
        let trace = TemperatureTrace(
            session: try #require(try reader.lastSession()), samples: try reader.samples(of: 1))
        let lines = trace.lines(width: width)
        #expect(lines.isEmpty == (width < 40))
        // The legend may be longer than a very narrow picture.
        #expect(lines.dropLast().allSatisfy { $0.count <= max(width, 0) + 4 })
    }

    @Test("a session without a single reading has no trace")
    func noReading() throws {
        try log.writer().write(
            [
                .started(.ice(1, at: .seconds(0))),
                .sample(session: 1, Sample(role: .pack, at: .seconds(1), reading: .failure(.crc))),
            ], clock: .at(.seconds(1)))
        let reader = try log.reader()
        let trace = TemperatureTrace(
            session: try #require(try reader.lastSession()), samples: try reader.samples(of: 1))
        #expect(trace.lines(width: 80).isEmpty)
    }

    @Test("events of all kinds, each with its session or none")
    func events() throws {
        let writer = try log.writer()
        try writer.write(
            [
                .event(LogEvent(session: nil, at: .seconds(1), kind: .service, detail: "started")),
                .event(LogEvent(session: 12, at: .seconds(61), kind: .started, detail: "ice, 15 to 20 min")),
                .event(LogEvent(session: nil, at: .seconds(7000), kind: .run)),
            ], clock: .at(.seconds(7000)))
        #expect(
            try text.events(log.reader().events().reversed()) == [
                "WHEN                     SESSION  KIND     DETAIL",
                "2026-05-04 12:00:01 UTC  –        service  started",
                "2026-05-04 12:01:01 UTC  12       started  ice, 15 to 20 min",
                "2026-05-04 13:56:40 UTC  –        run",
            ])
        #expect(text.events([]) == ["Nothing yet."])
    }

    private let trace = [
        " 31.5° │",
        "       │ssssssss",
        "       │       ssssssssss",
        "       │                sssssssss",
        "       │                        ssssssssss",
        "       │                                 sssssssss",
        "       │                                         sssssssss",
        "       │                                                  sssssssss",
        " 10.5° │╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌ssssss",
        "  7.5° │────────────────────────────────────────────────────────────────",
        "       │",
        "  2.5° │────────────────────────────────────────────────────────────────",
        "       │pppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppp",
        " -1.5° │",
        "       └┴──────────────┴───────────────┴───────────────┴───────────────┴",
        "        0              5               10              15             20 min",
        "        p pack   s skin   * both   ╌ warning   ─ stop",
    ]
}
