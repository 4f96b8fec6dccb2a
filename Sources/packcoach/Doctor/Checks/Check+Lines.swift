extension Check {
    static let lines = Check(.board, "lines", "Are all configured lines there, and free or the service's own?") {
        patient in
        guard case .success(let chip) = patient.header.chip else { return [] }
        var findings: [Diagnosis] = []
        var own: [Int] = []
        var busy: [String: [Part]] = [:]
        for part in patient.settings.parts {
            guard part.line < chip.lineCount else {
                findings.append(
                    .problem(
                        "GPIO \(part.line) (\(part.name)) is not there: \(chip.words) has the lines 0 to "
                            + "\(chip.lineCount - 1).",
                        mend: patient.edit("another line for the \(part.name), wired there")))
                continue
            }
            guard let holder = patient.header.holders[part.line] else { continue }
            if holder == consumer, patient.serviceIsThere {
                own.append(part.line)
            } else if let boot = patient.boot, let use = PinUses(boot).use(of: part.line) {
                findings.append(
                    .problem(
                        "GPIO \(part.line) (\(part.name)) is in use by \(holder), which \(use.what) in line "
                            + "\(use.line) of \(boot.path) asks for.",
                        mend: "sudo sed -i '\(use.line)s/^/#/' \(boot.path) && sudo reboot"))
            } else {
                busy[holder, default: []].append(part)
            }
        }
        findings += busy.sorted { $0.key < $1.key }.map { Check.busy($0.value, $0.key, chip, patient) }
        if findings.isEmpty { findings = [.ok(words(patient, own))] }
        return findings
    }

    private typealias Part = (name: String, line: Int)

    /// What packcoach calls itself to the kernel.
    static let consumer = "packcoach"

    private static func words(_ patient: Patient, _ own: [Int]) -> String {
        let settings = patient.settings
        let leds = settings.leds.lines.map(String.init).joined(separator: " ")
        let modeSwitch = settings.modeSwitch.map { ", mode switch \($0.line)" } ?? ""
        let state = own.isEmpty ? "free" : "held by the running service"
        return "button \(settings.button.line), LEDs \(leds), buzzer \(settings.buzzer.line)\(modeSwitch): \(state)"
    }

    /// Lines that one and the same holds.
    private static func busy(
        _ parts: [Part], _ holder: String, _ chip: HeaderFacts.Chip, _ patient: Patient
    ) -> Diagnosis {
        let lines = parts.map { "GPIO \($0.line) (\($0.name))" }.joined(separator: ", ")
        let are = "\(lines) \(parts.count == 1 ? "is" : "are") in use by"
        if let owner = LineOwner.find(line: parts[0].line, chip: chip.name, patient.files) {
            return .problem(
                "\(are) \(holder) (\(owner.name), process \(owner.process)).",
                mend: owner.unit.map { "sudo systemctl disable --now \($0)" } ?? "sudo kill \(owner.process)")
        }
        return holder == consumer
            ? .problem(
                "\(are) another packcoach, one that does not answer at the control socket.", mend: "pgrep -a packcoach")
            : .problem("\(are) \(holder).", mend: "sudo fuser -v \(chip.path)")
    }
}
