import BoardHAL

/// Why the board that the configuration describes cannot be had. Each case is a sentence for people.
public enum LinuxBoardError: Error, Hashable, Sendable {
    /// No chip goes by that name.
    /// - Parameters:
    ///   - wanted: what was looked for, the labels of ``GPIOChip/headerLabels`` for `auto`.
    ///   - found: the chips that are there instead.
    case noChip(wanted: [String], directory: String, found: [String])
    /// More than one chip goes by that name.
    case severalChips(wanted: String, found: [String])
    /// The device may not be opened.
    case permission(path: String)
    /// The chip has no such line; its last is `count` − 1.
    case lineOutOfRange(line: Int, chip: String, count: Int)
    /// Somebody else holds the line.
    case lineBusy(line: Int, chip: String, consumer: String)
    /// The kernel cannot set this resistor: older than 5.5, or a chip without any.
    case biasNotSupported(line: Int, bias: Bias, chip: String)
    /// The configured probe, or with `auto` any probe, is not there.
    case noProbe(source: String, id: String, directory: String, found: [String])
    /// More than one probe fits.
    case severalProbes(source: String, id: String, candidates: [String])
    /// The configuration names no probe with this.
    case malformedProbeID(source: String, id: String, expected: String)
    /// This probe has a better source.
    case wrongSource(id: String, use: String, reason: String)
    /// Any other refusal of the kernel's.
    case failed(operation: String, path: String, SystemError)

    /// Whether the same attempt may succeed later with nobody doing anything: a device whose driver is not loaded yet,
    /// or whose group udev has not set yet. Anything else wants a person.
    public var isTransient: Bool {
        switch self {
        case .noChip, .permission, .noProbe: true
        case .severalChips, .lineOutOfRange, .lineBusy, .biasNotSupported, .severalProbes, .malformedProbeID,
            .wrongSource, .failed:
            false
        }
    }
}

extension LinuxBoardError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noChip(let wanted, let directory, let found):
            "No GPIO chip \(wanted.joined(separator: " or ")) in \(directory): \(Self.list(found, of: "chip")). "
                + "Set board to the name, label or path of the header's chip; gpiodetect lists them."
        case .severalChips(let wanted, let found):
            "More than one GPIO chip is \(wanted): \(found.joined(separator: ", ")). "
                + "Set board to the path of the header's chip."
        case .permission(let path):
            "No permission to open \(path). The user needs the group that owns it, gpio on Raspberry Pi OS: "
                + "sudo usermod -aG gpio packcoach, then restart the service. "
                + "A device that no such group owns wants packcoach's udev rule."
        case .lineOutOfRange(let line, let chip, let count):
            "\(chip) has no line \(line): its lines are 0 to \(count - 1)."
        case .lineBusy(let line, let chip, let consumer):
            "Line \(line) of \(chip) is in use by \(consumer). Stop that, remove its overlay from config.txt, "
                + "or wire to another line."
        case .biasNotSupported(let line, let bias, let chip):
            "The kernel cannot set bias = \"\(bias.rawValue)\" on line \(line) of \(chip). Use Linux 5.5 or newer, "
                + "or fit a resistor and set bias = \"\(Bias.disabled.rawValue)\"."
        case .noProbe(let source, let id, let directory, let found):
            "No \(source) probe \(id == ProbeID.auto ? "" : "\(id) ")in \(directory): \(Self.list(found, of: "probe")). "
                + (source == W1Probe.source
                    ? "Check the wiring, its 4.7 kΩ resistor and dtoverlay=w1-gpio in config.txt."
                    : "Check the wiring and the probe's overlay in config.txt.")
        case .severalProbes(let source, let id, let candidates):
            "More than one \(source) probe fits id = \"\(id)\": \(candidates.joined(separator: ", ")). "
                + "Set id to one of them; packcoach selftest tells them apart."
        case .malformedProbeID(let source, let id, let expected):
            "id = \"\(id)\" is no \(source) probe: write \(expected), or \"\(ProbeID.auto)\"."
        case .wrongSource(let id, let use, let reason):
            "\(id) is to be read with source = \"\(use)\": \(reason)."
        case .failed(let operation, let path, let error):
            "Cannot \(operation) (\(path)): \(error)."
        }
    }

    private static func list(_ found: [String], of what: String) -> String {
        found.isEmpty ? "there is no \(what) at all" : "there is only \(found.joined(separator: ", "))"
    }
}
