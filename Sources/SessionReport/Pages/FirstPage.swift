import CoachCore
import SessionLog

/// What a physiotherapist wants to know before anything else, on one sheet: who, since when, how often, how it went.
struct FirstPage {
    let name: String
    let site: String
    let period: ReportPeriod
    let sessions: [SessionRecord]
    let facts: SessionFacts
    let events: EventFacts
    /// The one that was marked last and not cleared, of whatever time.
    let onset: EventRecord?

    /// The page has room for so many lines of a list.
    private static let mostListed = 6

    private var time: LocalTime { period.time }

    func write(to page: inout HTML) {
        page.element(.header) { page in
            page.element(.p, .class("eyebrow"), text: "packcoach report")
            page.element(.h1, text: heading)
            page.element(.p, .class("lede")) { page in
                page.text("Made with a timer and a temperature probe at home. ")
                page.element(.strong, text: "No medical device; it does not measure tissue.")
                page.text(" Read ")
                page.element(.a, .link(to: "meaning"), text: "what the figures mean, and what they do not")
                page.text(" before you conclude from them.")
            }
        }
        page.element(.section, .class("first"), .labelled(by: "summary")) { page in
            page.element(.h2, .id("summary"), text: "Summary")
            writeFacts(to: &page)
            if facts.count > 0 {
                page.element(.figure) { page in
                    OverviewChart(sessions, events: events, period: period).write(to: &page)
                    page.element(.figcaption) { legend(in: &$0) }
                }
            }
            page.element(.div, .class("side-by-side")) { page in
                if facts.count > 0 { ModalityTable(facts: facts, days: period.days).write(to: &page) }
                page.element(.div) { page in
                    writeOverrides(to: &page)
                    writeTally("Starts refused", "why", events.refusals, to: &page)
                    writeTally("Faults", "what", events.faults, to: &page)
                }
            }
        }
    }

    private var heading: String { name.isEmpty ? "Ice and heat: \(site)" : "Ice and heat: \(site), \(name)" }

    // MARK: Facts

    private func writeFacts(to page: inout HTML) {
        page.element(.dl, .class("facts")) { page in
            writeFact("Who", name.isEmpty ? "no name in the configuration" : name, to: &page)
            writeFact("Where", site, to: &page)
            writeFact("Period", periodWords, to: &page)
            writeFact("Onset of the pain", onsetWords, to: &page)
            writeFact("Runs marked", runWords, to: &page)
            guard facts.count > 0 else {
                writeFact("Sessions", "none in this period", to: &page)
                return
            }
            writeFact("Windows met", windowWords, to: &page)
            writeFact("Rest kept", restWords, to: &page)
            writeFact("Pain, 0 to 10", painWords, to: &page)
            writeFact("Warnings", warningWords, to: &page)
            writeFact("Safety and faults", graveWords, to: &page)
            if let median = facts.medianAnswer, let longest = facts.longestAnswer {
                writeFact("Alarms answered", "after \(median.words) as a rule, \(longest.words) at most", to: &page)
            }
            if facts.unsynchronised > 0 {
                writeFact(
                    "Time not known", "of \(counted(facts.unsynchronised, "session")), marked ~: no clock was there",
                    to: &page)
            }
        }
    }

    private func writeFact(_ term: String, _ words: String, to page: inout HTML) {
        page.element(.div) { page in
            page.element(.dt, text: term)
            page.element(.dd, text: words)
        }
    }

    private var periodWords: String {
        "\(period.first.weekday) \(period.first.iso) to \(time.weekdayAndTime(period.end)), "
            + counted(period.days, "day")
    }

    private var onsetWords: String {
        guard let onset else {
            return "none marked, so the rule “no heat for \(CoachRules.noHeatAfterOnset.words)” was not in force"
        }
        let days = period.last - time.day(of: onset.at).day
        let ago = days > 0 ? ", \(counted(days, "day")) before this report" : ""
        let others = events.onsets.count { $0.kind == EventKind.onset.rawValue && $0 != onset }
        let more = others > 0 ? "; \(others) marked before it in this period" : ""
        return time.weekdayAndTime(onset.at, synchronised: onset.clockSynced) + ago + more
    }

    private var runWords: String {
        guard let last = events.runs.last else { return "none" }
        return "\(events.runs.count), the last \(time.weekdayAndTime(last.at, synchronised: last.clockSynced))"
    }

    private var windowWords: String {
        "in \(facts.windowsMet) of \(counted(facts.count, "session")), "
            + "\(perDay(facts.windowsMet, period.days)) a day; "
            + "on \(facts.daysWithWindowMet) of \(counted(period.days, "day")) at least one"
    }

    private var restWords: String {
        let overridden = facts.overrides.count
        let kept = "before \(facts.count - overridden) of \(counted(facts.count, "session"))"
        return overridden == 0 ? kept : "\(kept); overridden before \(overridden), see below"
    }

    private var painWords: String {
        let pain = facts.pain
        guard pain.noted > 0 else { return "before and after noted for no session" }
        return "on average \(fixed(pain.meanBefore, places: 1)) before and \(fixed(pain.meanAfter, places: 1)) after, "
            + "noted for \(counted(pain.noted, "session")): lower after \(pain.lower), same \(pain.same), "
            + "higher \(pain.higher)"
    }

    private var warningWords: String {
        events.warnings == 0 ? "none" : "\(events.warnings) in \(counted(events.warned.count, "session"))"
    }

    private var graveWords: String {
        guard !facts.grave.isEmpty else { return "ended no session" }
        let reasons = EndReason.allCases.compactMap { reason in
            let count = facts.grave.count { $0.endReason == reason }
            return count > 0 ? "\(reason.words) \(count)" : nil
        }
        return "ended \(facts.grave.count) of \(counted(facts.count, "session")): \(reasons.joined(separator: ", "))"
    }

    // MARK: Picture

    private func legend(in page: inout HTML) {
        page.text("A column for each day: ")
        for (symbol, words) in [
            (Symbols.ice, "ice"), (.heat, "heat"), (.grave, "over it: ended by safety or a fault"), (.run, "run"),
        ] {
            page.element(.svg, .class("sign"), .width(.px(14)), .height(.px(14)), .decoration) {
                symbol.draw(x: .px(7), y: .px(7), in: &$0)
            }
            page.text(" \(words)\(symbol == .run ? "." : ", ")")
        }
    }

    // MARK: Lists

    private func writeOverrides(to page: inout HTML) {
        guard !facts.overrides.isEmpty else { return }
        let shown = facts.overrides.suffix(Self.mostListed)
        page.element(.table) { page in
            page.element(.caption, text: "Rests overridden" + cut(shown.count, facts.overrides.count))
            page.element(.thead) { $0.headings("session", "when", "rest", "reason given") }
            page.element(.tbody) { page in
                for (session, rest) in shown {
                    page.element(.tr) { page in
                        page.element(.th, .scope(.row)) {
                            $0.element(.a, .link(to: session.anchor), text: "\(session.id)")
                        }
                        page.element(.td, text: time.dayAndClock(session.startedAt, synchronised: session.clockSynced))
                        page.element(.td, text: rest?.words ?? "not known")
                        page.element(.td, text: session.overrideReason ?? "")
                    }
                }
            }
        }
    }

    private func writeTally(_ caption: String, _ heading: String, _ tallies: [EventFacts.Tally], to page: inout HTML) {
        guard !tallies.isEmpty else { return }
        let shown = tallies.prefix(Self.mostListed)
        page.element(.table) { page in
            page.element(.caption, text: caption + cut(shown.count, tallies.count))
            page.element(.thead) { $0.headings(heading, "times", "last") }
            page.element(.tbody) { page in
                for tally in shown {
                    page.element(.tr) { page in
                        page.element(.th, .scope(.row), text: tally.words)
                        page.element(.td, .class("figure"), text: "\(tally.count)")
                        page.element(.td, text: time.dayAndClock(tally.last.at, synchronised: tally.last.clockSynced))
                    }
                }
            }
        }
    }

    private func cut(_ shown: Int, _ all: Int) -> String { shown < all ? ", \(shown) of \(all)" : "" }
}
