extension Check {
    static let supply = Check(.board, "supply", "Is the board's supply strong enough?") { patient in
        guard patient.model.isPi else { return [] }
        let mend = "vcgencmd get_throttled   # after changing to the board's own supply and a short, thick cable"
        if let word = patient.throttled()?.split(separator: "=").last?.trimmed, word.hasPrefix("0x"),
            let bits = UInt32(word.dropFirst(2), radix: 16)
        {
            // Source: Raspberry Pi's documentation of vcgencmd. Bit 0: now; bit 16: since the board started.
            if bits & 1 != 0 { return [.problem("the supply's voltage is too low right now.", mend: mend)] }
            if bits & 1 << 16 != 0 {
                return [
                    .problem("the supply's voltage was too low since the last start; probes then misread.", mend: mend)
                ]
            }
            return [.ok("never too low since the last start")]
        }
        for directory in patient.files.entries("/sys/class/hwmon") {
            let path = "/sys/class/hwmon/\(directory)"
            guard patient.files.line("\(path)/name") == "rpi_volt" else { continue }
            return [
                patient.files.line("\(path)/in0_lcrit_alarm") == "1"
                    ? .problem("the supply's voltage is too low right now.", mend: mend) : .ok("not too low right now")
            ]
        }
        return [.skipped("the board does not tell this user about its voltage.")]
    }
}
