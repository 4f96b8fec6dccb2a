import BoardLinux

extension Check {
    static let overlay = Check(.board, "overlay", "Does the board give the kernel a 1-Wire bus, on which pin?") {
        patient in
        guard !patient.w1Probes.isEmpty, patient.model.isPi || patient.hasHeader || patient.w1.hasBus else { return [] }
        guard patient.model.isPi else {
            return [
                patient.w1.hasBus
                    ? .ok("the kernel has a 1-Wire bus")
                    : .problem(
                        "the kernel has no 1-Wire bus; this board's manual says which overlay makes one.", mend: nil)
            ]
        }
        guard let boot = patient.boot else {
            return [
                patient.w1.hasBus
                    ? .ok("the kernel has a 1-Wire bus on \(patient.w1.place)")
                    : .problem(
                        "the kernel has no 1-Wire bus, and no config.txt is mounted in \(BootConfig.paths[0]).",
                        mend: "sudo mount -a && packcoach doctor")
            ]
        }
        let written = boot.overlay(names[0], names[1], names[2], names[3])
        guard let written else { return [missing(boot, patient)] }
        guard patient.w1.hasBus else {
            return [
                .problem(
                    "\(boot.path) loads \(written.name) in line \(written.line), but the kernel has no 1-Wire bus yet.",
                    mend: "sudo reboot")
            ]
        }
        let pin = written.parameters["gpiopin"].flatMap { Int($0) } ?? standardPin
        if let line = patient.w1.line, line != pin {
            return [
                .problem(
                    "\(boot.path) puts the bus on GPIO \(pin) in line \(written.line), but the kernel has it on GPIO "
                        + "\(line) since the last start.",
                    mend: "sudo reboot")
            ]
        }
        return [.ok("\(written.name) on \(patient.w1.place)")]
    }

    /// Of the overlay, where nothing is said.
    private static let standardPin = 4
    private static let names = ["w1-gpio", "w1-gpio-pullup", "w1-gpio-pi5", "w1-gpio-pullup-pi5"]

    private static func missing(_ boot: BootConfig, _ patient: Patient) -> Diagnosis {
        if patient.w1.hasBus {
            return .ok("the kernel has a 1-Wire bus that \(boot.path) does not ask for")
        }
        if let idle = boot.overlays.last(where: { names.contains($0.name) && !$0.isActive }) {
            return .problem(
                "\(boot.path) has \(idle.name) in line \(idle.line), where it does not count: "
                    + "it is commented out, or stands under a filter for another board.",
                mend: append(boot.path))
        }
        return .problem(
            "\(boot.path) does not load the 1-Wire overlay, so the kernel sees no probe.", mend: append(boot.path))
    }

    /// Under `[all]`, because the file may end in the section of another board.
    private static func append(_ path: String) -> String {
        "printf '\\n[all]\\ndtoverlay=w1-gpio,gpiopin=\(standardPin)\\n' | sudo tee -a \(path) && sudo reboot"
    }
}

/// The 1-Wire bus as the kernel has it.
struct W1Bus: Hashable, Sendable {
    let hasBus: Bool
    /// Its line, from the device tree; nil where it is not on the header.
    let line: Int?

    init(_ files: SystemFiles) {
        hasBus = files.entries(W1Sensor.devices).contains { $0.hasPrefix("w1_bus_master") }
        let node = files.entries("/proc/device-tree").first { $0.hasPrefix("onewire@") }
        let cells = node.flatMap { files.bytes("/proc/device-tree/\($0)/gpios") } ?? []
        // The controller, the line, its flags; 32 bits each, the most significant byte first.
        line = cells.count >= 8 ? cells[4..<8].reduce(0) { $0 << 8 | Int($1) } : nil
    }

    /// `GPIO 4 (header pin 7)`
    var place: String {
        guard let line else { return "a line that the device tree does not tell" }
        return "GPIO \(line)" + (PinUses.headerPin(ofLine: line).map { " (header pin \($0))" } ?? "")
    }
}

extension Patient {
    var w1: W1Bus { W1Bus(files) }
}
