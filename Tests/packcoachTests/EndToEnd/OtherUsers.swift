import Glibc
import TestSupport
import Testing

/// Processes of other users, and file systems of a process's own: what only root can make.
enum OtherUsers {
    /// Tests of these run, and fail clearly, in continuous integration; elsewhere they are skipped and say why.
    static let canBeTried = geteuid() == 0 || getenv("CI") != nil
    /// Root of a container may not.
    static let canMount =
        system("unshare --mount --propagation private mount -t tmpfs packcoach-test /tmp 2>/dev/null") == 0
    static let canMountBeTried = canMount || getenv("CI") != nil
    static let reason = "NOT TESTED: only root can start processes of other users and mount file systems"

    /// Runs what follows as the service's user.
    static let service = user(serviceID, group: groupID)
    /// Runs what follows as a member of the service's group.
    static let member = user(20_002, group: groupID)
    /// Runs what follows as somebody in no group of ours.
    static let stranger = user(20_003, group: 20_003)

    private static let serviceID: uid_t = 20_001
    private static let groupID: gid_t = 20_000

    private static func user(_ user: uid_t, group: gid_t) -> [String] {
        ["setpriv", "--reuid=\(user)", "--regid=\(group)", "--clear-groups", "--"]
    }

    /// Makes the log's directory as systemd's StateDirectory= does, with the rights that our unit asks for.
    static func makeStateDirectory(of place: Place) throws {
        let directory = "\(place.directory)/var"
        let unit = try Files.text(of: "\(Files.project)/systemd/packcoach.service")
        let line = try #require(unit.split(separator: "\n").first { $0.hasPrefix("StateDirectoryMode=") })
        let mode = try #require(mode_t(line.drop { $0 != "=" }.dropFirst(), radix: 8))
        mkdir(directory, 0o700)
        give(directory, mode: mode)
    }

    /// Makes a file the service's and its group's.
    static func give(_ path: String, mode: mode_t) {
        chown(path, serviceID, groupID)
        chmod(path, mode)
    }

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
