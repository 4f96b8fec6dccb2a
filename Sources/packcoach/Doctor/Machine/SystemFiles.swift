import BoardLinux
import Glibc

/// The machine's files below a root: `/`, or a folder in which a test has laid out another machine.
struct SystemFiles: Hashable, Sendable {
    /// Empty for the machine itself.
    let root: String
    /// For another machine what only its root could have made true: whose its files are, and how much room there is.
    var statuses: [String: Status] = [:]
    var free: Int64?

    /// Owner, mode and size of a file.
    struct Status: Hashable, Sendable {
        let owner: uid_t
        let group: gid_t
        /// The nine permission bits, and set-user-ID, set-group-ID and sticky.
        let mode: mode_t
        /// Bytes.
        let size: Int64
    }

    /// More than any file that is asked for.
    private static let longest = 256 * 1024

    init(root: String = "") {
        self.root = root
    }

    /// Where a path of the machine really is.
    func real(_ path: String) -> String { root + path }

    func exists(_ path: String) -> Bool { access(real(path), F_OK) == 0 }

    /// The whole text; nil where it is not there or may not be read.
    func text(_ path: String) -> String? { bytes(path).map { String(decoding: $0, as: UTF8.self) } }

    /// The text's first line without the NUL of the device tree's strings.
    func line(_ path: String) -> String? {
        text(path)?.split(whereSeparator: { $0.isNewline || $0 == "\0" }).first.map(String.init)
    }

    func bytes(_ path: String) -> [UInt8]? {
        let file = open(real(path), O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while all.count < Self.longest {
            let count = read(file, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return nil }
            if count == 0 { break }
            all += buffer[..<count]
        }
        return all
    }

    /// The names in a directory, sorted; none where it cannot be read.
    func entries(_ path: String) -> [String] { Sysfs.entries(of: real(path)).sorted() }

    func status(_ path: String) -> Status? {
        if let status = statuses[path] { return status }
        var status = stat()
        guard stat(real(path), &status) == 0 else { return nil }
        return Status(
            owner: status.st_uid, group: status.st_gid, mode: status.st_mode & 0o7777, size: Int64(status.st_size))
    }

    /// Bytes that an ordinary user may still write on the file system of a path.
    func freeBytes(_ path: String) -> Int64? {
        if let free { return free }
        var status = statvfs()
        guard statvfs(real(path), &status) == 0 else { return nil }
        return Int64(clamping: UInt64(status.f_bavail) * UInt64(status.f_frsize))
    }
}
