import CoachCore
import SessionLog

/// Events one below the other: when, what was heard, what happened.
struct EventList {
    let time: LocalTime
    let shape: OutputShape
    private var columns: Columns?
    private var day = ""
    private var hasUncertain = false
    private var hasChirps = false

    init(time: LocalTime, shape: OutputShape) {
        self.time = time
        self.shape = shape
    }

    private struct Entry {
        var when: String
        var session = ""
        var event: EventWords
    }

    // MARK: Of all sessions

    /// Under their days, in the order given; called again for those that follow.
    /// - Parameter isAll: there are no others.
    mutating func lines(_ events: [EventRecord], isAll: Bool = true) -> [String] {
        let entries = events.map { event in
            // Where there may be more, there may be uncertain ones among them.
            let blank = isAll && events.allSatisfy(\.clockSynced) ? "" : " "
            return Entry(
                when: (event.clockSynced ? blank : "~") + time.timeOfDay(event.at),
                session: event.session.map { "\($0)" } ?? "", event: EventWords(event, time: time))
        }
        let sounds = isAll ? [] : [EventWords.longestSound]
        let columns = columns ?? Columns(entries, names: ("WHEN", "ID"), sounds: sounds, width: shape.width)
        var lines = self.columns == nil ? columns.header(shape) : []
        self.columns = columns
        for (event, entry) in zip(events, entries) {
            let today = time.string(event.at, format: "%a %Y-%m-%d %Z")
            if today != day {
                lines += shape.lines(1) { $0.put(today, row: 0, column: 0, .strong) }
                day = today
            }
            hasUncertain = hasUncertain || !event.clockSynced
            hasChirps = hasChirps || entry.event.sound.map(EventWords.isChirp) ?? false
            lines += columns.lines(of: entry, shape)
        }
        return lines
    }

    /// What stands below all of them.
    /// - Parameter chirpsAreSilent: the configuration silences chirps now.
    func remarks(chirpsAreSilent: Bool) -> [String] {
        var lines: [String] = []
        if hasUncertain {
            lines += shape.spelled("~ the clock was not synchronised; put right when it is, within the same boot")
        }
        if chirpsAreSilent, hasChirps {
            lines += shape.spelled("chirps = \"none\" in the configuration: chirps and buzzes are silent now")
        }
        return lines
    }

    // MARK: Of one session

    /// With the letters that stand for them in the chart.
    func lines(of session: [EventRecord], letters: [Character?]) -> [String] {
        let entries = zip(session, letters).map { event, letter in
            Entry(
                when: (letter.map { "\($0)  " } ?? "   ") + (event.time?.clockFace ?? "?").leftPadded(to: 7),
                event: EventWords(event, time: time))
        }
        let columns = Columns(entries, names: ("", ""), width: shape.width)
        return entries.flatMap { columns.lines(of: $0, shape) }
    }

    // MARK: Layout

    private struct Columns {
        let names: (when: String, session: String)
        let session: Int
        let sound: Int
        let words: Int
        let end: Int
        /// On a narrow terminal the sound stands before the words.
        let isFolded: Bool

        private static let gap = 2
        /// Less than this makes a column of single words.
        private static let leastWords = 30

        /// - Parameter more: sounds that may come besides.
        init(
            _ entries: [Entry], names: (when: String, session: String), sounds more: [String] = [], width: Int
        ) {
            self.names = names
            func widest(_ name: String, _ texts: [String]) -> Int { ([name] + texts).map(\.columns).max() ?? 0 }
            let sessions = widest(names.session, entries.map(\.session))
            session = widest(names.when, entries.map(\.when)) + Self.gap
            sound = session + (sessions == 0 ? 0 : sessions + Self.gap)
            let heading = names.when.isEmpty ? "" : "SOUND"
            let sounds = widest(heading, entries.map { $0.event.sound ?? "" } + more)
            isFolded = sounds == 0 || width - sound - sounds - Self.gap < Self.leastWords
            words = sound + (isFolded ? 0 : sounds + Self.gap)
            end = width
        }

        func header(_ shape: OutputShape) -> [String] {
            shape.lines(1) { canvas in
                canvas.put(names.when, row: 0, column: 0, .faint)
                canvas.put(names.session, row: 0, column: session, .faint)
                if !isFolded { canvas.put("SOUND", row: 0, column: sound, .faint) }
                canvas.put("WHAT HAPPENED", row: 0, column: words, .faint)
            }
        }

        func lines(of entry: Entry, _ shape: OutputShape) -> [String] {
            let heard = entry.event.sound ?? ""
            let told = isFolded && !heard.isEmpty ? "(\(heard)) \(entry.event.words)" : entry.event.words
            let text = shape.style.spell(told).wrappedHard(to: max(1, end - words))
            return shape.lines(max(1, text.count)) { canvas in
                canvas.put(entry.when, row: 0, column: 0, .faint)
                canvas.put(entry.session, row: 0, column: session)
                if !isFolded { canvas.put(heard, row: 0, column: sound, .strong) }
                for (row, line) in text.enumerated() {
                    canvas.put(line, row: row, column: words, entry.event.paint)
                }
            }
        }
    }
}

extension OutputShape {
    /// A remark, broken at blanks.
    func spelled(_ text: String, _ paint: Paint = .faint) -> [String] {
        let rows = style.spell(text).wrappedHard(to: width)
        return lines(rows.count) { canvas in
            for (row, line) in rows.enumerated() { canvas.put(line, row: row, column: 0, paint) }
        }
    }
}
