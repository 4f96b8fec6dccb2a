import CoachCore

/// The nine bytes that a DS18B20 answers with: temperature, alarm limits, configuration, reserved, checksum.
public struct W1Scratchpad: Hashable, Sendable {
    /// How many bytes there are; the last is the checksum of the others.
    public static let length = 9

    /// Least significant byte of the temperature first; always ``length`` of them.
    public let bytes: [UInt8]

    /// - Returns: nil unless there are nine bytes. Their checksum may be wrong; ``reading`` says so.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.length else { return nil }
        self.bytes = bytes
    }

    /// What a DS18B20 at 12 bits holds after converting `temperature`, rounded to its nearest sixteenth of a degree.
    public init(measuring temperature: Temperature) {
        let sixteenths = (Double(temperature.millidegrees) * 16 / 1000).rounded()
        let raw = UInt16(bitPattern: Int16(clamping: Int(sixteenths)))
        // Byte 6 after a conversion is what is left of 16 counts; 0x0C there is the mark of a value never converted.
        let countRemain = 0x10 - UInt8(raw & 0xF)
        let checked = [UInt8(raw & 0xFF), UInt8(raw >> 8), 0x4B, 0x46, 0x7F, 0xFF, countRemain, 0x10]
        bytes = checked + [Self.checksum(checked)]
    }

    /// SR-18: the temperature, or what is wrong with the bytes.
    ///
    /// Faults: ``ProbeFault/allZero`` (whose checksum is right), ``ProbeFault/crc``, ``ProbeFault/powerOn``,
    /// ``ProbeFault/lowPower``, ``ProbeFault/outOfRange``. Source: DS18B20 datasheet; Linux w1_therm.c.
    public var reading: Reading {
        if bytes.allSatisfy({ $0 == 0 }) { return .failure(.allZero) }
        if !hasRightChecksum { return .failure(.crc) }
        if raw == 0x0550, bytes[6] == 0x0C { return .failure(.powerOn) }
        if raw == 0x07FF { return .failure(.lowPower) }
        return PlausibilityCheck.inRange(millidegrees)
    }

    /// How many milliseconds w1_therm waits for a conversion at 9, 10, 11 and 12 bits: the DS18B20 datasheet's times.
    public static let conversionTimes = [95, 190, 375, 750]

    /// The one of ``conversionTimes`` that these bytes' resolution takes.
    public var conversionMilliseconds: Int { Self.conversionTimes[Int(bytes[4] >> 5 & 0b11)] }

    /// Whether byte 8 is the checksum of bytes 0 to 7.
    var hasRightChecksum: Bool { Self.checksum(bytes.dropLast()) == bytes[8] }

    /// The temperature register as it stands.
    private var raw: UInt16 { UInt16(bytes[1]) << 8 | UInt16(bytes[0]) }

    /// Millidegrees, cut off towards zero as w1_therm does.
    var millidegrees: Int {
        let configuration = bytes[4]
        // A GX20MH01 at 13 or 14 bits sets bit 7, always 0 in a DS18B20, and keeps two more bits of temperature here.
        if configuration & 0x80 != 0 {
            return Int(Int16(bitPattern: raw << 2 | UInt16(configuration & 0b11))) * 1000 / 64
        }
        // Bits 5 and 6 are the resolution, 9 to 12 bits; below 12 the lowest bits of the register are undefined.
        let undefinedBits = 3 - UInt16(configuration >> 5 & 0b11)
        let defined = raw & ~((1 << undefinedBits) - 1)
        return Int(Int16(bitPattern: defined)) * 1000 / 16
    }

    /// The 1-Wire CRC: x⁸ + x⁵ + x⁴ + 1, least significant bit first, starting from zero.
    static func checksum(_ bytes: some Sequence<UInt8>) -> UInt8 {
        var crc: UInt8 = 0
        for byte in bytes {
            crc ^= byte
            for _ in 0..<8 { crc = crc & 1 == 0 ? crc >> 1 : crc >> 1 ^ 0x8C }
        }
        return crc
    }
}
