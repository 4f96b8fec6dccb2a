import CoachCore
import SessionLog
import Testing

@testable import SessionReport

@Suite("The period")
struct PeriodTests {
    private let time = LocalTime(utc: true)

    @Test("the last so many days are whole ones, today among them")
    func days() {
        let period = ReportPeriod(days: 30, until: ReportLog.now, time: time)
        #expect(period.start == ReportLog.wall("2026-04-21T00:00:00Z"))
        #expect(period.days == 30)
        #expect(ReportPeriod(days: 1, until: ReportLog.now, time: time).start == ReportLog.wall("2026-05-20T00:00:00Z"))
        #expect(ReportPeriod(from: ReportLog.wall("2026-05-18T23:00:00Z"), until: ReportLog.now, time: time).days == 3)
    }

    @Test("what a clock that was ahead dates later today stands in today's column, and after that nowhere")
    func ahead() {
        let period = ReportPeriod(days: 30, until: ReportLog.now, time: time)
        #expect(period.place(ReportLog.wall("2026-05-20T23:59:59Z"))?.day == 29)
        #expect(period.place(ReportLog.wall("2026-05-21T00:00:00Z"))?.day == nil)
        #expect(period.place(ReportLog.wall("2026-04-21T00:00:00Z"))?.day == 0)
        #expect(period.place(ReportLog.wall("2026-04-20T23:59:59Z"))?.day == nil)
    }

    @Test("what was before is no part of the page, but for the onset that still counts")
    func before() throws {
        let log = try ReportLog()
        try log.event(.onset, at: "2026-03-01T08:00:00Z")
        try log.event(.run, at: "2026-03-02T08:00:00Z")
        try log.event(.refused, "rest: wait", at: "2026-03-02T08:00:00Z")
        try log.session(at: "2026-04-20T23:59:59Z")
        try log.session(at: "2026-04-21T00:00:00Z")
        let page = try log.page(days: 30)
        #expect(page.sections("session").compactMap { $0.attributes["id"] } == ["session-2"])
        #expect(page.fact("Runs marked") == "none")
        #expect(page.fact("Onset of the pain") == "Sun 2026-03-01 08:00 UTC, 80 days before this report")
        #expect(page.table("Starts refused") == nil)
    }

    @Test("an onset that was cleared is none")
    func cleared() throws {
        let log = try ReportLog()
        try log.event(.onset, at: "2026-05-01T08:00:00Z")
        try log.event(.onsetCleared, at: "2026-05-10T08:00:00Z")
        #expect(try log.page().fact("Onset of the pain")?.hasPrefix("none marked") == true)
    }

    @Test(
        "bars stand for days, and for weeks or more where the days are too many",
        arguments: [
            (30, "a day", 30), (124, "a day", 124), (125, "a week", 18), (365, "a week", 53), (3660, "in 91 days", 41),
        ])
    func buckets(days: Int, words: String, count: Int) {
        let buckets = Buckets([], period: ReportPeriod(days: days, until: ReportLog.now, time: time))
        #expect(buckets.words == words)
        #expect(buckets.all.count == count)
        #expect(abs(buckets.all.reduce(0) { $0 + $1.width } - 100) < 0.001)
    }

    @Test("the gravest of many go first, and of those the newest")
    func choice() throws {
        let log = try ReportLog()
        for day in 1...19 {
            for hour in ["06", "12"] {
                let reason: EndReason = day % 5 == 0 ? .tooHot : .probeFault
                try log.session(
                    at: "2026-05-\(day < 10 ? "0" : "")\(day)T\(hour):00:00Z", lasting: .seconds(5), reason: reason)
            }
        }
        let sessions = try log.reader().sessions(from: ReportLog.wall("2026-05-01T00:00:00Z"))
        let choice = SessionChoice(sessions, warned: [])
        #expect(choice.inFull.count == SessionChoice.mostShown)
        for day in [5, 10, 15] { #expect(choice.inFull.isSuperset(of: [Int64(day * 2 - 1), Int64(day * 2)])) }
        #expect(choice.inFull.contains(38) && !choice.inFull.contains(1))
        #expect(choice.words.contains("no room for 14 more"))
    }
}
