import CSQLite
import Glibc

/// Why the log could not be opened, read or written, in words for the person who has to mend it.
///
/// Nothing was half done: every write is one transaction, and a file that is refused is left as it was.
public struct LogError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The cases that people and the service tell apart.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// There is no log at this path yet.
        case missing
        case cannotOpen = "cannot-open"
        /// The user lacks the right to the file or its directory.
        case permission
        /// No space left on the file system, or the quota is used up.
        case full
        case readOnly = "read-only"
        /// Another process held the file for longer than the waiting time.
        case busy
        /// The file is no database, or its contents contradict each other.
        case damaged
        /// A newer packcoach wrote it.
        case newerSchema = "newer-schema"
        /// A sound database, but of another program.
        case foreign
        /// The file was removed or replaced while it was open.
        case moved
        /// The disk failed in another way.
        case inputOutput = "input-output"
        /// SQLite or this program broke a rule of its own; a defect.
        case unexpected
    }

    /// What went wrong, for choosing what to do.
    public var kind: Kind
    /// What was being done, after "cannot": `open the log`.
    public var operation: String
    /// The log's file.
    public var path: String
    /// What SQLite and the kernel say of it.
    public var reason: String
    /// What to do about it; a sentence.
    public var remedy: String

    init(_ kind: Kind, operation: String, path: String, reason: String, remedy: String? = nil) {
        self.kind = kind
        self.operation = operation
        self.path = path
        // It may quote a damaged file.
        self.reason = reason.onOneLine
        self.remedy = remedy ?? kind.remedy(path: path)
    }

    public var description: String { "cannot \(operation) \(path): \(reason). \(remedy)" }
}

extension LogError {
    /// From a result code of SQLite; `errno` is what the kernel said, 0 where it was not asked.
    init(code: Int32, errno: Int32, message: String, operation: String, path: String) {
        // The one contradiction in a file's header for which SQLite has no code but its general one.
        let kind = message == "unsupported file format" ? .damaged : Kind(code: code, errno: errno, path: path)
        var reason = message
        // The kernel's words say more than SQLite's "disk I/O error", and all of "unable to open database file".
        if errno != 0, kind != .damaged, kind != .busy {
            reason = code & 0xff == SQLITE_CANTOPEN ? words(of: errno) : "\(message) (\(words(of: errno)))"
        }
        self.init(kind, operation: operation, path: path, reason: reason)
    }

    /// From a system call that failed with `errno` while the log was made or moved. What is not there then is no log
    /// that a service has yet to write, but its directory.
    init(errno: Int32, operation: String, path: String) {
        let kind = Kind(errno: errno).flatMap { $0 == .missing ? nil : $0 } ?? .cannotOpen
        self.init(kind, operation: operation, path: path, reason: words(of: errno))
    }
}

extension LogError.Kind {
    fileprivate init(code: Int32, errno: Int32, path: String) {
        switch (code & 0xff, code) {
        case (SQLITE_FULL, _): self = .full
        case (SQLITE_BUSY, _), (SQLITE_LOCKED, _): self = .busy
        case (SQLITE_CORRUPT, _), (SQLITE_NOTADB, _): self = .damaged
        case (SQLITE_READONLY, SQLITE_READONLY | 4 << 8): self = .moved  // SQLITE_READONLY_DBMOVED
        case (SQLITE_READONLY, _):
            // SQLite falls back to reading where it may not write; the kernel knows why it may not.
            self = access(path, W_OK) == 0 ? .readOnly : Self(errno: Glibc.errno) ?? .readOnly
        case (SQLITE_CANTOPEN, _): self = Self(errno: errno) ?? .cannotOpen
        case (SQLITE_IOERR, _): self = Self(errno: errno) ?? .inputOutput
        case (SQLITE_PERM, _), (SQLITE_AUTH, _): self = .permission
        default: self = .unexpected
        }
    }

    fileprivate init?(errno: Int32) {
        switch errno {
        case EACCES, EPERM: self = .permission
        case ENOSPC, EDQUOT: self = .full
        case EROFS: self = .readOnly
        case ENOENT: self = .missing
        // No failing disk, but something else than a file.
        case EISDIR, ENOTDIR, ESPIPE: self = .cannotOpen
        default: return nil
        }
    }

    fileprivate func remedy(path: String) -> String {
        switch self {
        case .missing:
            "No service has logged here yet: start it, name another configuration, or try packcoach simulate."
        case .cannotOpen: "It must be a file in a directory that this user may write to."
        case .permission:
            "Join the group that owns it with sudo usermod -aG packcoach \"$USER\", then log in again."
        case .full: "Make room on that file system (df \(path)); what is kept is then written by itself."
        case .readOnly:
            "Mount it for writing; after a disk error the kernel's log says why it is not (journalctl -k)."
        case .busy: "Another program holds it; close it and try again."
        case .damaged: "Move it aside and keep it; what can be read of it: sqlite3 \(path) .recover"
        case .newerSchema: "Upgrade packcoach or move the file away; nothing was changed."
        case .foreign: "Name another file in the configuration; nothing was changed."
        case .moved: "It is made anew when it is opened again."
        case .inputOutput: "The disk may be failing: see journalctl -k, and copy the file away."
        case .unexpected: "This is a defect of packcoach; please report it with this line."
        }
    }
}

/// An errno in words, as strerror(3) has it.
func words(of errno: Int32) -> String {
    String(cString: strerror(errno))
}
