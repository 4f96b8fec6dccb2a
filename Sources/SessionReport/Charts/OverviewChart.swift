import CoachCore
import SessionLog

/// The period at a glance, a column for each day: when the sessions were, how many met their window, and the pain.
struct OverviewChart {
    private let sessions: [SessionRecord]
    private let runs: [EventRecord]
    private let onsets: [EventRecord]
    private let period: ReportPeriod
    private let buckets: Buckets

    private static let clockHeight = 112.0
    private static let barHeight = 52.0
    private static let painHeight = 64.0
    private static let gap = 24.0
    private static let runHeight = 12.0
    /// Of the times of day; above are the runs.
    private static let top = 36.0
    /// A label takes so much of a phone's width, in percent.
    private static let labelWidth = 17.0

    init(_ sessions: [SessionRecord], events: EventFacts, period: ReportPeriod) {
        self.sessions = sessions
        self.period = period
        runs = events.runs
        onsets = events.onsets.filter { $0.kind == EventKind.onset.rawValue }
        buckets = Buckets(sessions, period: period)
    }

    private var hasPain: Bool { sessions.contains { $0.painWords != nil } }
    private var barsTop: Double { Self.top + Self.clockHeight + Self.gap }
    private var painTop: Double { barsTop + Self.barHeight + Self.gap }
    private var bottom: Double { hasPain ? painTop + Self.painHeight : barsTop + Self.barHeight }

    func write(to page: inout HTML) {
        page.element(.div, .class("plot overview")) { page in
            page.element(
                .svg, .picture, .labelled(by: "overview-title", "overview-in-words"), .width(.whole),
                .height(.px(bottom + 22))
            ) { page in
                page.element(.title, .id("overview-title"), text: "The period at a glance")
                page.element(.desc, .id("overview-in-words"), text: description)
                writeClock(to: &page)
                writeBars(to: &page)
                if hasPain { writePain(to: &page) }
                writeDates(to: &page)
            }
        }
    }

    private var description: String {
        var text =
            "A column for each day. Above, the time of day of each session and run; below, the sessions "
            + "\(buckets.words), those with their window met filled"
        text += hasPain ? "; at the bottom, pain from 0 to 10 before and after." : "."
        return text + " The figures stand in the tables of this page."
    }

    // MARK: The time of day

    private func writeClock(to page: inout HTML) {
        if !runs.isEmpty {
            page.element(.text, .class("soft"), .x(.px(-6)), .y(.px(Self.runHeight - 2)), .anchor(.end), text: "runs")
        }
        writeName("time of day", above: Self.top, to: &page)
        for hour in stride(from: 0, through: 24, by: 6) {
            let y = clockY(.hours(Int64(hour)))
            writeLine(at: y, label: "\(hour) h", to: &page)
        }
        for onset in onsets {
            guard let place = period.place(onset.at) else { continue }
            page.element(
                .line, .class("onset"), .x1(.percent(place.x)), .x2(.percent(place.x)), .y1(.px(Self.top)),
                .y2(.px(bottom)))
        }
        for run in runs {
            guard let place = period.place(run.at) else { continue }
            Symbols.run.draw(x: .percent(place.x), y: .px(Self.runHeight / 2), in: &page)
        }
        for session in sessions {
            guard let place = period.place(session.startedAt) else { continue }
            let (x, y) = (Length.percent(place.x), Length.px(clockY(place.clock)))
            let symbol = session.modality == .ice ? Symbols.ice : .heat
            symbol.draw(x: x, y: y, in: &page)
            if session.endReason?.isPlanned == false { Symbols.grave.draw(x: x, y: y, in: &page) }
        }
        // Over the sessions of its day.
        for place in onsets.compactMap({ period.place($0.at) }) {
            let isLeft = place.x < 70
            page.element(
                .text, .class("name"), .x(.percent(place.x)), .dx(.px(isLeft ? 4 : -4)), .y(.px(Self.top + 11)),
                .anchor(isLeft ? .start : .end), text: "onset")
        }
    }

    /// Midnight is at the top.
    private func clockY(_ clock: Duration) -> Double {
        Self.top + clock.inSeconds / Duration.hours(24).inSeconds * Self.clockHeight
    }

    // MARK: Windows met

    private func writeBars(to page: inout HTML) {
        writeName("sessions \(buckets.words): window met (filled), not met (open)", above: barsTop, to: &page)
        let most = max(4, buckets.all.map { $0.met + $0.missed }.max() ?? 0)
        let unit = Self.barHeight / Double(most)
        let floor = barsTop + Self.barHeight
        let step = most <= 6 ? 2 : most <= 15 ? 5 : most <= 30 ? 10 : 20
        for count in stride(from: 0, through: most, by: step) {
            writeLine(at: floor - Double(count) * unit, label: "\(count)", to: &page)
        }
        for bucket in buckets.all {
            let (met, all) = (Double(bucket.met) * unit, Double(bucket.met + bucket.missed) * unit)
            if met > 0 { writeBar("met", bucket, from: floor - met, to: floor, &page) }
            if all > met { writeBar("missed", bucket, from: floor - all, to: floor - met, &page) }
        }
    }

    private func writeBar(_ name: String, _ bucket: Buckets.Bucket, from: Double, to: Double, _ page: inout HTML) {
        let width = bucket.width * 0.72
        page.element(
            .rect, .class(name), .x(.percent(bucket.x - width / 2)), .width(.percent(width)), .y(.px(from + 0.5)),
            .height(.px(max(1, to - from - 1))))
    }

    // MARK: Pain

    private func writePain(to page: inout HTML) {
        writeName("pain from 0 to 10: before (open), after (filled)", above: painTop, to: &page)
        func y(_ pain: Int) -> Double { painTop + Double(10 - pain) / 10 * Self.painHeight }
        for pain in [0, 5, 10] { writeLine(at: y(pain), label: "\(pain)", to: &page) }
        for session in sessions {
            guard session.painWords != nil, let place = period.place(session.startedAt) else { continue }
            // Several a day stand side by side in the order of the day.
            let shift = (place.clock.inSeconds / Duration.hours(24).inSeconds - 0.5) / Double(period.days) * 80
            let x = Length.percent(place.x + shift)
            if let before = session.painBefore, let after = session.painAfter, before != after {
                page.element(.line, .class("pain"), .x1(x), .x2(x), .y1(.px(y(before))), .y2(.px(y(after))))
            }
            if let before = session.painBefore {
                page.element(.circle, .class("pain-before"), .cx(x), .cy(.px(y(before))), .radius(.px(3.5)))
            }
            if let after = session.painAfter {
                page.element(.circle, .class("pain-after"), .cx(x), .cy(.px(y(after))), .radius(.px(2.5)))
            }
        }
    }

    // MARK: Around it

    private func writeName(_ name: String, above y: Double, to page: inout HTML) {
        page.element(.text, .class("soft name"), .x(.zero), .y(.px(y - 6)), text: name)
    }

    private func writeLine(at y: Double, label: String, to page: inout HTML) {
        page.element(.line, .class("grid"), .x1(.zero), .x2(.whole), .y1(.px(y)), .y2(.px(y)))
        page.element(.text, .x(.px(-6)), .y(.px(y + 4)), .anchor(.end), text: label)
    }

    private func writeDates(to page: inout HTML) {
        let fitting = Int(100 / Self.labelWidth)
        let step = [1, 2, 7, 14, 28, 56, 91, 182, 364].first { period.days / $0 <= fitting } ?? period.days
        for day in stride(from: 0, to: period.days, by: max(1, step)) {
            let x = (Double(day) + 0.5) / Double(period.days) * 100
            page.element(
                .line, .class("axis"), .x1(.percent(x)), .x2(.percent(x)), .y1(.px(bottom)), .y2(.px(bottom + 4)))
            page.element(
                .text, .x(.percent(x)), .y(.px(bottom + 17)), .anchor(.middle), text: (period.first + day).short)
        }
    }
}
