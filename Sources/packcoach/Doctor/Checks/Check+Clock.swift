extension Check {
    static let clock = Check(.clock, "clock", "Does the board know what time it is, and after a power cut too?") {
        patient in
        let rtc = patient.files.entries("/sys/class/rtc").first
        let after =
            rtc == nil
            ? "no clock that runs on a battery: after a power cut the time is known once the network is there"
            : "with a clock that runs on (\(rtc ?? ""))"
        guard patient.clockIsSynchronised else {
            if patient.isNoBoard { return [.skipped("not synchronised, on which rests hang on a board.")] }
            let daemon = ["timesyncd", "chrony", "ntpsec"].first { patient.hasClockDaemon($0) }
            return [
                .problem(
                    "the clock is not synchronised, so rests count only time that has provably passed; \(after).",
                    mend: daemon == nil ? "sudo apt install systemd-timesyncd" : "sudo timedatectl set-ntp true")
            ]
        }
        return [.ok("synchronised; \(after)")]
    }
}

extension Patient {
    fileprivate func hasClockDaemon(_ name: String) -> Bool {
        ["/lib/systemd/systemd-\(name)", "/usr/lib/systemd/systemd-\(name)", "/usr/sbin/\(name)d", "/usr/sbin/ntpd"]
            .contains { files.exists($0) }
    }
}
