import CoachCore
import Testing

@testable import SessionReport

@Suite("The page as a whole")
struct ReportTests {
    /// Ice and heat, one and two probes, what goes wrong, and what people write.
    private func eventful() throws -> ReportLog {
        let log = try ReportLog()
        try log.event(.onset, at: "2026-05-09T17:00:00Z")
        try log.event(.run, at: "2026-05-09T17:00:00Z")
        try log.session(at: "2026-05-09T17:10:00Z", pain: (6, 4), note: "after the long run")
        try log.session(
            at: "2026-05-09T18:00:00Z", lasting: .minutes(9), reason: .tooCold, probe: .skin, probes: [.pack, .skin],
            override: "before the bus",
            events: [
                (60, .warned, "skin below 10.0 °C for 60 s (9.4 °C)"),
                (540, .alarm, "safety: take the pack off at once"),
                (550, .acknowledged, "safety"),
            ])
        try log.event(.refused, "rest: ice again in 2 h", at: "2026-05-09T18:20:00Z")
        try log.session(
            at: "2026-05-12T06:00:00Z", lasting: .minutes(6), reason: .probeFault, probe: .pack,
            reading: { _, second in second < 120 ? .success(.celsius(-4)) : second < 330 ? nil : .failure(.crc) },
            events: [(330, .probeFault, "pack crc")])
        try log.session(
            .heat, at: "2026-05-12T19:00:00Z", lasting: .minutes(20), reason: .ceiling, pain: (3, 4),
            reading: { _, second in .success(Temperature(millidegrees: 44_000 + Int32(second % 7))) })
        return log
    }

    // MARK: Form

    @Test("the page is well-formed and in English, has one first heading and no level left out")
    func form() throws {
        let page = try eventful().page()
        #expect(page.name == "html" && page.attributes["lang"] == "en")
        #expect(page.all("title").first?.text == "Ice and heat: left hip Kim")
        #expect(page.all("meta").first?.attributes == ["charset": "utf-8"])
        let levels = page.all.compactMap { ["h1": 1, "h2": 2, "h3": 3][$0.name] }
        #expect(levels.first == 1 && levels.dropFirst().allSatisfy { $0 > 1 })
        #expect(zip(levels, levels.dropFirst()).allSatisfy { $1 - $0 <= 1 })
    }

    @Test("each picture has a title, each table a caption and headings; each place that is pointed to is there, once")
    func accessibility() throws {
        let page = try eventful().page()
        let ids = page.all.compactMap { $0.attributes["id"] }
        #expect(Set(ids).count == ids.count)
        for element in page.all {
            for id in (element.attributes["aria-labelledby"] ?? "").split(separator: " ") {
                #expect(ids.contains(String(id)), "\(id)")
            }
            if let place = element.attributes["href"] {
                #expect(place.hasPrefix("#") && ids.contains(String(place.dropFirst())), "\(place)")
            }
        }
        let pictures = page.all("svg").filter { $0.attributes["role"] == "img" }
        #expect(pictures.count == 5)
        for picture in pictures { #expect(picture.children.first?.name == "title") }
        for table in page.all("table") {
            #expect(table.children.map(\.name) == ["caption", "thead", "tbody"])
            #expect(table.all("th").allSatisfy { ["col", "row"].contains($0.attributes["scope"]) })
            for row in table.all("tr") { #expect(row.children.count == table.all("tr")[0].children.count) }
        }
    }

    @Test("nothing in it makes a browser load or run anything")
    func selfContained() throws {
        let text = try eventful().text()
        for word in ["http:", "https:", "//", "src=", "<script", "<link", "<img", "<iframe", "@import", "xlink", " on"]
        {
            // " on" of an attribute such as onload, not of a sentence.
            if word == " on" {
                #expect(try eventful().page().all.allSatisfy { !$0.attributes.keys.contains { $0.hasPrefix("on") } })
            } else {
                #expect(!text.contains(word), "\(word)")
            }
        }
        #expect(text.matches(of: /url\(([^)]*)\)/).allSatisfy { $0.output.1.hasPrefix("#") })
        #expect(text.contains("default-src 'none'") || text.contains("default-src &#39;none&#39;"))
    }

    @Test("what people wrote stays what they wrote, and never becomes markup")
    func hostile() throws {
        let evil = "</p><script>alert(\"1\")</script> & <b>'x'\u{7}"
        let log = try ReportLog(name: evil, site: evil)
        try log.session(at: "2026-05-12T06:00:00Z", override: evil, note: evil, events: [(5, .notice, evil)])
        let text = try log.text()
        #expect(!text.contains("<script") && !text.contains("<b>"))
        let page = try Markup(text).root
        let shown = evil.replacing("\u{7}", with: "\u{FFFD}")
        #expect(page.fact("Who") == shown)
        #expect(page.fact("Where") == shown)
        #expect(page.fact("note") == shown)
        #expect(page.fact("override") == shown)
        #expect(page.table("Rests overridden")?.last?.last == shown)
        #expect(page.table("Events")?.contains { $0.last == "notice: \(shown)" } == true)
    }

    @Test("the same log at the same moment gives the same bytes")
    func determinism() throws {
        let log = try eventful()
        #expect(try log.text() == log.text())
    }

    // MARK: Content

    @Test("the first page says who, where, when, since when, how often and how it went")
    func facts() throws {
        let page = try eventful().page(days: 14)
        #expect(page.fact("Who") == "Kim")
        #expect(page.fact("Where") == "left hip")
        #expect(page.fact("Period") == "Thu 2026-05-07 to Wed 2026-05-20 18:00 UTC, 14 days")
        #expect(page.fact("Onset of the pain") == "Sat 2026-05-09 17:00 UTC, 11 days before this report")
        #expect(page.fact("Runs marked") == "1, the last Sat 2026-05-09 17:00 UTC")
        #expect(page.fact("Windows met") == "in 2 of 4 sessions, 0.1 a day; on 2 of 14 days at least one")
        #expect(page.fact("Rest kept") == "before 3 of 4 sessions; overridden before 1, see below")
        #expect(
            page.fact("Pain, 0 to 10")
                == "on average 4.5 before and 4.0 after, noted for 2 sessions: lower after 1, same 0, higher 1")
        #expect(page.fact("Warnings") == "1 in 1 session")
        #expect(page.fact("Safety and faults") == "ended 2 of 4 sessions: too cold 1, probe fault 1")
        #expect(
            page.table("Rests overridden") == [
                ["session", "when", "rest", "reason given"],
                ["2", "Sat 9 May, 18:00", "34 min", "before the bus"],
            ])
        #expect(page.table("Starts refused")?.last == ["rest", "1", "Sat 9 May, 18:20"])
        #expect(page.table("Faults")?.last == ["probe-fault: pack crc", "1", "Tue 12 May, 06:05"])
        #expect(
            page.table("Sessions") == [
                ["", "ice", "heat"], ["sessions", "3", "1"], ["window met", "1", "1"],
                ["windows met a day", "0.1", "0.1"], ["length, the middle one", "9:00", "20:00"],
                ["coldest, hottest; pack probe", "−4.0 °C", "44.0 °C"],
                ["coldest, hottest; skin probe", "12.0 °C", "–"],
                ["largest dose, CEM43", "0.00", "–"], ["shortest rest before", "59 h 51 min", "12 h 54 min"],
                ["ended: completed", "1", "–"], ["ended: full time", "–", "1"], ["ended: too cold", "1", "–"],
                ["ended: probe fault", "1", "–"],
            ])
    }

    @Test("without a session the page says so, and is a page all the same")
    func empty() throws {
        let page = try ReportLog().page(name: "Kim", site: "right hip")
        #expect(page.fact("Who") == "Kim")
        #expect(page.fact("Where") == "right hip")
        #expect(page.fact("Sessions") == "none in this period")
        #expect(page.fact("Onset of the pain")?.hasPrefix("none marked") == true)
        #expect(page.all("h2").map(\.text) == ["Summary", "What the figures mean, and what they do not"])
        #expect(page.sections("session").isEmpty)
    }

    @Test("a session has its facts, its chart in words, and its events, those numbered that stand in the chart")
    func oneSession() throws {
        let page = try eventful().page()
        #expect(page.sections("session").count == 4)
        let cold = page.sections("session")[1]
        #expect(cold.all("h3").first?.text == "Session 2: ice, Sat 2026-05-09 18:00 UTC")
        #expect(cold.fact("length") == "9:00 of 15–20 min")
        #expect(cold.fact("end") == "too cold (skin)")
        #expect(cold.fact("window met") == "no")
        #expect(cold.fact("skin probe") == "12.0 °C to 33.0 °C")
        #expect(
            cold.all("desc").first?.text == "The pack probe reads from 0.0 °C to 0.0 °C. The skin probe reads from "
                + "12.0 °C to 33.0 °C. The warning line of the skin probe is at 10.5 °C. The stop line of the skin probe is at 7.5 °C. "
                + "The window is from 15–20 min. The end is at 9:00: too cold (skin).")
        #expect(
            cold.table("Events") == [
                ["mark", "time", "event"], ["", "0:00", "started: ice"],
                ["1", "1:00", "warned: skin below 10.0 °C for 60 s (9.4 °C)"],
                ["2", "9:00", "alarm: safety: take the pack off at once"],
                ["3", "9:10", "acknowledged: safety"], ["", "9:00", "ended: too-cold"],
            ])
        #expect(cold.all("circle").map { $0.attributes["class"] } == ["grave-mark", "grave-mark", "mark"])
        let texts = cold.all("text").map(\.text)
        let limit = try #require(texts.lastIndex { $0.hasSuffix("stop 7.5 °C") })
        #expect(texts[limit...].contains("window"), "over the lines that cross it")
        let faulty = page.sections("session")[2]
        #expect(faulty.all("text").contains { $0.text == "no reading" })
        #expect(!cold.all("text").contains { $0.text == "no reading" })
    }

    @Test("a session without a single reading, and one that runs, are shown for what they are")
    func unusual() throws {
        let log = try ReportLog()
        try log.session(at: "2026-05-12T06:00:00Z", lasting: .seconds(40), reason: .powerLoss, reading: { _, _ in nil })
        let id = try log.session(at: "2026-05-20T17:50:00Z", lasting: .minutes(5))
        try log.update(
            "ended_at = NULL, ended_ns = NULL, duration_ms = NULL, end_reason = NULL, window_met = NULL", of: id)
        let page = try log.page()
        #expect(page.sections("session")[0].all("desc").first?.text.hasPrefix("There is no reading.") == true)
        #expect(page.sections("session")[1].fact("end") == "running")
        #expect(page.sections("session")[1].fact("length") == "– of 15–20 min")
        #expect(page.table("Sessions")?.last == ["running", "1"])
    }

    @Test("times that no clock vouches for are marked, and said to be")
    func unsynchronised() throws {
        let log = try ReportLog()
        try log.session(at: "2026-05-12T06:00:00Z")
        let id = try log.session(at: "2026-05-13T06:00:00Z")
        try log.update("clock_synced = 0, started_at = '1970-01-01T00:10:00.000Z'", of: id)
        let page = try log.page()
        #expect(page.fact("Time not known") == "of 1 session, marked ~: no clock was there")
        #expect(page.sections("session")[1].all("h3").first?.text == "Session 2: ice, Thu ~1970-01-01 00:10 UTC")
        // In the overview it has no place.
        #expect(page.all("use").count { $0.attributes["class"] == "sign-ice" } == 2)
    }

    // MARK: Many

    @Test("of many sessions those stand in full that somebody should look at; the others are small")
    func many() throws {
        let log = try ReportLog()
        for day in 10..<20 {
            for hour in ["06", "12"] {
                try log.session(at: "2026-05-\(day)T\(hour):00:00Z", reason: day == 12 ? .tooCold : .completed)
            }
        }
        let page = try log.page()
        #expect(page.sections("session").compactMap { $0.attributes["id"] } == ["session-5", "session-6"])
        #expect(page.sections("small").count == 18)
        #expect(
            page.sections("small").first?.all("figcaption").first?.text
                == "1 ice Sun 10 May, 06:0016:00, completed\npack 0.0 °C to 0.0 °C\n")
    }

    @Test("a session's page does not grow with its readings: in full below 40 kB, small below 6 kB")
    func size() throws {
        let log = try ReportLog()
        func noise(_ second: Int64) -> Reading {
            .success(Temperature(millidegrees: Int32(truncatingIfNeeded: second &* 7_919 % 30_011)))
        }
        for hour in 10..<22 {
            try log.session(
                at: "2026-05-12T\(hour):00:00Z", lasting: .minutes(20), reason: hour < 12 ? .tooCold : .completed,
                probes: [.pack, .skin], reading: { _, second in noise(second) })
        }
        let text = try log.text()
        let parts = text.split(separator: "<section class=\"session\"", omittingEmptySubsequences: false)
        #expect(parts.count == 3)
        #expect(parts[1].utf8.count < 40_000, "\(parts[1].utf8.count)")
        for small in text.split(separator: "<figure class=\"small\"").dropFirst() {
            #expect(small.utf8.count < 6_000, "\(small.utf8.count)")
        }
    }

    @Test("hundreds of events do not fill the page")
    func manyEvents() throws {
        let log = try ReportLog()
        try log.session(
            at: "2026-05-12T06:00:00Z",
            events: (0..<300).map { ($0 * 3, $0 % 2 == 0 ? .probeFault : .probeOK, "pack crc") })
        let section = try #require(try log.page().sections("session").first)
        #expect(section.table("Events")?.count == 25)
        #expect(section.text.contains("278 events in the middle left out; all of them: packcoach log show 1"))
    }

    @Test("the page is handed on piece by piece, and whoever takes it can end it")
    func pieces() throws {
        struct Enough: Error {}
        let log = try eventful()
        let report = log.report(ReportPeriod(days: 30, until: ReportLog.now, time: .init(utc: true)))
        var pieces = 0
        try report.write(log.reader()) { _ in pieces += 1 }
        #expect(pieces == 5)
        #expect(throws: Enough.self) { try report.write(log.reader()) { _ in throw Enough() } }
    }
}
