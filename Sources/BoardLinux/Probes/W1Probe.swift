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
    ///
    /// The driver's own check of the converted value (`features`) stays as it is. ``W1Slave`` checks the same bytes;
    /// where the driver does, a power-on or low-power value comes as nothing at all and loses its name.
    public mutating func read() -> Reading {
        let device: String
        do throws(LinuxBoardError) {
            device = try find()
        } catch {
            return .failure(ProbeFault(error))
        }
        let directory = "\(devices)/\(device)"
        let reading: Reading
        do throws(SystemError) {
            reading = Self.judge(try Sysfs.read("\(directory)/w1_slave"), from: directory)
        } catch {
            reading = .failure(ProbeFault(error))
        }
        // Only a device that is gone makes room for another: after one bad checksum it is still the right one.
        if case .failure = reading, !Sysfs.exists(directory) { current = nil }
        return reading
    }

    private static func judge(_ text: String, from directory: String) -> Reading {
        let reading = W1Slave.decode(text)
        switch reading {
        case .failure(.empty):
            return .failure(reason(in: directory))
        case .success where isOutdated(text, in: directory):
            // Asking makes the driver learn the resolution anew, and so wait long enough the next time.
            _ = resolution(in: directory)
            return .failure(.stale)
        case .success, .failure:
            return reading
        }
    }

    /// Why the driver has just given nothing.
    ///
    /// Since Linux 5.10 `w1_slave` has no reason to read, but `resolution` has: it reads the scratchpad, without a
    /// conversion, and prints the error as a number where that fails. Nobody on the bus: −19. A wrong checksum, five
    /// times over: −5; also for the one that was unplugged of two, until the kernel's search has missed it.
    private static func reason(in directory: String) -> ProbeFault {
        guard let code = resolution(in: directory), code < 0 else { return .empty }
        return ProbeFault(SystemError(code: Int32(clamping: code.magnitude)))
    }

    /// Whether the bytes are of a conversion before this one: the driver did not wait for as long as the sensor takes.
    ///
    /// It waits for the resolution that it read last. Read from a data line held low that is nine bits, and from then
    /// on each value is the one before. Any other time in `conv_time` is somebody's wish, for a sensor that is faster.
    private static func isOutdated(_ text: String, in directory: String) -> Bool {
        guard let scratchpad = W1Slave.scratchpad(of: text), let waited = number(in: "\(directory)/conv_time") else {
            return false
        }
        return waited < scratchpad.conversionMilliseconds && W1Scratchpad.conversionTimes.contains(Int(waited))
    }

    private static func resolution(in directory: String) -> Int32? { number(in: "\(directory)/resolution") }

    /// The number in a file of the driver's; nil where there is none: the files came with Linux 5.10.
    private static func number(in path: String) -> Int32? {
        guard let text = try? Sysfs.read(path) else { return nil }
        return text.split(whereSeparator: \.isWhitespace).first.flatMap { Int32($0) }
    }

    private mutating func find() throws(LinuxBoardError) -> String {
        if let current { return current }
        let found = try Self.resolve(id, in: devices)
        current = found
        return found
    }

    private static func isProbe(_ name: String) -> Bool {
        let serial = name.dropFirst(family.count)
        return name.hasPrefix(family) && serial.utf8.count == serialLength
            && serial.allSatisfy { $0.isHexDigit && !$0.isUppercase }
    }
}
