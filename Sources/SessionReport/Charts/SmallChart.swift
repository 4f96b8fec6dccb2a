import CoachCore
import SessionLog

/// One session among many: its line alone, on the scale that all of its modality share.
struct SmallChart {
    let session: SessionRecord
    let columns: TraceColumns
    let length: Duration

    static let columnCount = 120
    private static let height = 64.0
    private static let faultHeight = 8

    func write(to page: inout HTML, title: String) {
        let titleID = "\(session.anchor)-chart"
        page.element(.svg, .picture, .labelled(by: titleID), .width(.whole), .height(.px(Self.height))) { page in
            page.element(.title, .id(titleID), text: title)
            writeWindow(to: &page)
            writeLimits(to: &page)
            page.element(
                .svg, .width(.whole), .height(.px(Self.height)),
                .viewBox(columns.count, Int(Self.height) * Trace.unitsPerPixel), .stretched
            ) { page in
                for role in columns.roles {
                    page.element(
                        .path, .class("trace \(role.rawValue)"), .path(Trace(columns, role).data(on: scale)))
                }
            }
            if columns.faults.contains(true) { writeFaults(to: &page) }
            writeBeyond(to: &page)
            if let duration = session.duration {
                let end = duration.inSeconds / length.inSeconds * 100
                page.element(
                    .line, .class("end"), .x1(.percent(end)), .x2(.percent(end)), .y1(.zero), .y2(.px(Self.height)))
            }
            page.element(
                .line, .class("axis"), .x1(.zero), .x2(.whole), .y1(.px(Self.height)), .y2(.px(Self.height)))
        }
    }

    private var scale: TemperatureScale { TemperatureScale(common: session.modality, height: Self.height) }

    private func writeWindow(to page: inout HTML) {
        let from = session.minimum.inSeconds / length.inSeconds * 100
        let to = session.ceiling.inSeconds / length.inSeconds * 100
        if to > from {
            page.element(
                .rect, .class("band"), .x(.percent(from)), .width(.percent(to - from)), .height(.px(Self.height)))
        }
        for edge in Set([from, to]).sorted() {
            page.element(
                .line, .class("edge"), .x1(.percent(edge)), .x2(.percent(edge)), .y1(.zero), .y2(.px(Self.height)))
        }
    }

    private func writeLimits(to page: inout HTML) {
        // The first stop is enough to see how far away it was.
        let stops = LimitLine.all(of: session).filter { $0.action == .stop }.map(\.reading.celsius)
        guard let first = session.modality == .ice ? stops.max() : stops.min() else { return }
        let y = scale.y(first)
        page.element(.line, .class("limit-stop"), .x1(.zero), .x2(.whole), .y1(.px(y)), .y2(.px(y)))
    }

    private func writeFaults(to page: inout HTML) {
        page.element(
            .svg, .width(.whole), .y(.px(Self.height - Double(Self.faultHeight))),
            .height(.px(Double(Self.faultHeight))),
            .viewBox(columns.count, Self.faultHeight), .stretched
        ) {
            $0.element(.path, .class("no-reading"), .path(Trace.faults(columns, y: Self.faultHeight / 2)))
        }
    }

    /// A line at the edge of the scale says how far it really goes.
    private func writeBeyond(to page: inout HTML) {
        let ranges = columns.roles.compactMap(columns.range)
        if let highest = ranges.map(\.upperBound).max(), highest > scale.highest {
            page.element(
                .text, .class("name"), .x(.px(3)), .y(.px(11)),
                text: "↑ \(Temperature.celsius(highest))".replacingHyphen)
        }
        if let lowest = ranges.map(\.lowerBound).min(), lowest < scale.lowest {
            page.element(
                .text, .class("name"), .x(.px(3)), .y(.px(Self.height - 5)),
                text: "↓ \(Temperature.celsius(lowest))".replacingHyphen)
        }
    }
}
