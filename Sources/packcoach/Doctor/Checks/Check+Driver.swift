extension Check {
    static let driver = Check(.board, "driver", "Does this kernel have the probe's driver, w1_therm?") { patient in
        guard !patient.w1Probes.isEmpty, patient.model.isPi || patient.hasHeader else { return [] }
        let files = patient.files
        if files.exists("/sys/module/w1_therm") { return [.ok("w1_therm is loaded")] }
        guard let release = files.line("/proc/sys/kernel/osrelease") else { return [] }
        let folder = ["/lib/modules", "/usr/lib/modules"].map { "\($0)/\(release)" }.first(where: files.exists)
        guard let folder else {
            return [
                .problem(
                    "the modules of the running kernel, \(release), are gone: it was upgraded since the last start.",
                    mend: "sudo reboot")
            ]
        }
        let lists = ["modules.dep", "modules.builtin"].compactMap { files.text("\(folder)/\($0)") }
        // The list of a whole kernel is longer than what is read of it; then its folder tells.
        let isThere =
            lists.contains { $0.mentions("w1_therm") }
            || files.entries("\(folder)/kernel/drivers/w1/slaves").contains { $0.hasPrefix("w1_therm") }
        return [
            isThere
                ? .ok("w1_therm is there; the kernel loads it with the first probe")
                : .problem("this kernel, \(release), has no w1_therm.", mend: "sudo apt full-upgrade && sudo reboot")
        ]
    }
}
