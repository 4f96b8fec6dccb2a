import CoachCore
import SessionLog

/// A limit as a line in a chart: the reading at which it begins to count, half a degree before the limit itself, since
/// the probe's tolerance is held against the person.
struct LimitLine: Hashable {
    var reading: Temperature
    var action: Cutoff.Action

    private init(_ cutoff: Cutoff) {
        let tolerance = SafetyLimits.tolerance
        reading = cutoff.side == .cold ? cutoff.threshold + tolerance : cutoff.threshold - tolerance
        action = cutoff.action
    }

    var word: String { action == .warn ? "warning" : "stop" }

    /// Those of a session's modality for the probe nearest to the skin.
    static func all(of session: SessionRecord) -> [LimitLine] {
        let cutoffs =
            switch session.modality {
            case .ice: SafetyLimits.iceOnSkin + SafetyLimits.iceOnPack
            case .heat: SafetyLimits.heatOnSkin + SafetyLimits.heatOnPack
            }
        return cutoffs.filter { cutoff in
            // A limit on the sum of a session is nothing that a line could show.
            if case .total = cutoff.hold { return false }
            return cutoff.probe == session.leadingProbe
        }.map(LimitLine.init)
    }

    /// Those that a chart of these readings shows: the ones that were passed, and of either kind the next.
    static func shown(of session: SessionRecord, readings: ClosedRange<Double>) -> [LimitLine] {
        let all = all(of: session)
        func distance(_ line: LimitLine) -> Double {
            session.modality == .ice
                ? readings.lowerBound - line.reading.celsius : line.reading.celsius - readings.upperBound
        }
        let next = [Cutoff.Action.warn, .stop].compactMap { action in
            all.filter { $0.action == action && distance($0) >= 0 }.min { distance($0) < distance($1) }
        }
        let passed = all.filter { distance($0) < 0 && readings.contains($0.reading.celsius) }
        return Set(passed + next).sorted { $0.reading > $1.reading }
    }
}
