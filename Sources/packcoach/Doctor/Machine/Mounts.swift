/// The file systems that are mounted, from /proc/self/mountinfo.
struct Mounts: Sendable {
    struct Mount: Hashable, Sendable {
        let point: String
        let kind: String
        let isReadOnly: Bool
        /// Where an overlay keeps what is written; nil: it is none.
        let upper: String?
    }

    private let all: [Mount]

    init(_ files: SystemFiles) {
        all = (files.text("/proc/self/mountinfo") ?? "").split(whereSeparator: \.isNewline).compactMap { line in
            // Fields of proc(5): … mount point, options, optional fields, "-", type, source, options of the type.
            let words = line.split(separator: " ").map(String.init)
            guard let dash = words.firstIndex(of: "-"), dash + 3 < words.count, dash > 5 else { return nil }
            let options = words[dash + 3].split(separator: ",")
            return Mount(
                point: Self.plain(words[4]), kind: words[dash + 1],
                isReadOnly: words[5].split(separator: ",").contains("ro") || options.contains("ro"),
                upper: options.first { $0.hasPrefix("upperdir=") }.map { String($0.dropFirst("upperdir=".count)) })
        }
    }

    /// The file system that a path is on; nil where the machine does not say.
    func mount(of path: String) -> Mount? {
        // Of those mounted on the same point the last one is seen.
        all.reduce(nil as Mount?) { best, mount in
            let isAbove = mount.point == "/" || path == mount.point || path.hasPrefix(mount.point + "/")
            guard isAbove, mount.point.utf8.count >= best?.point.utf8.count ?? 0 else { return best }
            return mount
        }
    }

    /// What is written there is gone when the power is.
    func forgets(_ path: String) -> Bool {
        guard let mount = mount(of: path) else { return false }
        switch mount.kind {
        case "tmpfs", "ramfs": return true
        case "overlay": return mount.upper.map { $0 != path && forgets($0) } ?? false
        default: return false
        }
    }

    /// Blanks are written as `\040`.
    private static func plain(_ field: String) -> String {
        guard field.utf8.contains(UInt8(ascii: "\\")) else { return field }
        return field.split(separator: "\\", omittingEmptySubsequences: false).enumerated().map { index, part in
            guard index > 0, let code = UInt8(part.prefix(3), radix: 8) else { return String(part) }
            return String(UnicodeScalar(code)) + part.dropFirst(3)
        }.joined()
    }
}
