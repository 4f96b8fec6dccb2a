import CoachCore
import SessionLog

/// Events one below the other: when, what was heard, what happened.
struct EventList {
    let time: LocalTime
    let shape: OutputShape

    private struct Entry {
        var when: String
        var session = ""
        var event: EventWords
    }

    // MARK: Of all sessions

    /// In the order given, under their days.
    /// - Parameter chirpsAreSilent: the configuration silences chirps now, which is said below.
    func lines(_ events: [EventRecord], chirpsAreSilent: Bool = false) -> [String] {
        var lines: [String] = []
        var day = ""
        let entries = events.map { event in
            Entry(
                when: (event.clockSynced ? "" : "~") + time.timeOfDay(event.at),
                session: event.session.map { "\($0)" } ?? "", event: EventWords(event, time: time))
        }
        let columns = Columns(entries, names: ("WHEN", "ID"), width: shape.width)
        lines += columns.header(shape)
        for (event, entry) in zip(events, entries) {
            let today = time.string(event.at, format: "%a %Y-%m-%d %Z")
            if today != day {
                lines += shape.lines(1) { $0.put(today, row: 0, column: 0, .strong) }
                day = today
            }
            lines += columns.lines(of: entry, shape)
        }
        if events.contains(where: { !$0.clockSynced }) {
            lines += shape.spelled("~ the clock was not synchronised; put right when it is, within the same boot")
        }
        if chirpsAreSilent, entries.contains(where: { $0.event.sound.map(EventWords.isChirp) ?? false }) {
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

        private static let gap = 2
        /// Less than this makes a column of single words.
        private static let leastWords = 16

        init(_ entries: [Entry], names: (when: String, session: String), width: Int) {
            self.names = names
            func widest(_ name: String, _ texts: [String]) -> Int { ([name] + texts).map(\.columns).max() ?? 0 }
            let sessions = widest(names.session, entries.map(\.session))
            session = widest(names.when, entries.map(\.when)) + Self.gap
            sound = session + (sessions == 0 ? 0 : sessions + Self.gap)
            let heading = names.when.isEmpty ? "" : "SOUND"
            words = sound + widest(heading, entries.map { $0.event.sound ?? "" }) + Self.gap
            end = max(width, words + Self.leastWords)
        }

        func header(_ shape: OutputShape) -> [String] {
            shape.lines(1) { canvas in
                canvas.put(names.when, row: 0, column: 0, .faint)
                canvas.put(names.session, row: 0, column: session, .faint)
                canvas.put("SOUND", row: 0, column: sound, .faint)
                canvas.put("WHAT HAPPENED", row: 0, column: words, .faint)
            }
        }

        func lines(of entry: Entry, _ shape: OutputShape) -> [String] {
            var wide = shape
            wide.width = end
            let text = shape.style.spell(entry.event.words).wrappedHard(to: end - words)
            return wide.lines(max(1, text.count)) { canvas in
                canvas.put(entry.when, row: 0, column: 0, .faint)
                canvas.put(entry.session, row: 0, column: session)
                canvas.put(entry.event.sound ?? "", row: 0, column: sound, .strong)
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

extension String {
    /// Broken at blanks, and inside a word that is longer than `width` columns, such as a path.
    func wrappedHard(to width: Int) -> [String] {
        let pieces = split(separator: " ").flatMap { word -> [String] in
            var rest = word
            var pieces: [String] = []
            while rest.reduce(0, { $0 + $1.columns }) > width {
                var columns = 0
                let piece = rest.prefix { character in
                    columns += character.columns
                    return columns <= width
                }
                guard !piece.isEmpty else { break }
                pieces.append(String(piece))
                rest = rest.dropFirst(piece.count)
            }
            return pieces + [String(rest)]
        }
        return pieces.joined(separator: " ").wrapped(to: width)
    }

    func leftPadded(to width: Int) -> String { String(repeating: " ", count: max(0, width - columns)) + self }
}
