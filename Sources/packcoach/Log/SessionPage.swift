import CoachCore
import SessionLog
import SessionReport

/// One session on a screen: its facts, its temperatures, its events.
struct SessionPage {
    let session: SessionRecord
    let samples: [SampleRecord]
    let events: [EventRecord]
    let time: LocalTime
    let shape: OutputShape

    private static let fewestRows = 10
    private static let mostRows = 22
    /// Narrower than this nothing can be made out.
    private static let leastWidth = 40
    private static let labels = 13

    func lines() -> [String] {
        let facts = factLines()
        let chart = SessionChart(session, samples: samples, events: events)
        let list = EventList(time: time, shape: shape).lines(of: events, letters: chart.letters)
        var lines = facts
        if chart.hasReadings, shape.width >= Self.leastWidth {
            // All of it on one screen where that can be, with a row left for the prompt.
            let room = shape.height - facts.count - list.count - 4
            let rows = min(max(room, Self.fewestRows), Self.mostRows)
            lines += [""] + chart.lines(rows: rows, shape: shape) + shape.spelled(chart.legend(shape.style))
        }
        return lines + (list.isEmpty ? [] : [""] + list)
    }

    // MARK: Facts

    private func factLines() -> [String] {
        var lines = title()
        for (label, words, paint) in facts {
            let rows = shape.style.spell(words).wrappedHard(to: max(shape.width - Self.labels, 20))
            lines += shape.lines(max(rows.count, 1)) { canvas in
                canvas.put(label, row: 0, column: 0, .faint)
                for (row, line) in rows.enumerated() { canvas.put(line, row: row, column: Self.labels, paint) }
            }
        }
        return lines
    }

    private func title() -> [String] {
        let when = (session.clockSynced ? "" : "~") + time.string(session.startedAt, format: "%a %Y-%m-%d %H:%M:%S %Z")
        let facts = ["Session \(session.id): \(session.modality.rawValue)", when, session.site, session.name]
        return shape.spelled(facts.filter { !$0.isEmpty }.joined(separator: " · "), .strong)
    }

    private var facts: [(label: String, words: String, paint: Paint)] {
        var facts: [(String, String, Paint)] = []
        func add(_ label: String, _ words: String, _ paint: Paint = .normal) { facts.append((label, words, paint)) }
        add("end", end, session.endReason?.isPlanned == false ? .warning : .normal)
        for probe in ProbeRole.allCases where session.probes.contains(probe) {
            add("\(probe.rawValue) probe", range(probe))
        }
        if let reason = session.overrideReason { add("override", reason) }
        if let pain = SessionWords.pain(session) { add("pain", String(pain.dropFirst("pain ".count))) }
        if let note = session.note { add("note", note) }
        if session.leadingProbe == .pack {
            add("", "on the pack it cannot feel skin: the timer is the main protection", .faint)
        }
        if !session.clockSynced { add("~", "the clock was not synchronised; the length is right all the same", .faint) }
        return facts
    }

    private var end: String {
        var words = ["\(SessionWords.end(session)), \(SessionWords.length(session)) min"]
        if session.endReason != nil { words.append(session.windowMet ? "window met" : "window not met") }
        if let after = session.acknowledgedAfter { words.append("answered after \(after.clockFace)") }
        return words.joined(separator: " · ")
    }

    private func range(_ probe: ProbeRole) -> String {
        // As in the list: a pack that was taken off is no session any more.
        let own = samples.filter { sample in
            sample.probe == probe && (session.duration.map { sample.time <= $0 } ?? true)
        }
        let readings = own.compactMap { try? $0.reading.get() }
        guard let low = readings.min(), let high = readings.max() else { return "no reading" }
        var words = ["\(low) to \(high)"]
        let faults = own.count - readings.count
        if faults > 0 { words.append("\(faults) of \(own.count) readings missing") }
        if probe == .skin, let dose = session.dose { words.append("dose \(fixed(dose, places: 2)) CEM43") }
        return words.joined(separator: " · ")
    }
}
