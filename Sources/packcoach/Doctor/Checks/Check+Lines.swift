extension Check {
    static let lines = Check(.board, "lines", "Are all configured lines there, and free or the service's own?") {
        patient in
        guard case .success(let chip) = patient.header.chip else { return [] }
        var findings: [Diagnosis] = []
        var own: [Int] = []
        for part in patient.settings.parts {
            let name = "GPIO \(part.line), the \(part.name),"
            guard part.line < chip.lineCount else {
                findings.append(
                    .problem(
                        "\(name) is not there: \(chip.words) has the lines 0 to \(chip.lineCount - 1).",
                        mend: patient.edit("another line for the \(part.name), wired there")))
                continue
            }
            guard let holder = patient.header.holders[part.line] else { continue }
            if holder == consumer, patient.status != nil {
                own.append(part.line)
            } else {
                findings.append(busy(name, part.line, holder, chip, patient))
            }
        }
        if findings.isEmpty { findings = [.ok(words(patient, own))] }
        return findings
    }

    /// What packcoach calls itself to the kernel.
    static let consumer = "packcoach"

    private static func words(_ patient: Patient, _ own: [Int]) -> String {
        let settings = patient.settings
        let leds = settings.leds.lines.map(String.init).joined(separator: " ")
        let modeSwitch = settings.modeSwitch.map { ", mode switch \($0.line)" } ?? ""
        let state = own.isEmpty ? "free" : "held by the running service"
        return "button \(settings.button.line), LEDs \(leds), buzzer \(settings.buzzer.line)\(modeSwitch): \(state)"
    }

    private static func busy(
        _ name: String, _ line: Int, _ holder: String, _ chip: HeaderFacts.Chip, _ patient: Patient
    ) -> Diagnosis {
        if let boot = patient.boot, let use = PinUses(boot).use(of: line) {
            return .problem(
                "\(name) is in use by \(holder), which \(use.what) in line \(use.line) of \(boot.path) asks for.",
                mend: "sudo sed -i '\(use.line)s/^/#/' \(boot.path) && sudo reboot")
        }
        if let owner = LineOwner.find(line: line, chip: chip.name, patient.files) {
            let process = "\(owner.name), process \(owner.process)"
            return .problem(
                "\(name) is in use by \(holder) (\(process)).",
                mend: owner.unit.map { "sudo systemctl disable --now \($0)" } ?? "sudo kill \(owner.process)")
        }
        let asRoot = patient.caller.isRoot ? "" : "; as root this command may tell its process"
        return .problem(
            holder == consumer
                ? "\(name) is in use by another packcoach, one that does not answer at the control socket\(asRoot)."
                : "\(name) is in use by \(holder)\(asRoot).",
            mend: holder == consumer ? "pgrep -a packcoach" : "sudo fuser -v \(chip.path)")
    }
}
