/// What configuration decides, as the core needs it. Already checked: see ``ConfigurableLimits``.
public struct Plan: Hashable, Sendable {
    /// Of sessions of ice.
    public var ice: SessionTimes
    /// Of sessions of heat.
    public var heat: SessionTimes
    /// The probes that are fitted: one or two of different roles.
    public var probes: [ProbeRole]
    /// 1 to 10.
    public var ledCount: Int
    /// False at night: chirps and refusals are silent; warnings and removal alarms never are.
    public var chirps: Bool

    public init(ice: SessionTimes, heat: SessionTimes, probes: [ProbeRole], ledCount: Int, chirps: Bool) {
        self.ice = ice
        self.heat = heat
        self.probes = probes
        self.ledCount = ledCount
        self.chirps = chirps
    }

    /// Of this modality.
    public func times(_ modality: Modality) -> SessionTimes {
        switch modality {
        case .ice: ice
        case .heat: heat
        }
    }
}
