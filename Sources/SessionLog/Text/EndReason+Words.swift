import CoachCore

extension EndReason {
    /// For people; the raw value is for the log.
    public var words: String {
        switch self {
        case .completed: "completed"
        case .ceiling: "full time"
        case .stoppedEarly: "stopped early"
        case .tooCold: "too cold"
        case .tooHot: "too hot"
        case .dose: "heat dose reached"
        case .probeFault: "probe fault"
        case .powerLoss: "power loss"
        case .shutdown: "service stopped"
        }
    }

    /// Neither safety nor a fault nor the power ended it.
    public var isPlanned: Bool {
        switch self {
        case .completed, .ceiling, .stoppedEarly: true
        case .tooCold, .tooHot, .dose, .probeFault, .powerLoss, .shutdown: false
        }
    }
}

extension SessionRecord {
    /// The probe nearest to the skin that was fitted.
    public var leadingProbe: ProbeRole { probes.contains(.skin) ? .skin : .pack }
}
