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

    @Test("stand under their days, with what was heard")
    func list() {
        #expect(
            EventList(time: LocalTime(utc: true), shape: .terminal(80, 24)).lines(events) == [
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
        let list = EventList(time: LocalTime(utc: true), shape: .terminal(80, 24))
        #expect(list.lines(events, chirpsAreSilent: true).last?.contains("chirps = \"none\"") == true)
        #expect(list.lines([events[4]], chirpsAreSilent: true).last?.contains("chirps") == false)
    }

    @Test("are broken at blanks to the width of the terminal", arguments: [60, 80, 140])
    func widths(width: Int) {
        let lines = EventList(time: LocalTime(utc: true), shape: .terminal(width, 24)).lines(events)
        #expect(lines.allSatisfy { $0.columns <= width })
        #expect(lines.joined(separator: " ").contains("2 h 10 min") || width == 60)
    }
}
