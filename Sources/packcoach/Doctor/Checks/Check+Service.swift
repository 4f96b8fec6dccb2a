import CoachService

extension Check {
    static let account = Check(.service, "account", "Are there the user and the group of the service?") { patient in
        let hasUser = patient.accounts.user(standardUser) != nil
        let hasGroup = patient.accounts.group(standardUser) != nil
        if hasUser, hasGroup { return [.ok("user and group \(standardUser)")] }
        if patient.isNoBoard { return [.skipped("there is no board for a service.")] }
        let what = hasUser ? "group" : hasGroup ? "user" : "user and no group"
        return [
            .problem(
                "there is no \(what) \(standardUser), as which the service runs.",
                mend: "sudo useradd --system --user-group --no-create-home --shell /usr/sbin/nologin \(standardUser)")
        ]
    }

    static let member = Check(.service, "member", "May whoever asks use the control socket and read the log?") {
        patient in
        guard let group = patient.accounts.group(standardUser) else { return [] }
        let caller = patient.caller
        let name = patient.accounts.name(ofUser: caller.user)
        if caller.isRoot { return [.ok("root may")] }
        if caller.groups.contains(group) || name == standardUser {
            return [.ok("\(name) may, as a member of group \(standardUser)")]
        }
        if patient.accounts.isMember(name, of: standardUser) {
            return [
                .problem(
                    "\(name) joined group \(standardUser) after this login, which does not know it yet.",
                    mend: "newgrp \(standardUser)")
            ]
        }
        return [
            .problem(
                "\(name) is not in group \(standardUser), so status, start, stop and log are refused.",
                mend: "sudo usermod -aG \(standardUser) \(name) && newgrp \(standardUser)")
        ]
    }

    static let unit = Check(.service, "unit", "Is the service installed, started at boot, and running?") { patient in
        guard let unit = patient.unit else {
            return [.skipped("systemd does not run this machine, so nothing starts the service at boot.")]
        }
        guard unit.isInstalled else {
            return [
                .problem(
                    "the service is not installed: systemd knows no \(UnitFacts.name).",
                    mend: "sudo install -m 644 systemd/packcoach*.service /etc/systemd/system/ && "
                        + "sudo systemctl daemon-reload && sudo systemctl enable --now packcoach   "
                        + "# in packcoach's source")
            ]
        }
        switch unit.loadState {
        case "loaded": break
        case "masked":
            return [
                .problem(
                    "the service is masked, so nothing may start it.",
                    mend: "sudo systemctl unmask packcoach && sudo systemctl enable --now packcoach")
            ]
        default:
            return [
                .problem(
                    "systemd cannot read \(UnitFacts.name): \(unit.loadState).",
                    mend: "systemd-analyze verify \(UnitFacts.name)")
            ]
        }
        guard unit.isActive else { return [stopped(unit)] }
        guard unit.isEnabled else {
            return [
                .problem(
                    "the service runs, but nothing starts it at the next boot.", mend: "sudo systemctl enable packcoach"
                )
            ]
        }
        let restarts =
            unit.restarts == 0 ? "" : "; systemd restarted it \(unit.restarts) times since (journalctl -u packcoach)"
        return [.ok("running, and started at boot\(restarts)")]
    }

    private static func stopped(_ unit: UnitFacts) -> Diagnosis {
        if !unit.conditionHeld {
            return .problem(
                "the service was not started, because \(ConfigurationFile.standardPath) was not there.",
                mend: "packcoach config check && sudo systemctl restart packcoach")
        }
        let ended =
            switch unit.exitStatus {
            case ExitStatus.configuration.rawValue: (": its configuration is wrong", "packcoach config check")
            case ExitStatus.permission.rawValue: (": it may not open the chip", "journalctl -u packcoach -n 20")
            case ExitStatus.unavailable.rawValue:
                (": the chip or a line was not to be had", "journalctl -u packcoach -n 20")
            case 0: ("", "sudo systemctl start packcoach")
            default: (", \(unit.result)", "journalctl -u packcoach -n 20")
            }
        let status = unit.exitStatus == 0 ? "" : "; its last run ended with exit status \(unit.exitStatus)\(ended.0)"
        return .problem("the service is not running (\(unit.activeState))\(status).", mend: ended.1)
    }

    static let watchdog = Check(.service, "watchdog", "Does systemd restart a service that hangs?") { patient in
        guard let unit = patient.unit, unit.isInstalled, unit.loadState == "loaded" else { return [] }
        guard let time = unit.watchdog else {
            return [
                .problem(
                    "the unit has no WatchdogSec=, so a service that hangs in a session is not restarted.",
                    mend: "sudo install -m 644 systemd/packcoach.service /etc/systemd/system/ && "
                        + "sudo systemctl daemon-reload && sudo systemctl restart packcoach   # in packcoach's source")
            ]
        }
        return [.ok("a service that hangs is restarted after \(time)")]
    }

    static let fallback = Check(.service, "fallback", "Does an alarm sound where the service itself cannot come up?") {
        patient in
        guard let unit = patient.unit, unit.isInstalled else { return [] }
        let name = "packcoach-alarm.service"
        let folders = ["/etc/systemd/system", "/lib/systemd/system", "/usr/lib/systemd/system"]
        guard !folders.contains(where: { patient.files.exists("\($0)/\(name)") }) else {
            return [.ok("\(name) is there")]
        }
        return [
            .problem(
                "\(name) is not installed, so nothing sounds for a session whose service fails.",
                mend: "sudo install -m 644 systemd/\(name) /etc/systemd/system/ && "
                    + "sudo systemctl daemon-reload   # in packcoach's source")
        ]
    }

    static let socket = Check(.service, "socket", "Does the service answer, and is it of this version?") { patient in
        switch patient.service {
        case .success(let status) where status.version == Release.version:
            return [.ok("the service answers, version \(status.version), \(status.state)")]
        case .success(let status):
            return [
                .problem(
                    "the service that runs is \(status.version), this program is \(Release.version).",
                    mend: "sudo systemctl restart packcoach")
            ]
        case .failure(.notRunning(let path)):
            // Its unit has told it, with what to do.
            guard patient.unit?.isActive == true else { return [.skipped("nobody answers at \(path).")] }
            return [
                .problem(
                    "the service runs, but nobody answers at \(path).",
                    mend: "journalctl -u packcoach -g 'control socket'")
            ]
        case .failure(.permission):
            return [.skipped("this user may not ask the service.")]
        case .failure(let failure):
            return [.problem("\(failure)", mend: "sudo systemctl restart packcoach")]
        }
    }

    static let faults = Check(.service, "faults", "Does the service itself report a fault?") { patient in
        guard let status = patient.status else { return [] }
        if status.faults.isEmpty { return [.ok("none")] }
        return status.faults.map { fault in
            let words = fault.message.isEmpty ? "" : ": \(fault.message)"
            return .problem("\(fault.name)\(words).", mend: "packcoach log events   # since when, and what came before")
        }
    }
}
