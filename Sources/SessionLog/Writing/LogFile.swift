import CoachCore
import Glibc

/// The log as a file: its rights, and what becomes of a damaged one.
public enum LogFile {
    /// Group members bring in what a killed service left beside the file, so they need to write, not only to read.
    private static let fileMode: mode_t = 0o660
    /// The set-group-ID bit hands the directory's group to every file that anybody makes in it.
    private static let directoryMode: mode_t = 0o2770

    /// Makes the file and its directory with rights for the group, whatever the umask; mends the rights of a file of
    /// ours that lacks them. SQLite gives the files beside it the same rights.
    ///
    /// A directory that is already there is left as it is.
    ///
    /// - Throws: ``LogError``
    static func prepare(_ path: String) throws {
        let directory = directory(of: path)
        try makeDirectory(directory, mode: directoryMode)
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, fileMode)
        guard descriptor >= 0 else {
            guard errno == EEXIST else { throw LogError(errno: errno, operation: "make the log", path: path) }
            return mendRights(of: path)
        }
        defer { close(descriptor) }
        guard fchmod(descriptor, fileMode) == 0, fsync(descriptor) == 0 else {
            throw LogError(errno: errno, operation: "make the log", path: path)
        }
        syncDirectory(directory)
    }

    /// The path beside the log, whichever of its names leads there, for a file of whoever writes it. Makes the log's
    /// directory where there is none.
    ///
    /// - Returns: nil where no log can be: a directory has its name, or its own cannot be made.
    public static func companion(of path: String, suffix: String) -> String? {
        var status = stat()
        if stat(path, &status) == 0 {
            return status.st_mode & S_IFMT == S_IFDIR ? nil : resolved(path).map { $0 + suffix }
        }
        let folder = directory(of: path)
        guard (try? makeDirectory(folder, mode: directoryMode)) != nil, let real = resolved(folder) else { return nil }
        return "\(real)/\(path.split(separator: "/").last ?? "")\(suffix)"
    }

    /// Without symbolic links.
    private static func resolved(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }

    /// Renames a damaged log, and the files beside it, to `packcoach.db.damaged-20260504T120000Z`, so that a new one
    /// can be made in its place. Nothing is ever deleted, and the newest such file may still be mended by hand.
    ///
    /// To be called when no connection of this process has it open.
    ///
    /// - Returns: the new path, for the log and for the person.
    /// - Throws: ``LogError``; then the log is still where it was.
    public static func moveAside(_ path: String, at time: WallTime) throws -> String {
        let stamp = RFC3339.string(time).prefix(19).filter { $0 != "-" && $0 != ":" } + "Z"
        let wanted = "\(path).damaged-\(stamp)"
        var free = wanted
        var count = 1
        // A clock that starts at the same moment after every boot gives the same name twice.
        while access(free, F_OK) == 0 {
            count += 1
            free = "\(wanted)-\(count)"
        }
        // The file itself goes last: if the power fails in between, it is still found damaged at the next start.
        for suffix in ["-wal", "-shm", "-journal", ""] {
            guard rename(path + suffix, free + suffix) == 0 || errno == ENOENT && !suffix.isEmpty else {
                throw LogError(errno: errno, operation: "move aside the damaged log", path: path)
            }
        }
        syncDirectory(directory(of: path))
        return free
    }

    /// Bytes of the file and of what a running or killed service has beside it.
    static func size(of path: String) -> Int64 {
        ["", "-wal", "-shm"].reduce(0) { sum, suffix in
            var status = stat()
            return stat(path + suffix, &status) == 0 ? sum + Int64(status.st_size) : sum
        }
    }

    private static func makeDirectory(_ path: String, mode: mode_t) throws {
        guard access(path, F_OK) != 0 else { return }
        let parent = directory(of: path)
        if parent != path { try makeDirectory(parent, mode: 0o755) }
        guard mkdir(path, mode) == 0 else {
            if errno == EEXIST { return }
            throw LogError(errno: errno, operation: "make the log's directory", path: path)
        }
        // mkdir takes the umask off and drops the set-group-ID bit.
        if mode == directoryMode { chmod(path, mode) }
        syncDirectory(parent)
    }

    private static func mendRights(of path: String) {
        var status = stat()
        guard stat(path, &status) == 0, status.st_uid == geteuid(), status.st_mode & fileMode != fileMode else {
            return
        }
        chmod(path, status.st_mode & 0o7777 | fileMode)
    }

    /// Without this a power cut may forget a name that was just given.
    private static func syncDirectory(_ path: String) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    private static func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
