import CoachService
import SessionLog

extension Check {
    static let logFile = Check(.log, "file", "Is the log there, and may the service write and the group read it?") {
        patient in
        let path = patient.settings.database
        let directory = directory(of: path)
        guard let status = patient.files.status(path) else {
            guard patient.status?.database == path else {
                return [.skipped("no log yet: the service makes \(path) when it starts.")]
            }
            return [
                .problem(
                    "the service runs, but its log \(path) is gone; it keeps what it has and tries again.",
                    mend: "sudo systemctl restart packcoach")
            ]
        }
        guard let user = patient.accounts.user(standardUser), let group = patient.accounts.group(standardUser) else {
            return [.ok("\(path), \(size(status.size))")]
        }
        let folder = patient.files.status(directory)
        // Another owner is whoever ran the service by hand, perhaps as root; then the service cannot write it.
        if patient.unit?.isInstalled == true, status.owner != user || status.group != group {
            let owner = "\(patient.accounts.name(ofUser: status.owner)):\(patient.accounts.name(ofGroup: status.group))"
            return [
                .problem(
                    "\(path) belongs to \(owner), so the service cannot write it.",
                    mend: "sudo chown \(standardUser):\(standardUser) \(directory) \(path)* && "
                        + "sudo systemctl restart packcoach")
            ]
        }
        guard status.mode & 0o060 == 0o060, folder.map({ $0.mode & 0o050 == 0o050 }) ?? true else {
            return [
                .problem(
                    "group \(standardUser) may not read \(path) (mode \(String(status.mode & 0o777, radix: 8))).",
                    mend: "sudo chmod g+rw \(path)* && sudo chmod g+rxs \(directory)")
            ]
        }
        return [.ok("\(path), \(size(status.size))")]
    }

    static let disk = Check(.log, "disk", "Does the log outlive a power cut, and is there room for it?") { patient in
        let path = patient.settings.database
        guard let folder = existing(directory(of: path), patient.files) else { return [] }
        let mounts = patient.mounts
        if mounts.forgets(folder) {
            let kind = mounts.mount(of: folder)?.kind ?? "memory"
            return [
                .problem(
                    "\(folder) is on \(kind), in memory: a power cut takes the log, its rests and its alarms with it.",
                    mend: kind == "overlay"
                        ? "sudo raspi-config nonint disable_overlayfs && sudo reboot"
                        : patient.edit("database on the SD card, such as \(Configuration.default.database)"))
            ]
        }
        if let mount = mounts.mount(of: folder), mount.isReadOnly {
            return [
                .problem(
                    "\(folder) is on \(mount.point), which is mounted read-only.",
                    mend: "sudo mount -o remount,rw \(mount.point)   # and journalctl -k tells why it was not")
            ]
        }
        guard let free = patient.files.freeBytes(folder) else { return [] }
        guard free >= leastFree else {
            return [
                .problem(
                    "only \(size(free)) are free for the log in \(folder).",
                    mend: "sudo apt clean && sudo journalctl --vacuum-size=50M")
            ]
        }
        return [.ok("\(size(free)) free in \(folder)")]
    }

    /// A hundred sessions of at most 0.5 MB each.
    static let leastFree: Int64 = 50_000_000

    static let database = Check(.log, "database", "Is the log sound, and of a version that this program knows?") {
        patient in
        let path = patient.settings.database
        guard patient.files.exists(path) else { return [] }
        let moveAside =
            "sudo systemctl stop packcoach && sudo mv \(path) \(path).damaged && sudo systemctl start packcoach"
        switch patient.logHealth(path) {
        case .success(let health):
            let sessions = "\(health.sessions) session\(health.sessions == 1 ? "" : "s")"
            let words = "schema \(health.schema), \(sessions), \(size(health.size))"
            switch health.verdict {
            case .sound: return [.ok("sound: \(words)")]
            case .unfinished: return [.ok("nothing wrong in the first seconds of looking: \(words)")]
            case .damaged(let lines):
                return [.problem("\(path) is damaged: \(lines.first ?? "")", mend: moveAside)]
            }
        case .failure(let error as LogError):
            switch error.kind {
            case .permission, .missing: return [.skipped("\(error.reason); this user may not look into \(path).")]
            case .damaged: return [.problem("\(path) is damaged: \(error.reason).", mend: moveAside)]
            case .busy where error.remedy.mentions("restart"):
                return [.problem("\(path): \(error.reason).", mend: "sudo systemctl restart packcoach")]
            default: return [.problem("\(path): \(error.reason). \(error.remedy)", mend: "ls -l \(path)*")]
            }
        case .failure(let error): return [.problem("\(path): \(error)", mend: "ls -l \(path)*")]
        }
    }

    /// The path, or the nearest folder above it that is there.
    private static func existing(_ path: String, _ files: SystemFiles) -> String? {
        var path = path
        while !files.exists(path) {
            guard path != "/" else { return nil }
            path = directory(of: path)
        }
        return path
    }

    static func size(_ bytes: Int64) -> String {
        switch bytes {
        case ..<1000: "\(bytes) bytes"
        case ..<1_000_000: "\(bytes / 1000) kB"
        case ..<10_000_000_000: "\(bytes / 1_000_000) MB"
        default: "\(bytes / 1_000_000_000) GB"
        }
    }
}
