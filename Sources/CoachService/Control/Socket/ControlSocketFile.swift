import Glibc

/// The socket that clients find by its path; the path goes with its owner.
final class ControlSocketFile {
    let socket: UnixSocket
    private let path: String
    private let identity: FileIdentity?

    /// Why there is no control socket.
    struct Unavailable: Error, CustomStringConvertible {
        let description: String
    }

    /// Takes over a path that a dead service left, and never that of one that answers.
    /// - Throws: ``Unavailable``
    init(path: String, members: ControlMembers) throws(Unavailable) {
        socket = try Self.listening(at: path, members)
        self.path = path
        identity = FileIdentity(path)
    }

    deinit {
        // Another service may have made one of its own meanwhile.
        if let identity, FileIdentity(path) == identity { unlink(path) }
    }

    private static func listening(at path: String, _ members: ControlMembers) throws(Unavailable) -> UnixSocket {
        do throws(SystemFailure) {
            let socket = try UnixSocket()
            do throws(SystemFailure) {
                try socket.bind(to: path)
            } catch {
                guard error.code == EADDRINUSE else { throw error }
                guard isAbandoned(path) else {
                    throw SystemFailure("listen at \(path), where another service does or a file is", code: EADDRINUSE)
                }
                unlink(path)
                try socket.bind(to: path)
            }
            try open(path, to: members.group)
            try socket.listen(backlog: 64)
            return socket
        } catch {
            throw Unavailable(description: "\(error)")
        }
    }

    /// A socket at which nobody listens any more.
    private static func isAbandoned(_ path: String) -> Bool {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK else { return false }
        do {
            try UnixSocket().connect(to: path)
            return false
        } catch {
            return error.code == ECONNREFUSED
        }
    }

    /// Lets the group connect, whatever the umask is. Before it listens nobody can.
    private static func open(_ path: String, to group: gid_t?) throws(SystemFailure) {
        var status = stat()
        // As systemd starts the service the group is its own, and its sandbox lets nothing be given away.
        let isOfGroup = lstat(path, &status) == 0 && status.st_gid == group
        // Only a member may give it away; where this user is none, it stays with its own user and root.
        let isGiven = isOfGroup || group.map { chown(path, .max, $0) == 0 } ?? false
        guard chmod(path, isGiven ? 0o660 : 0o600) == 0 else { throw SystemFailure("set the rights of \(path)") }
    }
}

/// Tells a file from every other that has its name later.
private struct FileIdentity: Hashable {
    let device: dev_t
    let inode: ino_t

    init?(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        device = status.st_dev
        inode = status.st_ino
    }
}
