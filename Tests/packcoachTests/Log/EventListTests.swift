import CoachCore
import Testing

@testable import SessionLog
@testable import packcoach

@Suite("Events on a screen")
struct EventListTests {
    private let events: [EventRecord] = [
        .at(0, .service, "started"), .at(60, .refused, "rest: skin needs its rest: ice again in 2 h 10 min"),
        .at(8000, .started, "ice", session: 12), .at(8300, .skinCheck, "look at your skin", session: 12),
        .at(8420, .warned, "skin below 10.0 °C for 1 min (9.8 °C)", session: 12),
        .at(9200, .ended, "ceiling", session: 12), .at(9200, .alarm, "planned: take the pack off", session: 12),
        .at(43_300, .run, "", synced: false),
    ]

    private func draw(_ width: Int = 80) -> [String] {
        var list = EventList(time: LocalTime(utc: true), shape: .terminal(width, 24))
        return list.lines(events) + list.remarks(chirpsAreSilent: false)
    }

    @Test("stand under their days, with what was heard")
    func list() {
        #expect(
            draw() == [
                "WHEN       ID  SOUND                   WHAT HAPPENED",
                "Mon 2026-05-04 UTC",
                " 12:00:00                              service started",
                " 12:01:00      long buzz               start refused, rest: skin needs its rest:",
                "                                       ice again in 2 h 10 min",
                " 14:13:20  12  chirp                   started: ice",
                " 14:18:20  12  chirp                   skin check: look at your skin",
                " 14:20:20  12  two short beeps         warning: skin below 10.0 °C for 1 min",
                "                                       (9.8 °C)",
                " 14:33:20  12                          ended: full time",
                " 14:33:20  12  three beeps every 30 s  alarm: take the pack off; unanswered for",
                "                                       2 min, it beeps without a pause",
                "Tue 2026-05-05 UTC",
                "~00:01:40                              run marked",
                "~ the clock was not synchronised; put right when it is, within the same boot",
            ])
    }

    @Test("say that chirps are silent where the configuration silences them, and only where one is listed")
    func silentChirps() {
        var list = EventList(time: LocalTime(utc: true), shape: .terminal(80, 24))
        _ = list.lines([events[4]])
        #expect(list.remarks(chirpsAreSilent: true).isEmpty)
        _ = list.lines(events)
        #expect(list.remarks(chirpsAreSilent: true).last?.contains("chirps = \"none\"") == true)
        #expect(list.remarks(chirpsAreSilent: false).count == 1)
    }

    @Test("come in parts below the same columns, each day named once")
    func parts() {
        var list = EventList(time: LocalTime(utc: true), shape: .terminal(80, 24))
        let lines =
            list.lines(Array(events.prefix(2)), isAll: false) + list.lines(Array(events.dropFirst(2)), isAll: false)
        #expect(lines.filter { $0.hasPrefix("WHEN") }.count == 1)
        #expect(lines.filter { $0.hasPrefix("Mon") }.count == 1)
        let words = lines.flatMap { line in
            ["service started", "started: ice"].compactMap { line.firstRange(of: $0)?.lowerBound }
                .map { line.distance(from: line.startIndex, to: $0) }
        }
        #expect(words.count == 2 && Set(words).count == 1)
    }

    @Test("are broken at blanks to the width of the terminal", arguments: [30, 60, 80, 140])
    func widths(width: Int) {
        let lines = draw(width)
        #expect(lines.allSatisfy { $0.columns <= width })
        let words = lines.flatMap { $0.split(separator: " ") }.joined(separator: " ")
        #expect(words.contains("(chirp) started: ice") == (width < 70))
    }
}
