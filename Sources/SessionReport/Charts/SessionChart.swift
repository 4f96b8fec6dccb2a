import CoachCore
import SessionLog

/// One session's temperatures over its time, in full: window, limits, faults, the end, and a number for each event.
struct SessionChart {
    private let session: SessionRecord
    private let columns: TraceColumns
    private let marks: EventMarks
    private let length: Duration
    private let scale: TemperatureScale
    private let limits: [LimitLine]
    private let top: Double

    static let columnCount = 600
    private static let plotHeight = 168.0
    private static let laneHeight = 18.0
    private static let axisHeight = 34.0
    private static let letterHeight = 12.0
    /// Below this a name to the left of a line would leave the picture.
    private static let roomForWords = 30.0

    /// - Parameter length: the time over which the columns go.
    init(_ session: SessionRecord, columns: TraceColumns, marks: EventMarks, length: Duration) {
        self.session = session
        self.columns = columns
        self.marks = marks
        self.length = length
        let ranges = columns.roles.compactMap(columns.range)
        let leading = columns.range(of: session.leadingProbe) ?? ranges.first
        let nothing = session.modality == .ice ? 0.0...20.0 : 30.0...45.0
        limits = leading.map { LimitLine.shown(of: session, readings: $0) } ?? []
        let low = ranges.map(\.lowerBound).min() ?? nothing.lowerBound
        let high = ranges.map(\.upperBound).max() ?? nothing.upperBound
        scale = TemperatureScale(readings: low...high, limits: limits, height: Self.plotHeight)
        top = max(Double(marks.lanes) * Self.laneHeight + 4, Self.letterHeight + 6)
    }

    private var bottom: Double { top + Self.plotHeight }

    private func x(_ time: Duration) -> Double { min(100, max(0, time.inSeconds / length.inSeconds * 100)) }
    private func y(_ celsius: Double) -> Double { top + scale.y(celsius) }

    // MARK: Writing

    /// - Parameter title: what a reader who does not see it is told that it is.
    func write(to page: inout HTML, title: String) {
        let (titleID, descriptionID) = ("\(session.anchor)-chart", "\(session.anchor)-in-words")
        page.element(.div, .class("plot")) { page in
            page.element(
                .svg, .picture, .labelled(by: titleID, descriptionID), .width(.whole),
                .height(.px(bottom + Self.axisHeight))
            ) { page in
                page.element(.title, .id(titleID), text: title)
                page.element(.desc, .id(descriptionID), text: description)
                writeWindow(to: &page)
                writeGrid(to: &page)
                writeLimits(to: &page)
                writeTraces(to: &page)
                writeWindowName(to: &page)
                writeFaults(to: &page)
                writeEnd(to: &page)
                writeMarks(to: &page)
                writeTimes(to: &page)
            }
        }
    }

    private var description: String {
        var sentences = columns.roles.compactMap { role in
            columns.range(of: role).map {
                "The \(role.rawValue) probe reads from \(Temperature.celsius($0.lowerBound)) to "
                    + "\(Temperature.celsius($0.upperBound))."
            }
        }
        if sentences.isEmpty { sentences.append("There is no reading.") }
        sentences += limits.map {
            "The \($0.word) line of the \(session.leadingProbe.rawValue) probe is at \($0.reading)."
        }
        sentences.append("The window is from \(session.windowWords) min.")
        if let duration = session.duration {
            sentences.append("The end is at \(duration.clockFace): \(session.endWords).")
        }
        if columns.faults.contains(true) { sentences.append("In places there is no reading because of a fault.") }
        return sentences.joined(separator: " ")
    }

    private func writeWindow(to page: inout HTML) {
        let (from, to) = (x(session.minimum), x(session.ceiling))
        if to > from {
            for fill in ["band", "hatch"] {
                page.element(
                    .rect, .class(fill), .x(.percent(from)), .y(.px(top)), .width(.percent(to - from)),
                    .height(.px(Self.plotHeight)))
            }
        }
        for edge in Set([from, to]).sorted() { writeVertical("edge", at: edge, to: &page) }
    }

    /// Over the lines that cross it.
    private func writeWindowName(to page: inout HTML) {
        let (from, to) = (x(session.minimum), x(session.ceiling))
        let isWindow = to > from
        page.element(
            .text, .class("name soft"), .x(.percent(from)), .dx(.px(isWindow ? 4 : -4)),
            .y(.px(top + Self.letterHeight)), .anchor(isWindow ? .start : .end),
            text: isWindow ? "window" : "full time")
    }

    private func writeVertical(_ name: String, at x: Double, from: Double? = nil, to page: inout HTML) {
        page.element(
            .line, .class(name), .x1(.percent(x)), .x2(.percent(x)), .y1(.px(from ?? top)), .y2(.px(bottom)))
    }

    private func writeGrid(to page: inout HTML) {
        for tick in scale.ticks {
            let height = y(Double(tick))
            page.element(.line, .class("grid"), .x1(.zero), .x2(.whole), .y1(.px(height)), .y2(.px(height)))
            page.element(
                .text, .x(.px(-6)), .y(.px(height + 4)), .anchor(.end), text: "\(tick)".replacingHyphen)
        }
        page.element(.text, .class("soft"), .x(.px(-6)), .y(.px(top - 8)), .anchor(.end), text: "°C")
    }

    private func writeLimits(to page: inout HTML) {
        var taken = -Double.infinity
        for limit in limits {
            let height = y(limit.reading.celsius)
            page.element(
                .line, .class(limit.action == .warn ? "limit-warning" : "limit-stop"), .x1(.zero), .x2(.whole),
                .y1(.px(height)), .y2(.px(height)))
            // The line below has its name below it where two would touch.
            let above = height - 4 - Self.letterHeight >= taken
            taken = above ? height : height + Self.letterHeight
            page.element(
                .text, .class("name"), .x(.px(4)), .y(.px(above ? height - 4 : height + Self.letterHeight)),
                text: name(of: limit))
        }
    }

    /// Whose limit it is, where the other probe's line may well cross it.
    private func name(of limit: LimitLine) -> String {
        let owner = session.probes.count > 1 ? "\(session.leadingProbe.rawValue): " : ""
        return "\(owner)\(limit.word) \(limit.reading)".replacingHyphen
    }

    private func writeTraces(to page: inout HTML) {
        page.element(
            .svg, .width(.whole), .y(.px(top)), .height(.px(Self.plotHeight)),
            .viewBox(columns.count, Int(Self.plotHeight) * Trace.unitsPerPixel), .stretched
        ) { page in
            for role in columns.roles {
                let data = Trace(columns, role).data(on: scale)
                page.element(.path, .class("trace \(role.rawValue)"), .path(data))
            }
        }
        var taken: Double?
        for role in columns.roles {
            guard let end = Trace(columns, role).end else { continue }
            var height = y(end.celsius) + 4
            if let taken, abs(taken - height) < Self.letterHeight {
                height = taken + (height < taken ? -Self.letterHeight : Self.letterHeight)
            }
            taken = height
            page.element(
                .text, .class("name \(role.rawValue)"), .x(.percent(end.share * 100)), .dx(.px(6)), .y(.px(height)),
                text: role.rawValue)
        }
    }

    private func writeFaults(to page: inout HTML) {
        guard let first = columns.faults.firstIndex(of: true) else { return }
        page.element(
            .svg, .width(.whole), .y(.px(bottom - 8)), .height(.px(8)), .viewBox(columns.count, 8), .stretched
        ) { $0.element(.path, .class("no-reading"), .path(Trace.faults(columns, y: 4))) }
        let start = Double(first) / Double(columns.count) * 100
        let isLeft = start < Self.roomForWords
        page.element(
            .text, .class("name"), .x(.percent(start)), .dx(.px(isLeft ? 0 : -4)), .y(.px(bottom - 12)),
            .anchor(isLeft ? .start : .end), text: "no reading")
    }

    private func writeEnd(to page: inout HTML) {
        guard let duration = session.duration else { return }
        let end = x(duration)
        writeVertical("end", at: end, to: &page)
        let isLeft = end < Self.roomForWords
        // Above the line of faults.
        page.element(
            .text, .class("name"), .x(.percent(end)), .dx(.px(isLeft ? 5 : -5)), .y(.px(bottom - 26)),
            .anchor(isLeft ? .start : .end), text: "end \(duration.clockFace)")
    }

    private func writeMarks(to page: inout HTML) {
        for mark in marks.marks {
            guard let number = mark.number else { continue }
            let name = mark.event.isGrave ? "grave-mark" : "mark"
            let middle = Self.laneHeight * (Double(mark.lane) + 0.5)
            writeVertical("drop", at: mark.x, from: middle + 8, to: &page)
            page.element(.circle, .class(name), .cx(.percent(mark.x)), .cy(.px(middle)), .radius(.px(8)))
            page.element(
                .text, .class("\(name)-number"), .x(.percent(mark.x)), .y(.px(middle + 4)), .anchor(.middle),
                text: "\(number)")
        }
    }

    private func writeTimes(to page: inout HTML) {
        page.element(.line, .class("axis"), .x1(.zero), .x2(.whole), .y1(.px(bottom)), .y2(.px(bottom)))
        let minutes = length.milliseconds / 60_000
        let step: Int64 = minutes > 60 ? 30 : 5
        for minute in stride(from: 0, through: minutes, by: Int(step)) {
            let x = x(.minutes(minute))
            page.element(
                .line, .class("axis"), .x1(.percent(x)), .x2(.percent(x)), .y1(.px(bottom)), .y2(.px(bottom + 4)))
            page.element(.text, .x(.percent(x)), .y(.px(bottom + 17)), .anchor(.middle), text: "\(minute)")
        }
        page.element(
            .text, .class("soft"), .x(.percent(50)), .y(.px(bottom + 31)), .anchor(.middle),
            text: "minutes since the press")
    }
}

extension String {
    /// A minus sign, which is as wide as a digit.
    var replacingHyphen: String { String(map { $0 == "-" ? "−" : $0 }) }
}
