/// Where a probe sits.
public enum ProbeRole: String, CaseIterable, Hashable, Sendable {
    /// Between pack and cloth. It cannot see skin.
    case pack
    /// Between cloth and skin.
    case skin
}

/// Why a probe gave no temperature. The raw value is the word in the log, in `status` and in `doctor`.
public enum ProbeFault: String, Error, CaseIterable, Hashable, Sendable {
    /// The driver answered with nothing, and could not say why when it was asked.
    case empty
    /// The checksum does not match the bytes.
    case crc
    /// 85 °C, the value of a DS18B20 that lost power before it converted.
    case powerOn = "power-on-85"
    /// 127.94 °C, the value of a DS18B20 without enough power to convert.
    case lowPower = "low-power-127.94"
    /// Nine zero bytes, whose checksum is right: a data line held low, not an ice pack.
    case allZero = "all-zero"
    /// Below −40 or above 100 °C.
    case outOfRange = "out-of-range"
    /// More than 10 °C/s away from the last valid sample.
    case tooFast = "too-fast"
    /// No answer within 3 s, or the bytes of an earlier conversion.
    case stale
    /// The reader has been stuck for 5 s.
    case hung
    /// The device is not there.
    case missing
    /// More than one device fits an id of `auto`: which of them lies on the pack, nobody can know.
    case several
}

/// What one reading gave: a temperature or a fault, never a magic number.
public typealias Reading = Result<Temperature, ProbeFault>

/// One reading of one probe, at the instant at which it was there.
public struct Sample: Hashable, Sendable {
    /// The probe that it came from.
    public var role: ProbeRole
    /// When the answer was there.
    public var at: Instant
    /// A temperature or a fault.
    public var reading: Reading

    public init(role: ProbeRole, at: Instant, reading: Reading) {
        self.role = role
        self.at = at
        self.reading = reading
    }
}
