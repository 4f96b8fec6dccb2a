import Glibc

/// Processes of other users, and file systems of a process's own: what only root can make.
enum OtherUsers {
    /// Tests of these run, and fail clearly, in continuous integration; elsewhere they are skipped and say why.
    static let canBeTried = geteuid() == 0 || getenv("CI") != nil
    /// Root of a container may not.
    static let canMount =
        system("unshare --mount --propagation private mount -t tmpfs packcoach-test /tmp 2>/dev/null") == 0
    static let canMountBeTried = canMount || getenv("CI") != nil
    static let reason = "NOT TESTED: only root can start processes of other users and mount file systems"

    /// Runs what follows as somebody in no group of ours.
    static let stranger = ["setpriv", "--reuid=20003", "--regid=20003", "--clear-groups", "--"]

    /// Runs what follows with a file system in memory mounted at `directory`, which nobody else sees.
    static func mounting(_ options: String, at directory: String) -> [String] {
        [
            "unshare", "--mount", "--propagation", "private", "sh", "-ec",
            "mount -t tmpfs -o \(options) packcoach-test '\(directory)'; exec \"$@\"", "sh",
        ]
    }

    /// Runs what follows where a process sees its files.
    static func beside(_ program: Program) -> [String] { ["nsenter", "--mount", "--target", "\(program.process)"] }
}
