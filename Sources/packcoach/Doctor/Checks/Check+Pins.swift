import CoachService

extension Check {
    static let pins = Check(.board, "pins", "Do other functions of the board use the same pins, at boot or later?") {
        patient in
        guard patient.model.isPi else { return [] }
        let boot = patient.boot
        let uses = boot.map(PinUses.init)
        var findings: [Diagnosis] = []
        for part in patient.settings.parts {
            if let boot, let use = uses?.use(of: part.line) {
                // The line's own check has told it where the kernel holds the line already.
                guard patient.header.holders[part.line].map({ $0 == consumer }) ?? true else { continue }
                findings.append(
                    .problem(
                        "GPIO \(part.line) is the \(part.name)'s, and \(use.what)'s too "
                            + "(line \(use.line) of \(boot.path)).",
                        mend: "sudo sed -i '\(use.line)s/^/#/' \(boot.path) && sudo reboot"))
            } else if let word = atStart(part.line, patient) {
                findings.append(
                    .problem(
                        "GPIO \(part.line), the \(part.name)'s, is \(word) until the service takes it.",
                        mend: patient.edit("another line for the \(part.name), such as 22 to 27, wired there")))
            }
        }
        if let finding = loudAtStart(patient) { findings.append(finding) }
        return findings.isEmpty ? [.ok("no other function uses the configured lines")] : findings
    }

    /// What the firmware does with a line before there is a kernel.
    private static func atStart(_ line: Int, _ patient: Patient) -> String? {
        switch line {
        case 0, 1: "the line on which the firmware looks for an add-on board's memory"
        case 14, 15: consoleIsOnHeader(patient) ? "the serial console's" : nil
        default: nil
        }
    }

    private static func consoleIsOnHeader(_ patient: Patient) -> Bool {
        let line = patient.files.line("/proc/cmdline") ?? ""
        return ["console=serial0", "console=ttyAMA0", "console=ttyS0"].contains { line.mentions($0) }
    }

    /// The chip's resistors hold a buzzer on from power-on until the service is up.
    private static func loudAtStart(_ patient: Patient) -> Diagnosis? {
        let buzzer = patient.settings.buzzer
        let isPulledUp = PinUses.pulledUpAtStart.contains(buzzer.line)
        guard isPulledUp == (buzzer.active == .high) else { return nil }
        return .problem(
            "GPIO \(buzzer.line), the buzzer's, is held \(isPulledUp ? "high" : "low") from power-on, "
                + "so it may sound until the service is up.",
            mend: patient.edit("buzzer.line: one from \(isPulledUp ? "9 to 27" : "2 to 8"), wired there"))
    }
}
