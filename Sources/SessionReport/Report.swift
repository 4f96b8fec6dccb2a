import CoachCore
import SessionLog

/// The page for a physiotherapist: one HTML file that needs no network and no script.
///
/// The first page sums the period up; after the key follow the sessions, those in full that somebody should look at, the
/// others small. The same log, period and moment give the same bytes.
public struct Report {
    /// What it is about.
    public let period: ReportPeriod
    private let name: String
    private let site: String
    private let release: String
    private let words: (EventRecord) -> String

    /// - Parameters:
    ///   - name: who it is about, where the sessions do not say; may be empty.
    ///   - site: which side of what, where the sessions do not say.
    ///   - release: this program's version.
    ///   - words: an event as people read it everywhere in this program.
    public init(
        period: ReportPeriod, name: String, site: String, release: String, words: @escaping (EventRecord) -> String
    ) {
        (self.period, self.name, self.site, self.release, self.words) = (period, name, site, release, words)
    }

    /// Writes the page piece by piece, so that the memory does not grow with the readings; a session's are read in one
    /// go and never while `output` waits for somebody to take the page.
    ///
    /// - Parameter output: takes the next piece of the page; may throw to end it.
    /// - Returns: how many sessions it is about.
    /// - Throws: ``LogError``, and what `output` throws.
    @discardableResult
    public func write(_ log: LogReader, to output: (String) throws -> Void) throws -> Int {
        let sessions = try log.sessions(from: period.start)
        let events = EventFacts(try log.events(EventFacts.kinds, from: period.start), words: words)
        let facts = SessionFacts(sessions, time: period.time)
        let first = FirstPage(
            name: facts.names.isEmpty ? name : facts.names.joined(separator: ", "),
            site: facts.sites.isEmpty ? site : facts.sites.joined(separator: ", "),
            period: period, sessions: sessions, facts: facts, events: events, onset: try log.onset())

        var page = HTML()
        page.beginDocument(title: "Ice and heat: \(first.site) \(first.name)", generator: "packcoach \(release)")
        Symbols.define(in: &page)
        first.write(to: &page)
        if !sessions.isEmpty {
            ReadingKey(hasSkinProbe: facts.hasSkinProbe).write(to: &page)
            Meaning(hasSkinProbe: facts.hasSkinProbe, hasPackAlone: facts.hasPackAlone).write(to: &page)
            try writeSessions(sessions, warned: events.warned, log, &page, output)
        } else {
            Meaning(hasSkinProbe: true, hasPackAlone: true).write(to: &page)
        }
        page.endDocument(
            footer: "Made by packcoach \(release) on \(period.time.weekdayAndTime(period.end)). No medical device.")
        try output(page.take())
        return sessions.count
    }

    // MARK: Sessions

    private func writeSessions(
        _ sessions: [SessionRecord], warned: Set<Int64>, _ log: LogReader, _ page: inout HTML,
        _ output: (String) throws -> Void
    ) throws {
        let choice = SessionChoice(sessions, warned: warned)
        page.element(.h2, .class("sessions"), text: choice.headingInFull)
        page.element(.p, .class("soft"), text: choice.words)
        for session in sessions where choice.inFull.contains(session.id) {
            let (columns, length) = try read(session, columns: SessionChart.columnCount, log)
            SessionSection(
                session: session, columns: columns, events: try log.events(of: session.id), length: length,
                time: period.time, words: words
            ).write(to: &page)
            try output(page.take())
        }
        guard choice.inFull.count < sessions.count else { return }
        page.element(.h2, text: "The other sessions")
        try page.element(.div, .class("grid-of-sessions")) { page in
            for session in sessions where !choice.inFull.contains(session.id) {
                let (columns, length) = try read(session, columns: SmallChart.columnCount, log)
                SmallSession(session: session, columns: columns, length: length, time: period.time).write(to: &page)
                try output(page.take())
            }
        }
    }

    private func read(
        _ session: SessionRecord, columns count: Int, _ log: LogReader
    ) throws -> (TraceColumns, Duration) {
        let lengths = [session.ceiling, session.duration ?? .zero, try log.lastReading(of: session.id) ?? .zero]
        let length = max(.minutes(1), lengths.max() ?? .zero)
        var columns = TraceColumns(count: count, over: length)
        try log.eachReading(of: session.id) { columns.take($0, $1, $2) }
        return (columns, length)
    }
}
