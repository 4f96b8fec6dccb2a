import BoardHAL
import CoachCore
import Glibc

/// A temperature chip with a hwmon driver, such as an LM75 on the I²C bus.
///
/// hwmon numbers change when a chip is unplugged and plugged in again, so a chip is found anew whenever it is not where
/// it was.
public struct HwmonProbe: TemperatureProbe {
    /// What the configuration calls this kind of probe.
    public static let source = "hwmon"

    public let role: ProbeRole
    private let id: String
    private let classDirectory: String
    /// The input that answered last, and its files while it answers.
    private var current: HwmonChannel?
    private var files: HwmonFiles?

    /// A probe that need not be there yet.
    /// - Parameters:
    ///   - id: a chip's name (`lm75`) or directory (`hwmon3`), with `:temp2` behind it for an input other than the
    ///     first; or `auto`: the only chip that is not the board's own.
    ///   - classDirectory: where the kernel lists the chips.
    /// - Throws: ``LinuxBoardError/malformedProbeID(source:id:expected:)``,
    ///   ``LinuxBoardError/severalProbes(source:id:candidates:)``,
    ///   ``LinuxBoardError/wrongSource(id:use:reason:)``.
    public init(
        role: ProbeRole, id: String, classDirectory: String = "/sys/class/hwmon"
    ) throws(LinuxBoardError) {
        self.role = role
        self.id = id
        self.classDirectory = classDirectory
        do throws(LinuxBoardError) {
            current = try Self.resolve(id, in: classDirectory)
        } catch .noProbe {
            current = nil
        }
    }

    /// The input that an `id` means right now.
    /// - Throws: what ``init(role:id:classDirectory:)`` throws, and
    ///   ``LinuxBoardError/noProbe(source:id:directory:found:)``.
    public static func resolve(
        _ id: String, in classDirectory: String = "/sys/class/hwmon"
    ) throws(LinuxBoardError) -> HwmonChannel {
        let all = HwmonChannel.all(in: classDirectory)
        let probes = all.filter(\.mayBeProbe)
        let fitting: [HwmonChannel]
        if id == ProbeID.auto {
            fitting = probes.filter(\.isFirst)
        } else {
            let (chip, input) = try parts(of: id)
            fitting = all.filter { ($0.chip == chip || $0.directory == chip) && $0.input == input }
        }
        if fitting.contains(where: \.isW1) {
            throw .wrongSource(
                id: id, use: W1Probe.source, reason: "hwmon hides its bytes, so a shorted data line would read as 0 °C")
        }
        if fitting.count > 1 {
            throw .severalProbes(source: source, id: id, candidates: fitting.map(\.description))
        }
        if let only = fitting.first { return only }
        throw .noProbe(source: source, id: id, directory: classDirectory, found: probes.map(\.description))
    }

    /// Asks the chip; some measure only then, so this blocks.
    public mutating func read() -> Reading {
        if files == nil {
            do throws(LinuxBoardError) {
                try locate()
            } catch {
                return .failure(ProbeFault(error))
            }
        }
        do throws(SystemError) {
            if let files { return try files.read() }
            let found = try find()
            files = found
            return try found.read()
        } catch {
            // Whether the chip is the same one is looked at again.
            files = nil
            return .failure(ProbeFault(error))
        }
    }

    private mutating func locate() throws(LinuxBoardError) {
        // The number may belong to another chip by now.
        if let last = current, !last.isStillThere(in: classDirectory) { current = nil }
        if current == nil { current = try Self.resolve(id, in: classDirectory) }
    }

    private func find() throws(SystemError) -> HwmonFiles {
        guard let current else { throw SystemError(code: ENODEV) }
        return try current.open(in: classDirectory)
    }

    private static func parts(of id: String) throws(LinuxBoardError) -> (chip: String, input: String) {
        let parts = id.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        let input = parts.count > 1 ? parts[1] : HwmonChannel.firstInput
        guard parts.count <= 2, !parts[0].isEmpty, !id.contains("/"), HwmonChannel.isInput(input) else {
            throw .malformedProbeID(
                source: source, id: id,
                expected: "a chip such as \"lm75\" or \"hwmon3\", or an input such as \"lm75:temp2\"")
        }
        return (parts[0], input)
    }
}
