/// The level of a line at which its button is pressed, its LED lit or its buzzer sounding. The raw values are those
/// of the configuration.
public enum ActiveLevel: String, CaseIterable, Hashable, Sendable {
    case low
    case high
}

/// The resistor inside the chip that holds an input at rest while its contact is open. The raw values are those of
/// the configuration.
public enum Bias: String, CaseIterable, Hashable, Sendable {
    case pullUp = "pull-up"
    case pullDown = "pull-down"
    /// None: a resistor outside does it.
    case disabled
}
