/// What the safety monitor found. It can only make things stricter: end a session, warn, or tell.
public enum Finding: Hashable, Sendable {
    /// Two short beeps.
    case warning(Danger)
    /// The session must end now.
    case stop(EndReason, Danger)
}

/// What a finding is about, in a form that a person can read.
public struct Danger: Hashable, Sendable {
    /// What was crossed.
    public enum Cause: Hashable, Sendable {
        /// A temperature for its time.
        case cutoff(Cutoff)
        /// CEM43 minutes that were reached.
        case dose(Double)
        /// CEM43 minutes in 24 h that were reached.
        case dosePerDay(Double)
        /// No valid sample for that long.
        case silence(Duration)
        /// The probes read what cannot both be so.
        case disagreement
    }

    /// What was crossed.
    public var cause: Cause
    /// The probe that says so; nil where it takes two.
    public var probe: ProbeRole?
    /// Its last valid reading.
    public var reading: Temperature?

    /// `skin below 7.0 °C for 30 s (6.2 °C)`.
    public var words: String {
        let who = probe.map { "\($0.rawValue) " } ?? ""
        let at = reading.map { " (\($0))" } ?? ""
        switch cause {
        case .cutoff(let cutoff):
            return who + cutoff.words + at
        case .dose(let minutes):
            return who + "heat dose of \(Int(minutes)) CEM43 minutes" + at
        case .dosePerDay(let minutes):
            return who + "heat dose of \(Int(minutes)) CEM43 minutes in 24 h" + at
        case .silence(let duration):
            return who + "probe without a valid sample for \(duration.words)"
        case .disagreement:
            return "pack and skin probe disagree: swapped, or one of them is wrong"
        }
    }
}

extension Cutoff {
    /// `below 7.0 °C for 30 s`.
    public var words: String {
        let relation =
            switch (side, inclusive) {
            case (.cold, true): "at or below"
            case (.cold, false): "below"
            case (.hot, _): "at or above"
            }
        switch hold {
        case .sustained(let duration): return "\(relation) \(threshold) for \(duration.words)"
        case .total(let duration): return "\(relation) \(threshold) for \(duration.words) in all"
        case .samples: return "\(relation) \(threshold)"
        }
    }
}
