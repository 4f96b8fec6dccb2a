/// What lies on the hip.
public enum PackKind: String, CaseIterable, Hashable, Sendable {
    /// A bag of melting ice. It holds the temperature that it was given: 0 °C, or below with salt in it.
    case ice
    /// A gel pack from the freezer.
    case gel
    /// A gel pack from the microwave oven.
    case heat
    /// A gel pack that nobody cooled or warmed.
    case room

    /// Heat that warms the pack by 1 K, J/m²K; nil where melting holds its temperature.
    var heatCapacity: Double? {
        switch self {
        case .ice: nil
        case .gel, .heat, .room: 55_000
        }
    }

    /// From the pack to skin that it lies on bare, m²K/W.
    fileprivate var contactResistance: Double {
        switch self {
        case .ice: 0.015
        // Gel fits itself to the skin better than a bag of cubes. Set so that the pack from −18 °C takes bare skin to
        // −2 °C and one held at 50 °C takes it to 48.4 °C in 20 min, the figures that the pack's limits rest on.
        case .gel, .heat, .room: 0.004
        }
    }
}

/// What lies between pack and skin.
public enum Cloth: String, CaseIterable, Hashable, Sendable {
    case none
    case thin
    case wetTowel = "wet-towel"
    case dryTowel = "dry-towel"
    case twoTowels = "two-towels"

    /// From the pack through the cloth to the skin, m²K/W.
    func resistance(under pack: PackKind) -> Double {
        switch self {
        case .none: pack.contactResistance
        // Set so that the gel pack from −18 °C takes skin to 7 °C through it.
        case .thin: pack.contactResistance + 0.011
        // A towel's own figure has its contact in it. Wet, it conducts better than a bag on the skin: no barrier at
        // all, except that a gel pack fits even closer.
        case .wetTowel: 0.009
        case .dryTowel: 0.068
        case .twoTowels: 0.10
        }
    }
}
