import CoachCore
import Testing

@testable import SessionLog
@testable import packcoach

@Suite("One session on a screen")
struct SessionPageTests {
    private func draw(_ shape: OutputShape, _ session: LoggedSession = .ice) -> [String] {
        SessionPage(
            session: session.record, samples: session.samples, events: session.events, time: LocalTime(utc: true),
            shape: shape
        ).lines()
    }

    @Test("facts, chart with window, limits and events, and the events")
    func page() {
        #expect(
            draw(.terminal(80, 30)) == [
                "Session 12: ice · Mon 2026-05-04 12:00:00 UTC · left hip · Kim",
                "end          full time, 20:00 of 15–20 min · window met · answered after 0:25",
                "pack probe   0.0 °C to 3.0 °C",
                "skin probe   10.2 °C to 30.0 °C · 121 of 1200 readings missing · dose 0.00 CEM43",
                "pain         6 → 3 of 10",
                "note         after 12 km, better on the stairs",
                "",
                " 30┤⠉⠲⢄⡀                                              ┊",
                "   │   ⠉⠓⠦⣄⡀                                          ┊",
                " 20┤       ⠉⠓⠲⢤⣀⡀                                     ┊",
                "   │            ⠉⠉⠓⠲⠤⠤⣄⣀⣀                             ┊",
                "   │                    ⠈⠉⠉⠙⠒⠒⠒⠦⠄      ⣀⣀⣀⣀⣀⣀         ┊           skin",
                " 10┤╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌⠈⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠓⠒⠒⠒⠒⠒⠒ warn 10",
                "   │╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌pack╌╌ stop 7",
                "  0┤⠙⠒⠲⠤⠤⠤⢤⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀ stop 2",
                " °C└0────────────────5───────────────10──────────────15━━━━━━━━━━━━━20 min",
                "    a                b          c      d              e               fgh",
                "━ window 15–20 min, ╌ limit on the skin, gap: no reading, letters: events below",
                "",
                "a     0:00  chirp                   started: ice",
                "b     5:00  chirp                   skin check: look at your skin",
                "c     8:20                          probe fault: skin probe, crc: its answer was",
                "                                    garbled on the wire",
                "d    10:20                          probe reads again: skin 11.8 °C",
                "e    15:00  two chirps              window open: taking the pack off now",
                "                                    completes the session",
                "f    19:50  two short beeps         warning: skin below 10.0 °C for 1 min",
                "                                    (10.2 °C)",
                "g    20:00                          ended: full time",
                "h    20:00  three beeps every 30 s  alarm: take the pack off; unanswered for",
                "                                    2 min, it beeps without a pause",
                "     20:25                          alarm acknowledged: the beeping ends",
            ])
    }

    @Test("the lowest and highest temperature are the session's, as in the list; what came after its end is drawn")
    func afterTheEnd() {
        var session = LoggedSession.ice
        for second in 1200..<1500 { session.add(.pack, second, second < 1300 ? 21 : nil) }
        let lines = draw(.terminal(80, 30), session)
        #expect(lines[2] == "pack probe   0.0 °C to 3.0 °C")
        #expect(lines.contains { $0.hasSuffix("25 min") })
    }

    @Test("a dose beyond all figures, of a probe that was boiled, is one with an exponent")
    func boiled() {
        var session = LoggedSession.ice
        session.record.dose = 1.25e17
        let isTold = draw(.terminal(80, 30), session).contains { $0.contains("1.25e+17") }
        #expect(isTold)
    }

    @Test("a damaged log whose window ends before it begins is shown without it")
    func impossibleWindow() {
        var session = LoggedSession.ice
        session.record.minimum = .minutes(25)
        let isTold = draw(.terminal(80, 30), session).contains { $0.contains("20:00 of 25–20 min") }
        #expect(isTold)
    }

    @Test("is ASCII where the terminal shows no more")
    func ascii() {
        let lines = draw(.terminal(80, 30, .ascii))
        #expect(lines.filter { !$0.allSatisfy(\.isASCII) } == [])
        #expect(
            lines == [
                "Session 12: ice - Mon 2026-05-04 12:00:00 UTC - left hip - Kim",
                "end          full time, 20:00 of 15-20 min - window met - answered after 0:25",
                "pack probe   0.0 C to 3.0 C",
                "skin probe   10.2 C to 30.0 C - 121 of 1200 readings missing - dose 0.00 CEM43",
                "pain         6 -> 3 of 10",
                "note         after 12 km, better on the stairs",
                "",
                " 30+ssss                                              :",
                "   |   sssss                                          :",
                " 20+       ssssss                                     :",
                "   |            sssssssss                             :",
                "   |                    sssssssss      ssssss         :           skin",
                " 10+----------------------------------------ssssssssssssssssssssssssssss warn 10",
                "   |--------------------------------------------------------------pack-- stop 7",
                "  0+pppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppp stop 2",
                "  C+0----------------5---------------10--------------15=============20 min",
                "    a                b          c      d              e               fgh",
                "= window 15-20 min, - limit on the skin, gap: no reading, letters: events below",
                "",
                "a     0:00  chirp                   started: ice",
                "b     5:00  chirp                   skin check: look at your skin",
                "c     8:20                          probe fault: skin probe, crc: its answer was",
                "                                    garbled on the wire",
                "d    10:20                          probe reads again: skin 11.8 C",
                "e    15:00  two chirps              window open: taking the pack off now",
                "                                    completes the session",
                "f    19:50  two short beeps         warning: skin below 10.0 C for 1 min",
                "                                    (10.2 C)",
                "g    20:00                          ended: full time",
                "h    20:00  three beeps every 30 s  alarm: take the pack off; unanswered for",
                "                                    2 min, it beeps without a pause",
                "     20:25                          alarm acknowledged: the beeping ends",
            ])
    }

    @Test(
        "is never wider than the terminal, and has no chart where nothing could be made out",
        arguments: [39, 40, 60, 140])
    func widths(width: Int) {
        let lines = draw(.terminal(width, 24))
        #expect(lines.allSatisfy { $0.columns <= width })
        #expect(lines.contains { $0.contains("└") } == (width >= 40))
    }

    @Test("a session without a reading has no chart, one with the pack's probe alone says that it feels no skin")
    func packAlone() {
        var session = LoggedSession.ice
        session.record.probes = [.pack]
        session.record.dose = nil
        session.samples = []
        let lines = draw(.terminal(80, 24), session)
        #expect(lines.contains { $0.contains("cannot feel skin: the timer is the main protection") })
        #expect(lines.contains { $0.contains("no reading") })
        #expect(!lines.contains { $0.contains("└") })
    }

    @Test("the limit nearest to the readings is drawn however far it lies")
    func limits() {
        var session = LoggedSession.ice
        session.samples = (0..<1200).map {
            SampleRecord(time: .seconds($0), probe: .skin, reading: .success(.celsius(26)))
        }
        let lines = draw(.terminal(80, 24), session)
        #expect(lines.contains { $0.contains("warn 10") })
        #expect(!lines.contains { $0.contains("stop 7") })
    }

    @Test("each event's letter stands below the time axis where it happened, the same as in the list")
    func letters() {
        let chart = SessionChart(
            LoggedSession.ice.record, samples: LoggedSession.ice.samples, events: LoggedSession.ice.events)
        #expect(chart.letters == ["a", "b", "c", "d", "e", "f", "g", "h", nil])
        let row = chart.lines(rows: 12, shape: .terminal(80, 24))[11]
        // Those of one moment stand side by side.
        #expect(row.filter { $0 != " " } == "abcdefgh")
        #expect(row.hasSuffix("fgh"))
    }

    @Test("words of people cannot drive the terminal")
    func escapes() {
        var session = LoggedSession.ice
        session.record.note = "a\u{1b}[2Jb"
        session.record.site = "hip\u{7}"
        let lines = draw(.terminal(80, 24), session)
        // Not inside the macro: a comparison with a number in a closure there makes Swift 6.0 take what #require has for
        // optionals, which asks for no more than that there is a value.
        let driving = lines.filter { $0.unicodeScalars.contains { $0.value < 0x20 } }.map(\.debugDescription)
        #expect(driving.isEmpty)
    }

    @Test("without colour no escape sequence is drawn, and with it the words are the same")
    func colour() {
        var shape = OutputShape.terminal(80, 24)
        let plain = draw(shape)
        #expect(!plain.joined().contains("\u{1b}"))
        shape.style.ink = .colour
        let coloured = draw(shape)
        #expect(coloured.joined().contains("\u{1b}["))
        #expect(coloured.map { $0.replacing(/\u{1b}\[[0-9;]*m/, with: "") } == plain)
    }
}
