import CoachService

@testable import packcoach

/// What may be wrong with the service and its clock.
enum ServiceFaults {
    static let all: [Fault] = [
        Fault(
            name: "no user for the service", problem: "account: there is no user packcoach",
            remedy: "sudo useradd --system"
        ) { machine in
            try machine.lay("etc/passwd", "root:x:0:0::/root:/bin/sh\npi:x:1000:1000::/home/pi:/bin/bash\n")
        },
        Fault(
            name: "who asks is no member", problem: "member: pi is not in group packcoach",
            remedy: "sudo usermod -aG packcoach pi"
        ) { machine in
            machine.caller = Caller(user: 1000, groups: [1000])
            try machine.lay("etc/group", "root:x:0:\ngpio:x:993:packcoach\npackcoach:x:990:\npi:x:1000:\n")
            machine.service = .failure(.permission(path: "/run/packcoach/io.packcoach"))
        },
        Fault(
            name: "a member who has not logged in again", problem: "member: pi joined group packcoach after this login",
            remedy: "newgrp packcoach"
        ) { $0.caller = Caller(user: 1000, groups: [1000]) },
        Fault(
            name: "no unit", problem: "unit: the service is not installed",
            remedy: "sudo systemctl enable --now packcoach"
        ) { machine in
            machine.unit = UnitFacts("LoadState=not-found\nActiveState=inactive\n")
            machine.serviceIsGone()
        },
        Fault(
            name: "a masked unit", problem: "unit: the service is masked", remedy: "sudo systemctl unmask packcoach"
        ) { machine in
            machine.unit("LoadState=masked\nActiveState=inactive\n")
            machine.serviceIsGone()
        },
        Fault(
            name: "a unit that does not start at boot", problem: "unit: the service runs, but nothing starts it",
            remedy: "sudo systemctl enable packcoach"
        ) { $0.unit("UnitFileState=disabled") },
        Fault(
            name: "a service that was stopped", problem: "unit: the service is not running (inactive).",
            remedy: "sudo systemctl start packcoach"
        ) { machine in
            machine.unit("ActiveState=inactive")
            machine.serviceIsGone()
        },
        Fault(
            name: "a service that fails for its configuration",
            problem:
                "unit: the service is not running (activating); its last run ended with exit status 78: its configuration",
            remedy: "packcoach config check"
        ) { machine in
            machine.unit("ActiveState=activating\nExecMainStatus=78\nResult=exit-code")
            machine.serviceIsGone()
        },
        Fault(
            name: "a service without a configuration",
            problem: "unit: the service was not started, because /etc/packcoach",
            remedy: "packcoach config check"
        ) { machine in
            machine.unit("ActiveState=inactive\nConditionResult=no")
            machine.serviceIsGone()
        },
        Fault(
            name: "no watchdog", problem: "watchdog: the unit has no WatchdogSec=", remedy: "systemctl daemon-reload"
        ) { $0.unit("WatchdogUSec=0") },
        Fault(
            name: "no fallback alarm", problem: "fallback: packcoach-alarm.service is not installed",
            remedy: "systemctl daemon-reload"
        ) { $0.remove("lib") },
        Fault(
            name: "another packcoach on the lines",
            problem: "lines: GPIO 17 (button), GPIO 18 (buzzer) are in use by another packcoach",
            remedy: "pgrep -a packcoach"
        ) { machine in
            machine.serviceIsGone()
            machine.holders = [17: "packcoach", 18: "packcoach"]
            machine.unit = nil
        },
        Fault(
            name: "an older service", problem: "socket: the service that runs is 0.0.1",
            remedy: "sudo systemctl restart packcoach"
        ) { $0.service = .success(try MachineFixture.status(version: "0.0.1")) },
        Fault(
            name: "a service without its socket", problem: "socket: the service runs, but nobody answers",
            remedy: "journalctl"
        ) { machine in
            machine.serviceIsGone()
        },
        Fault(
            name: "a fault that the service tells",
            problem: "faults: log: cannot write to the log: No space left on device.",
            remedy: "packcoach log events"
        ) { machine in
            machine.service = .success(
                try MachineFixture.status(
                    state: "fault",
                    faults: #"[{"name":"log","message":"cannot write to the log: No space left on device"}]"#))
        },
        Fault(
            name: "a clock that nobody vouches for", problem: "clock: the clock is not synchronised",
            remedy: "sudo apt install systemd-timesyncd"
        ) { $0.clockIsSynchronised = false },
        Fault(
            name: "a clock whose daemon does not run", problem: "clock: the clock is not synchronised",
            remedy: "sudo timedatectl set-ntp true"
        ) { machine in
            machine.clockIsSynchronised = false
            try machine.lay("lib/systemd/systemd-timesyncd", "")
        },
    ]
}
