@testable import SessionLog
@testable import packcoach

/// What may be wrong with the log and where it lies.
enum LogFaults {
    private static let path = "/var/lib/packcoach/packcoach.db"

    private static func error(_ kind: LogError.Kind, _ reason: String) -> LogError {
        LogError(kind, operation: "open the log", path: path, reason: reason)
    }

    static let all: [Fault] = [
        Fault(
            name: "a log that vanished", problem: "file: the service runs, but its log \(path) is gone",
            remedy: "systemctl restart packcoach"
        ) { machine in
            machine.remove("var/lib/packcoach/packcoach.db")
            machine.statuses[path] = nil
        },
        Fault(
            name: "a log of root's", problem: "file: \(path) belongs to root:root",
            remedy: "sudo chown packcoach:packcoach"
        ) { $0.statuses[path] = SystemFiles.Status(owner: 0, group: 0, mode: 0o660, size: 1000) },
        Fault(
            name: "a log that the group may not read", problem: "file: group packcoach may not read \(path) (mode 600)",
            remedy: "sudo chmod g+rw"
        ) { $0.statuses[path] = SystemFiles.Status(owner: 990, group: 990, mode: 0o600, size: 1000) },
        Fault(
            name: "a log in memory", problem: "disk: /var/lib/packcoach is on tmpfs, in memory: a power cut",
            remedy: "sudoedit"
        ) { machine in
            try machine.lay(
                "proc/self/mountinfo", "1 0 8:1 / / rw - ext4 /dev/x rw\n2 1 0:5 / /var rw - tmpfs tmpfs rw\n")
        },
        Fault(
            name: "a root file system that forgets", problem: "disk: /var/lib/packcoach is on overlay, in memory",
            remedy: "disable_overlayfs"
        ) { machine in
            try machine.lay(
                "proc/self/mountinfo",
                """
                1 0 0:9 / / rw - overlay overlayroot rw,lowerdir=/media/root-ro,upperdir=/media/root-rw/overlay,workdir=/w
                2 1 0:5 / /media/root-rw rw - tmpfs tmpfs rw
                """)
        },
        Fault(
            name: "a read-only card", problem: "disk: /var/lib/packcoach is on /, which is mounted read-only",
            remedy: "sudo mount -o remount,rw /"
        ) { try $0.lay("proc/self/mountinfo", "24 1 179:2 / / ro,noatime - ext4 /dev/mmcblk0p2 ro\n") },
        Fault(
            name: "a full card", problem: "disk: only 49 MB are free", remedy: "sudo apt clean"
        ) { $0.free = 49_999_999 },
        Fault(
            name: "a damaged log", problem: "database: \(path) is damaged: row 7 missing from index",
            remedy: "sudo mv \(path)"
        ) { $0.health = .success(MachineFixture.health(.damaged(["row 7 missing from index"]))) },
        Fault(
            name: "a file that is no log", problem: "database: \(path) is damaged: file is not a database",
            remedy: "sudo mv \(path)"
        ) { $0.health = .failure(error(.damaged, "file is not a database")) },
        Fault(
            name: "a log of a newer version", problem: "database: \(path): written by a newer packcoach",
            remedy: "ls -l"
        ) { $0.health = .failure(error(.newerSchema, "written by a newer packcoach: schema 9, this one knows 1")) },
    ]
}
