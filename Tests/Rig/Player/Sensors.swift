import Glibc

/// The sensors on the kernel's buses: simulated DS18B20 on 1-Wire, a simulated TMP175 on I²C. `Tests/Rig/README.md` has
/// what their modules take.
final class Sensors {
    private let probes: [Tape.Probe]
    private var unplugged: Set<Int> = []

    private static let w1 = "/dev/rig-w1"
    private static let i2c = "/dev/rig-i2c"
    private static let i2cBus = "/sys/bus/i2c/devices/i2c-0"
    private static let chip = (name: "tmp175", address: "0x48", device: "0-0048")

    /// Unplugs all that a tape before this one had.
    init(_ probes: [Tape.Probe]) throws {
        self.probes = probes
        for index in 0..<2 {
            try File.tell("\(index) ok", to: Self.w1)
            try File.tell("\(index) absent", to: Self.w1)
            // The kernel keeps it until a reading that is under way has ended.
            try wait(for: index, present: false)
            try File.tell("\(index) serial \(Self.serial(index))", to: Self.w1)
        }
        try File.tell("ok", to: Self.i2c)
        if Self.chipIsThere { try File.tell(Self.chip.address, to: Self.i2cBus + "/delete_device") }
    }

    /// Plugs in what the tape has, once its temperatures are set.
    func plugIn(except missing: Set<String>) throws {
        for probe in probes {
            if probe.source == "w1" {
                if !missing.contains(probe.role) { try plugIn(probe) }
            } else if !Self.chipIsThere {
                try File.tell("\(Self.chip.name) \(Self.chip.address)", to: Self.i2cBus + "/new_device")
            }
        }
    }

    /// And waits for the kernel to have found it.
    private func plugIn(_ probe: Tape.Probe) throws {
        try File.tell("\(probe.index) present", to: Self.w1)
        try wait(for: probe.index, present: true)
    }

    private func wait(for index: Int, present: Bool) throws {
        let device = "/sys/bus/w1/devices/28-\(Self.serial(index))"
        for _ in 0..<200 where File.exists(device) != present { usleep(10_000) }
        guard File.exists(device) == present else {
            throw Trouble("the kernel \(present ? "does not find" : "holds on to") \(device)")
        }
    }

    private static func serial(_ index: Int) -> String { "00000000000\(index + 1)" }

    /// `temperature ROLE MILLIDEGREES`, `fault ROLE NAME`, `ok ROLE`.
    func obey(_ words: [String]) throws {
        guard words.count >= 2, let probe = probes.first(where: { $0.role == words[1] }) else {
            throw Trouble("no such probe: \(words)")
        }
        // One that was pulled out follows the pack no more; all else that is done to it plugs it in first.
        if words[0] != "temperature", words.last != "missing", unplugged.remove(probe.index) != nil {
            try File.tell("\(probe.index) present", to: Self.w1)
        }
        switch (words[0], words.last) {
        case ("temperature", let millidegrees?): try tell("temp \(millidegrees)", probe)
        // Pulled out in the middle of a reading, and the kernel is left to find out.
        case ("fault", "missing") where probe.source == "w1":
            unplugged.insert(probe.index)
            try File.tell("\(probe.index) unplugged", to: Self.w1)
        case ("fault", let name?): try tell("fault \(name)", probe)
        case ("ok", _): try tell("ok", probe)
        default: throw Trouble("not understood: \(words)")
        }
    }

    private func tell(_ words: String, _ probe: Tape.Probe) throws {
        if probe.source == "w1" {
            try File.tell("\(probe.index) \(words)", to: Self.w1)
        } else {
            try File.tell(words, to: Self.i2c)
        }
    }

    private static var chipIsThere: Bool { File.exists("/sys/bus/i2c/devices/\(chip.device)") }
}
