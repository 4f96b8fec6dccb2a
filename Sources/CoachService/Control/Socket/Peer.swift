import Glibc

/// Who is at the other end of a connection, as the kernel knows it.
struct Peer: Hashable, Sendable {
    let user: uid_t
    /// All groups, the first one included, at the moment at which it connected.
    let groups: Set<gid_t>

    init(user: uid_t, groups: Set<gid_t>) {
        self.user = user
        self.groups = groups
    }

    /// - Throws: ``SystemFailure`` where the kernel does not tell.
    init(of connection: UnixSocket) throws(SystemFailure) {
        // struct ucred: process, user, group.
        var credentials: [UInt32] = [0, 0, 0]
        var size = socklen_t(12)
        guard getsockopt(connection.number, SOL_SOCKET, SO_PEERCRED, &credentials, &size) == 0, size == 12 else {
            throw SystemFailure("read who connected")
        }
        user = credentials[1]
        groups = try Self.groups(of: connection.number).union([credentials[2]])
    }

    private static func groups(of connection: Int32) throws(SystemFailure) -> Set<gid_t> {
        var groups = [gid_t](repeating: 0, count: 64)
        while true {
            var size = socklen_t(groups.count * MemoryLayout<gid_t>.size)
            let result = getsockopt(connection, SOL_SOCKET, SO_PEERGROUPS, &groups, &size)
            let count = Int(size) / MemoryLayout<gid_t>.size
            if result == 0 { return Set(groups.prefix(count)) }
            guard errno == ERANGE, count > groups.count else {
                throw SystemFailure("read the groups of who connected")
            }
            // Too little room, and the kernel has said how much it takes.
            groups = [gid_t](repeating: 0, count: count)
        }
    }
}

/// Who may use the control socket.
struct ControlMembers: Hashable, Sendable {
    /// The group whose members may, by name.
    static let groupName = "packcoach"

    /// The service's own user.
    let user: uid_t
    /// Nil: this machine has no such group, and nobody else may.
    let group: gid_t?

    /// Of this machine, for this process.
    static func ofThisMachine() -> ControlMembers {
        ControlMembers(user: geteuid(), group: groupID())
    }

    func include(_ peer: Peer) -> Bool {
        peer.user == 0 || peer.user == user || group.map(peer.groups.contains) == true
    }

    private static func groupID() -> gid_t? {
        var entry = Glibc.group()
        var found: UnsafeMutablePointer<Glibc.group>?
        var buffer = [CChar](repeating: 0, count: 65536)
        guard getgrnam_r(groupName, &entry, &buffer, buffer.count, &found) == 0, found != nil else { return nil }
        return entry.gr_gid
    }
}
