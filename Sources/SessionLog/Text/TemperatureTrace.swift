import CoachCore

/// A session's temperatures over its time as lines of text, with the limits that it ran under.
struct TemperatureTrace {
    private let samples: [SampleRecord]
    private let limits: [Limit]
    private let lowest: Double
    private let highest: Double
    private let length: Duration

    private static let height = 14
    private static let gutter = 8

    /// A cut-off as the reading at which it begins to count.
    private struct Limit: Hashable {
        var celsius: Double
        var action: Cutoff.Action
    }

    init(session: SessionRecord, samples: [SampleRecord]) {
        self.samples = samples
        length = max(session.duration ?? .zero, samples.last?.time ?? .zero, .seconds(1))
        let readings = samples.compactMap { try? $0.reading.get().celsius }
        let all = Self.limits(of: session)
        var (low, high) = (readings.min() ?? 0, readings.max() ?? 0)
        // How far the nearest danger was is what the picture is for; the farther ones would flatten it.
        if session.modality == .ice, let nearest = all.map(\.celsius).filter({ $0 < low }).max() { low = nearest }
        if session.modality == .heat, let nearest = all.map(\.celsius).filter({ $0 > high }).min() { high = nearest }
        let margin = max(1, (high - low) * 0.05)
        let (bottom, top) = (low - margin, high + margin)
        lowest = bottom
        highest = top
        limits = all.filter { bottom...top ~= $0.celsius }
    }

    private static func limits(of session: SessionRecord) -> [Limit] {
        let cutoffs =
            switch session.modality {
            case .ice: SafetyLimits.iceOnSkin + SafetyLimits.iceOnPack
            case .heat: SafetyLimits.heatOnSkin + SafetyLimits.heatOnPack
            }
        // A limit on the sum of a session is nothing that a line could show.
        let ofProbe = cutoffs.filter { cutoff in
            if case .total = cutoff.hold { false } else { cutoff.probe == session.leadingProbe }
        }
        return Set(
            ofProbe.map { cutoff in
                let tolerance = SafetyLimits.tolerance
                let reading = cutoff.side == .cold ? cutoff.threshold + tolerance : cutoff.threshold - tolerance
                return Limit(celsius: reading.celsius, action: cutoff.action)
            }
        ).sorted { ($0.action == .warn ? 0 : 1, $0.celsius) < ($1.action == .warn ? 0 : 1, $1.celsius) }
    }

    /// - Parameter width: in characters; below 40 nothing can be made out, and there are no lines.
    /// - Returns: no lines without a reading.
    func lines(width: Int) -> [String] {
        let columns = width - Self.gutter
        guard columns >= 32, samples.contains(where: { (try? $0.reading.get()) != nil }) else { return [] }
        var canvas = [[Character]](repeating: [Character](repeating: " ", count: columns), count: Self.height)
        var labels: [Int: String] = [:]
        for limit in limits {
            let row = row(limit.celsius)
            canvas[row] = [Character](repeating: limit.action == .stop ? "─" : "╌", count: columns)
            labels[row] = label(limit.celsius)
        }
        for sample in samples {
            let column = min(columns - 1, Int(sample.time.inSeconds / length.inSeconds * Double(columns)))
            guard column >= 0 else { continue }
            switch sample.reading {
            case .success(let temperature):
                let row = row(temperature.celsius)
                let mark: Character = sample.probe == .pack ? "p" : "s"
                let there = canvas[row][column]
                canvas[row][column] = there == (mark == "p" ? "s" : "p") || there == "*" ? "*" : mark
            case .failure:
                canvas[Self.height - 1][column] = "x"
            }
        }
        for edge in [0, Self.height - 1] where labels[edge] == nil { labels[edge] = label(celsius(edge)) }
        let body = canvas.enumerated().map { index, row in
            pad(labels[index] ?? "") + "│" + String(row.map { $0 }).trimmingEnd()
        }
        return body + axis(columns) + [legend]
    }

    private func axis(_ columns: Int) -> [String] {
        var line = [Character](repeating: "─", count: columns)
        var numbers = [Character](repeating: " ", count: columns)
        let minutes = length.milliseconds / 60_000
        let step: Int64 = minutes > 60 ? 30 : minutes >= 10 ? 5 : 1
        for minute in stride(from: 0, through: minutes, by: Int(step)) {
            let column = Int(Double(minute * 60) / length.inSeconds * Double(columns))
            let text = Array("\(minute)")
            line[min(column, columns - 1)] = "┴"
            let start = min(column, columns - text.count)
            numbers.replaceSubrange(start..<start + text.count, with: text)
        }
        let blank = String(repeating: " ", count: Self.gutter - 1)
        return [blank + "└" + String(line), blank + " " + String(numbers).trimmingEnd() + " min"]
    }

    private var legend: String {
        var parts: [String] = []
        let roles = Set(samples.map(\.probe))
        if roles.contains(.pack) { parts.append("p pack") }
        if roles.contains(.skin) { parts.append("s skin") }
        if roles.count == 2 { parts.append("* both") }
        if samples.contains(where: { (try? $0.reading.get()) == nil }) { parts.append("x no reading") }
        if limits.contains(where: { $0.action == .warn }) { parts.append("╌ warning") }
        if limits.contains(where: { $0.action == .stop }) { parts.append("─ stop") }
        return String(repeating: " ", count: Self.gutter) + parts.joined(separator: "   ")
    }

    private func row(_ celsius: Double) -> Int {
        let share = (highest - celsius) / (highest - lowest)
        return min(Self.height - 1, max(0, Int((share * Double(Self.height - 1)).rounded())))
    }

    private func celsius(_ row: Int) -> Double {
        highest - (highest - lowest) * Double(row) / Double(Self.height - 1)
    }

    private func label(_ celsius: Double) -> String {
        // "12.5 °C" without the unit, which the column does not need on every line.
        "\(Temperature.celsius(celsius))".split(separator: " ").first.map { "\($0)°" } ?? ""
    }

    private func pad(_ text: String) -> String {
        String(repeating: " ", count: max(0, Self.gutter - 2 - text.count)) + text + " "
    }
}

extension String {
    fileprivate func trimmingEnd() -> String {
        String(reversed().drop { $0 == " " }.reversed())
    }
}
