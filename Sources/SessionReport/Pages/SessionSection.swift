import CoachCore
import SessionLog

/// One session in full: what is known of it, its chart, its events.
struct SessionSection {
    let session: SessionRecord
    let columns: TraceColumns
    let events: [EventRecord]
    let length: Duration
    let time: LocalTime
    let words: (EventRecord) -> String

    func write(to page: inout HTML) {
        let marks = EventMarks(events, over: length)
        let title =
            "Session \(session.id): \(session.modality.rawValue), "
            + time.weekdayAndTime(session.startedAt, synchronised: session.clockSynced)
        page.element(.section, .class("session"), .id(session.anchor), .labelled(by: "\(session.anchor)-title")) {
            page in
            page.element(.h3, .id("\(session.anchor)-title"), text: title)
            writeFacts(to: &page)
            page.element(.figure) { page in
                SessionChart(session, columns: columns, marks: marks, length: length)
                    .write(to: &page, title: "Temperatures of session \(session.id)")
            }
            writeEvents(marks, to: &page)
        }
    }

    private func writeFacts(to page: inout HTML) {
        var facts: [(term: String, words: String)] = [
            ("length", session.lengthWords), ("end", session.endWords),
            ("window met", session.windowMet ? "yes" : "no"),
        ]
        if let readings = session.readingWords {
            facts.append(("\(session.leadingProbe.rawValue) probe", readings.replacingHyphen))
        }
        if let dose = session.dose, session.modality == .heat || dose >= 0.005 {
            facts.append(("dose", "\(fixed(dose, places: 2)) CEM43"))
        }
        if let after = session.acknowledgedAfter { facts.append(("answered", "\(after.words) after the alarm")) }
        if let pain = session.painWords { facts.append(("pain", "\(pain), of 10")) }
        // What people wrote has a line of its own.
        var lines: [(term: String, words: String)] = []
        if let reason = session.overrideReason { lines.append(("override", reason)) }
        if let note = session.note { lines.append(("note", note)) }
        if !session.clockSynced {
            lines.append(("~", "the clock was not synchronised; the length is right all the same"))
        }
        page.element(.dl, .class("inline")) { page in
            for fact in facts { page.element(.div) { write(fact, to: &$0) } }
            for line in lines { page.element(.div, .class("whole")) { write(line, to: &$0) } }
        }
    }

    private func write(_ fact: (term: String, words: String), to page: inout HTML) {
        page.element(.dt, text: fact.term)
        page.element(.dd, text: fact.words)
    }

    private func writeEvents(_ marks: EventMarks, to page: inout HTML) {
        guard !marks.marks.isEmpty else { return }
        page.element(.table, .class("events")) { page in
            page.element(.caption, text: "Events")
            page.element(.thead) { $0.headings("mark", "time", "event") }
            page.element(.tbody) { page in
                for mark in marks.marks {
                    page.element(.tr) { page in
                        page.element(.td, .class("figure")) { page in
                            guard let number = mark.number else { return }
                            page.element(.span, .class(mark.event.isGrave ? "badge grave" : "badge"), text: "\(number)")
                        }
                        page.element(.td, .class("figure"), text: mark.event.time.map(clockFace) ?? "?")
                        page.element(.td, text: words(mark.event))
                    }
                }
            }
        }
        if marks.omitted > 0 {
            page.element(
                .p, .class("soft"),
                text: "\(counted(marks.omitted, "event")) in the middle left out; all of them: "
                    + "packcoach log show \(session.id)")
        }
    }

    /// Before the press, as a press that was ignored, too.
    private func clockFace(_ time: Duration) -> String {
        time < .zero ? "−" + (.zero - time).clockFace : time.clockFace
    }
}
