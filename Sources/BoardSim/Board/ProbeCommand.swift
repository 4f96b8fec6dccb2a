import CoachCore

/// What is done to a simulated probe.
public enum ProbeCommand: Hashable, Sendable {
    /// The probe has this temperature instead of the model's, reached in a straight line over this time; at once for 0.
    case value(Temperature, over: Duration)
    /// The model drives it again.
    case model
    /// It fails in this way until the next command.
    case fault(SimulatedFault)
    /// Each conversion is off by a normally distributed error of this standard deviation.
    case noise(Temperature)
}

/// A way in which a simulated probe fails. The raw value is its name in a scenario.
public enum SimulatedFault: String, CaseIterable, Hashable, Sendable {
    /// The driver answers with nothing and no error.
    case empty
    /// A flipped bit on the wire.
    case crc
    /// The sensor lost its power before it converted.
    case powerOn = "power-on"
    /// Not enough power to convert.
    case lowPower = "low-power"
    /// The data line is held low.
    case allZero = "all-zero"
    /// A broken sensor that says 110 °C with a right checksum.
    case outOfRange = "out-of-range"
    /// The driver does not answer until the fault ends.
    case hung
    /// The device is gone.
    case missing
    /// Each answer has the bytes of the one before the fault.
    case stuck
}
