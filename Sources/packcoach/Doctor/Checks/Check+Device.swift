extension Check {
    static let device = Check(.board, "device", "May the service's user open the chip's device?") { patient in
        guard patient.hasHeader || patient.header.isForbidden, let path = patient.devicePath,
            let status = patient.files.status(path)
        else { return [] }
        let user = patient.unit.map { $0.isInstalled ? $0.user : standardUser } ?? standardUser
        let group = patient.accounts.name(ofGroup: status.group)
        let mode = String(status.mode & 0o777, radix: 8)
        guard patient.accounts.user(user) != nil else {
            return [.skipped("there is no user \(user) yet; \(path) belongs to \(group), mode \(mode).")]
        }
        let isInGroup =
            patient.accounts.isMember(user, of: group) || patient.unit?.supplementaryGroups.contains(group) == true
        if status.mode & 0o006 == 0o006 || status.mode & 0o060 == 0o060 && isInGroup {
            return [.ok("\(path), which group \(group) may use and \(user) is in")]
        }
        guard status.mode & 0o060 == 0o060, group != "root" else {
            return [
                .problem(
                    "\(path) is for root alone (group \(group), mode \(mode)).",
                    mend: "sudo groupadd -f -r gpio && echo 'SUBSYSTEM==\"gpio\", KERNEL==\"gpiochip*\", "
                        + "GROUP=\"gpio\", MODE=\"0660\"' | sudo tee /etc/udev/rules.d/60-packcoach.rules && "
                        + "sudo udevadm control --reload && sudo udevadm trigger --subsystem-match=gpio")
            ]
        }
        return [
            .problem(
                "\(user) may not open \(path): it is not in its group, \(group).",
                mend: "sudo usermod -aG \(group) \(user) && sudo systemctl restart packcoach")
        ]
    }

    /// Of the unit in systemd/.
    static let standardUser = "packcoach"
}

extension HeaderFacts {
    /// There is a chip that this user may not even ask.
    var isForbidden: Bool { forbiddenPath != nil }

    var forbiddenPath: String? {
        if case .failure(.permission(let path)) = chip { path } else { nil }
    }
}

extension Patient {
    /// The device of the header's chip.
    var devicePath: String? { (try? header.chip.get().path) ?? header.forbiddenPath }
}
