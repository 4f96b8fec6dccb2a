import CoachCore
import SessionLog

/// One session among many: three lines of words and a small chart.
struct SmallSession {
    let session: SessionRecord
    let columns: TraceColumns
    let length: Duration
    let time: LocalTime

    func write(to page: inout HTML) {
        let when = time.dayAndClock(session.startedAt, synchronised: session.clockSynced)
        page.element(.figure, .class("small"), .id(session.anchor)) { page in
            page.element(.figcaption) { page in
                page.element(.strong, text: "\(session.id) \(session.modality.rawValue)")
                page.text(" \(when)")
                page.element(.div, text: "\(session.duration?.clockFace ?? "–"), \(session.endWords)")
                page.element(.div, text: words)
            }
            SmallChart(session: session, columns: columns, length: length)
                .write(to: &page, title: "Temperatures of session \(session.id)")
        }
    }

    private var words: String {
        let readings = session.readingWords.map { "\(session.leadingProbe.rawValue) \($0.replacingHyphen)" }
        let pain = session.painWords.map { "pain \($0)" }
        return [readings, pain].compactMap { $0 }.joined(separator: "; ")
    }
}
