/// How LEDs, buzzer and button are wired: all that an alarm needs to know of a configuration.
public struct BoardWiring: Hashable, Sendable {
    /// Which board it is.
    public enum Kind: Hashable, Sendable {
        /// The chip that this name means, as the configuration's `board`.
        case real(String)
        /// One in memory, of which nothing outlives its process.
        case simulated
    }

    /// Which board it is.
    public var kind: Kind
    /// Their lines and level.
    public var leds: Configuration.LEDs
    /// Its line and level.
    public var buzzer: Configuration.Buzzer
    /// Its line, level, resistor and debounce.
    public var button: Configuration.Button

    public init(_ configuration: Configuration, isSimulated: Bool) {
        kind = isSimulated ? .simulated : .real(configuration.board)
        leds = configuration.leds
        buzzer = configuration.buzzer
        button = configuration.button
    }
}
