import BoardHAL
import BoardLinux
import CoachCore

/// A DS18B20 as the kernel's driver shows it, read several times.
struct W1Sensor: Hashable, Sendable {
    static let devices = "/sys/bus/w1/devices"
    /// Readings, of three quarters of a second each.
    static let readings = 5
    /// The driver hangs.
    private static let patienceMilliseconds: Int32 = 5000

    let id: String
    /// What `w1_slave` gave, in order; nil: nothing within 5 s, after which it was not asked again.
    let texts: [String?]
    /// Bits; negative: the driver's error. Nil: a kernel before 5.10.
    let resolution: Int?
    /// 0: it draws its power from the data line.
    let externalPower: Int?
    /// Milliseconds that the driver waits for a conversion.
    let conversionTime: Int?

    /// Reads it. The driver takes the bus for each conversion, so the service's own reading may wait for one of these.
    static func examine(_ id: String, _ files: SystemFiles, times: Int = readings) -> W1Sensor {
        let directory = "\(devices)/\(id)"
        var texts: [String?] = []
        while texts.count < times {
            let text = BoundedCall.value(withinMilliseconds: patienceMilliseconds) {
                files.text("\(directory)/w1_slave") ?? ""
            }
            texts.append(text)
            if text == nil { break }
        }
        // After a reading that hangs the others would, too.
        let hangs = texts.last == .some(nil)
        func number(_ name: String) -> Int? {
            guard !hangs else { return nil }
            let line = BoundedCall.value(withinMilliseconds: patienceMilliseconds) {
                files.line("\(directory)/\(name)")
            }
            return line?.flatMap { Int($0.trimmed) }
        }
        return W1Sensor(
            id: id, texts: texts, resolution: number("resolution"), externalPower: number("ext_power"),
            conversionTime: number("conv_time"))
    }

    var verdicts: [Reading] {
        texts.map { text in text.map(W1Slave.decode) ?? .failure(.hung) }
    }

    /// The bytes of the readings that are temperatures.
    var goodBytes: [[UInt8]] {
        zip(texts, verdicts).compactMap { text, verdict in
            guard case .success = verdict else { return nil }
            return text.flatMap { W1Slave.scratchpad(of: $0)?.bytes }
        }
    }

    /// What speaks against a DS18B20 of its maker; nil: nothing.
    ///
    /// Sources: data sheet (bytes 5 and 7 of the scratchpad); C. Petrich, "Your DS18B20 temperature sensor is likely a
    /// fake" (https://github.com/cpetrich/counterfeit_DS18B20): ids 28-xx-xx-xx-xx-00-00, which the kernel writes
    /// backwards, and byte 6, which after a conversion is what is left of 16 counts.
    var suspicion: String? {
        if !id.hasPrefix("28-0000") {
            return "its id does not begin with 28-0000 as the maker's do"
        }
        for bytes in goodBytes {
            if bytes[5] != 0xFF || bytes[7] != 0x10 { return "its reserved bytes are not those of the data sheet" }
        }
        let counts = goodBytes.filter { bytes in bytes[6] != 0x10 - (bytes[0] & 0xF) }
        // A resolution below 12 bits leaves the lowest ones of the temperature open.
        if resolution ?? 12 == 12, !goodBytes.isEmpty, counts.count == goodBytes.count {
            return "its byte 6 does not follow the temperature as the maker's do"
        }
        return nil
    }
}
