import CoachCore
import SessionLog

/// A session's temperatures as a chart, with its window, its limits and its events.
struct SessionChart {
    private let session: SessionRecord
    private let samples: [SampleRecord]
    private let events: [EventRecord]
    /// For each event its letter; nil: it has no place on the time line, or there are no letters left.
    let letters: [Character?]
    /// Seconds from the press to the end of the chart.
    private let length: Double

    private static let alphabet = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")

    init(_ session: SessionRecord, samples: [SampleRecord], events: [EventRecord]) {
        self.session = session
        self.samples = samples
        self.events = events
        let ceiling = session.ceiling.inSeconds
        let end = max(session.duration?.inSeconds ?? 0, samples.last?.time.inSeconds ?? 0)
        // A session that outlived its service may be longer than its ceiling.
        let length = end > ceiling ? (end / 60).rounded(.up) * 60 : max(ceiling, 1)
        self.length = length
        var next = 0
        letters = events.map { event in
            guard let time = event.time?.inSeconds, (0...length).contains(time), next < Self.alphabet.count else {
                return nil
            }
            next += 1
            return Self.alphabet[next - 1]
        }
    }

    /// There is something to draw.
    var hasReadings: Bool { samples.contains { (try? $0.reading.get()) != nil } }

    func lines(rows: Int, shape: OutputShape) -> [String] {
        let chart = Chart(
            series: ProbeRole.allCases.compactMap(series), limits: limits, times: 0...length, ticks: ticks,
            mark: mark, stretch: window, pointers: pointers)
        return shape.lines(rows) { chart.draw(on: &$0, rows: 0..<rows, columns: 0..<shape.width) }
    }

    /// What the signs of the chart mean.
    func legend(_ style: ScreenStyle) -> String {
        var parts = [
            "\(style.glyph("━", "=")) window \(Self.minutes(session.minimum))–\(Self.minutes(session.ceiling)) min"
        ]
        if mark == nil { parts = ["\(style.glyph("━", "=")) full time"] }
        parts.append("\(style.glyph("╌", "-")) limit on the \(session.leadingProbe.rawValue)")
        if samples.contains(where: { (try? $0.reading.get()) == nil }) { parts.append("gap: no reading") }
        if letters.contains(where: { $0 != nil }) { parts.append("letters: events below") }
        return parts.joined(separator: ", ")
    }

    // MARK: Parts

    private func series(_ probe: ProbeRole) -> Chart.Series? {
        let own = samples.filter { $0.probe == probe }
        guard !own.isEmpty else { return nil }
        return Chart.Series(
            name: probe.rawValue, paint: probe == .pack ? .pack : .skin, letter: probe == .pack ? "p" : "s",
            values: own.map { ($0.time.inSeconds, try? $0.reading.get().celsius) })
    }

    /// Of the probe nearest to the skin, at the reading at which each begins to count. The one that the session came
    /// nearest to is drawn in any case.
    private var limits: [Chart.Limit] {
        let readings = samples.filter { $0.probe == session.leadingProbe }
            .compactMap { try? $0.reading.get().celsius }
        let shown = SafetyLimits.cutoffs.filter { cutoff in
            // A limit on a sum is nothing that a line could show; warnings of the other modality do not sound.
            if case .total = cutoff.hold { return false }
            let isOfModality = (cutoff.side == .cold) == (session.modality == .ice)
            return cutoff.probe == session.leadingProbe && (isOfModality || cutoff.action == .stop)
        }
        let nearest =
            session.modality == .ice
            ? shown.filter { $0.side == .cold && $0.readingAtLimit.celsius <= readings.min() ?? .infinity }
                .max { $0.threshold < $1.threshold }
            : shown.filter { $0.side == .hot && $0.readingAtLimit.celsius >= readings.max() ?? -.infinity }
                .min { $0.threshold < $1.threshold }
        var limits: [Chart.Limit] = []
        for cutoff in shown {
            let limit = Chart.Limit(
                name: "\(cutoff.action == .warn ? "warn" : "stop") \(Self.degrees(cutoff.threshold))",
                at: cutoff.readingAtLimit, isAlwaysShown: cutoff == nearest)
            if !limits.contains(where: { $0.at == limit.at }) { limits.append(limit) }
        }
        return limits
    }

    static func degrees(_ temperature: Temperature) -> String {
        let words = "\(temperature)".prefix { $0 != " " }
        // With the sign of the scale beside it.
        return String((words.hasSuffix(".0") ? words.dropLast(2) : words).map { $0 == "-" ? "−" : $0 })
    }

    private var ticks: [Chart.Tick] {
        let last = Int(length / 60)
        let step = last > 240 ? 60 : last > 60 ? 30 : last > 30 ? 10 : 5
        return stride(from: 0, through: last, by: step).map {
            Chart.Tick(at: Double($0 * 60), name: $0 + step > last ? "\($0) min" : "\($0)")
        }
    }

    /// Where the window opens; heat may have none.
    private var mark: Double? {
        session.minimum < session.ceiling ? session.minimum.inSeconds : nil
    }

    /// Nil: a damaged log has it end before it begins.
    private var window: ClosedRange<Double>? {
        let (from, to) = (session.minimum.inSeconds, session.ceiling.inSeconds)
        return from <= to ? from...to : nil
    }

    private var pointers: [Chart.Pointer] {
        zip(events, letters).compactMap { event, letter in
            guard let letter, let time = event.time else { return nil }
            return Chart.Pointer(at: time.inSeconds, letter: letter)
        }.sorted { $0.at < $1.at }
    }

    private static func minutes(_ duration: Duration) -> Int64 { duration.milliseconds / 60_000 }
}

extension Cutoff {
    /// The reading at which it begins to count: the probe's tolerance counts against the person.
    var readingAtLimit: Temperature {
        side == .cold ? threshold + SafetyLimits.tolerance : threshold - SafetyLimits.tolerance
    }
}
