import Glibc

/// The machine's users and groups, from /etc/passwd and /etc/group.
struct Accounts: Sendable {
    private let users: [String: (user: uid_t, group: gid_t)]
    private let groups: [String: (group: gid_t, members: [String])]

    init(_ files: SystemFiles) {
        var users: [String: (user: uid_t, group: gid_t)] = [:]
        for fields in Self.lines(files.text("/etc/passwd"), least: 4) {
            if let user = uid_t(fields[2]), let group = gid_t(fields[3]) { users[fields[0]] = (user, group) }
        }
        var groups: [String: (group: gid_t, members: [String])] = [:]
        for fields in Self.lines(files.text("/etc/group"), least: 4) {
            if let group = gid_t(fields[2]) {
                groups[fields[0]] = (group, fields[3].split(separator: ",").map(String.init))
            }
        }
        self.users = users
        self.groups = groups
    }

    func user(_ name: String) -> uid_t? { users[name]?.user }
    func group(_ name: String) -> gid_t? { groups[name]?.group }
    func name(ofUser user: uid_t) -> String { users.first { $0.value.user == user }?.key ?? "user \(user)" }
    func name(ofGroup group: gid_t) -> String { groups.first { $0.value.group == group }?.key ?? "group \(group)" }

    /// Whether a user is in a group, as a new login would have it.
    func isMember(_ user: String, of group: String) -> Bool {
        guard let entry = groups[group] else { return false }
        return entry.members.contains(user) || users[user]?.group == entry.group
    }

    private static func lines(_ text: String?, least: Int) -> [[String]] {
        (text ?? "").split(whereSeparator: \.isNewline).compactMap { line in
            let fields = line.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            return fields.count >= least ? fields : nil
        }
    }
}

/// Who asks.
struct Caller: Hashable, Sendable {
    let user: uid_t
    let groups: Set<gid_t>

    var isRoot: Bool { user == 0 }

    static func ofThisProcess() -> Caller {
        var groups = [gid_t](repeating: 0, count: Int(max(0, getgroups(0, nil))))
        let count = getgroups(Int32(groups.count), &groups)
        return Caller(user: geteuid(), groups: Set(groups.prefix(Int(max(0, count)))).union([getegid()]))
    }
}
