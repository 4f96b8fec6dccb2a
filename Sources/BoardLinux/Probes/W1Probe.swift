import BoardHAL
import CoachCore

/// A DS18B20 on the 1-Wire bus, read through the kernel's `w1_slave` file.
///
/// A probe that was unplugged is found again without a restart: whenever a read fails, the next one looks anew.
public struct W1Probe: TemperatureProbe {
    /// What the configuration calls this kind of probe.
    public static let source = "w1"

    /// DS18B20. No other family has its accuracy, on which the limits count.
    private static let family = "28-"
    /// Twelve hex digits follow the family; the bus lists itself and ghosts of line noise in the same directory.
    private static let serialLength = 12
    /// The driver's switch that makes it refuse the power-on and low-power values by itself.
    private static let checkConversions: UInt32 = 1

    public let role: ProbeRole
    private let id: String
    private let devices: String
    /// The device that answered last.
    private var current: String?

    /// A probe that need not be there yet.
    /// - Parameters:
    ///   - id: as the kernel writes it, such as `28-0123456789ab`; or `auto`: the only one that there is.
    ///   - devices: where the kernel lists the bus.
    /// - Throws: ``LinuxBoardError/malformedProbeID(source:id:expected:)``, or for `auto`
    ///   ``LinuxBoardError/severalProbes(source:id:candidates:)``.
    public init(role: ProbeRole, id: String, devices: String = "/sys/bus/w1/devices") throws(LinuxBoardError) {
        self.role = role
        self.id = id
        self.devices = devices
        do throws(LinuxBoardError) {
            current = try Self.resolve(id, in: devices)
        } catch .noProbe {
            current = nil
        }
        if let current { Self.askForChecks(of: "\(devices)/\(current)") }
    }

    /// The probe that an `id` means right now, by the name of its directory.
    /// - Throws: what ``init(role:id:devices:)`` throws, and
    ///   ``LinuxBoardError/noProbe(source:id:directory:found:)``.
    public static func resolve(
        _ id: String, in devices: String = "/sys/bus/w1/devices"
    ) throws(LinuxBoardError) -> String {
        let found = all(in: devices)
        if id == ProbeID.auto {
            if found.count > 1 { throw .severalProbes(source: source, id: id, candidates: found) }
            if let only = found.first { return only }
        } else {
            guard isProbe(id) else {
                throw .malformedProbeID(source: source, id: id, expected: "one like \"28-0123456789ab\"")
            }
            if found.contains(id) { return id }
        }
        throw .noProbe(source: source, id: id, directory: devices, found: found)
    }

    /// Every DS18B20 that the kernel lists, in order.
    public static func all(in devices: String = "/sys/bus/w1/devices") -> [String] {
        Sysfs.entries(of: devices).filter(isProbe).sorted()
    }

    /// Starts a conversion and waits for it: about 750 ms at 12 bits, for as long as the driver likes if it hangs.
    public mutating func read() -> Reading {
        guard let device = current ?? find() else { return .failure(.missing) }
        let reading: Reading
        do throws(SystemError) {
            reading = W1Slave.decode(try Sysfs.read("\(devices)/\(device)/w1_slave"))
        } catch {
            reading = .failure(ProbeFault(error))
        }
        // Only a device that is gone makes room for another: after one bad checksum it is still the right one.
        if case .failure = reading, !Sysfs.exists("\(devices)/\(device)") { current = nil }
        return reading
    }

    private mutating func find() -> String? {
        // Two that fit are as bad as none: which of them lies on the pack, nobody can know.
        current = try? Self.resolve(id, in: devices)
        if let current { Self.askForChecks(of: "\(devices)/\(current)") }
        return current
    }

    /// Sets the driver's own check where we may. Nothing relies on it: ``W1Slave`` checks the bytes.
    private static func askForChecks(of directory: String) {
        let file = "\(directory)/features"
        guard let text = try? Sysfs.read(file), let word = text.split(whereSeparator: \.isWhitespace).first,
            let features = UInt32(word), features & checkConversions == 0
        else { return }
        try? Sysfs.write("\(features | checkConversions)\n", to: file)
    }

    private static func isProbe(_ name: String) -> Bool {
        let serial = name.dropFirst(family.count)
        return name.hasPrefix(family) && serial.utf8.count == serialLength
            && serial.allSatisfy { $0.isHexDigit && !$0.isUppercase }
    }
}
