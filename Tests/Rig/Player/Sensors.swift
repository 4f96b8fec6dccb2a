import CGuest
import Glibc

/// The sensors on the kernel's buses: simulated DS18B20 on 1-Wire, or chips on the I²C stub.
struct Sensors {
    private let probes: [Tape.Probe]

    private static let w1 = "/dev/rig-w1"
    private static let i2c = "/dev/i2c-0"
    private static let i2cBus = "/sys/bus/i2c/devices/i2c-0"
    /// Twelve bits each, so sixteenths of a degree; both are lm75's.
    private static let chips: [(name: String, address: Int)] = [("tmp175", 0x48), ("tmp75", 0x49)]

    /// Plugs in what the tape has, and nothing else.
    init(_ probes: [Tape.Probe]) throws {
        self.probes = probes
        for index in 0..<2 {
            if File.exists(Self.w1) {
                try File.tell("\(index) ok", to: Self.w1)
                try File.tell("\(index) absent", to: Self.w1)
            }
            try unplugChip(index)
        }
        for probe in probes where probe.source == "w1" {
            try File.tell("\(probe.index) serial 00000000000\(probe.index + 1)", to: Self.w1)
        }
    }

    /// Makes all that are fitted appear, once their temperatures are set.
    func plugIn(except missing: Set<String>) throws {
        for probe in probes where !missing.contains(probe.role) { try plug(probe) }
    }

    /// `temperature ROLE MILLIDEGREES`, `fault ROLE NAME`, `ok ROLE`.
    func obey(_ words: [String]) throws {
        guard words.count >= 2, let probe = probes.first(where: { $0.role == words[1] }) else {
            throw Trouble("no such probe: \(words)")
        }
        switch (words[0], words.last, probe.source) {
        case ("temperature", let text?, _):
            guard let millidegrees = Int(text) else { throw Trouble("no temperature: \(words)") }
            try set(probe, millidegrees)
        case ("fault", "missing", "hwmon"): try unplugChip(probe.index)
        case ("fault", let name?, "w1"): try File.tell("\(probe.index) fault \(name)", to: Self.w1)
        case ("ok", _, "w1"): try File.tell("\(probe.index) ok", to: Self.w1)
        case ("ok", _, _): try plug(probe)
        default: throw Trouble("not understood: \(words)")
        }
    }

    private func set(_ probe: Tape.Probe, _ millidegrees: Int) throws {
        if probe.source == "w1" {
            try File.tell("\(probe.index) temp \(millidegrees)", to: Self.w1)
        } else {
            try writeRegister(Self.chips[probe.index].address, millidegrees)
        }
    }

    private func plug(_ probe: Tape.Probe) throws {
        if probe.source == "w1" {
            try File.tell("\(probe.index) present", to: Self.w1)
        } else {
            let chip = Self.chips[probe.index]
            guard !isPlugged(chip.address) else { return }
            try File.tell("\(chip.name) 0x\(String(chip.address, radix: 16))", to: Self.i2cBus + "/new_device")
        }
    }

    private func unplugChip(_ index: Int) throws {
        let address = Self.chips[index].address
        guard isPlugged(address) else { return }
        try File.tell("0x\(String(address, radix: 16))", to: Self.i2cBus + "/delete_device")
    }

    private func isPlugged(_ address: Int) -> Bool {
        File.exists("/sys/bus/i2c/devices/0-00\(String(address, radix: 16))")
    }

    // MARK: I²C

    /// The temperature register: twelve bits at the top of a big-endian word, which SMBus takes little-endian.
    private func writeRegister(_ address: Int, _ millidegrees: Int) throws {
        let sixteenths = Int((Double(millidegrees) * 16 / 1000).rounded())
        let word = UInt16(bitPattern: Int16(clamping: sixteenths << 4)).byteSwapped
        let bus = try check(open(Self.i2c, O_RDWR | O_CLOEXEC), "open \(Self.i2c)")
        defer { close(bus) }
        try check(guest_write_word(bus, Int32(address), 0, word), "write a register on \(Self.i2c)")
    }
}
