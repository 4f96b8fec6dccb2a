import Glibc

/// The file system on which the log lies, and how it fails.
struct Disk {
    var folder: String

    private var balloon: String { folder + "/balloon" }
    /// What a remount by the kernel's emergency thread takes at most.
    private static let remount: UInt32 = 20_000

    /// `full`, `read-only` or `ok`.
    func become(_ state: String) throws {
        switch state {
        case "full": try fill()
        // Of all file systems at once, with files open for writing: what the kernel does when a card fails.
        case "read-only":
            try File.tell("u", to: "/proc/sysrq-trigger")
            usleep(Self.remount)
        default:
            try check(mount(nil, folder, nil, UInt(MS_REMOUNT), nil), "mount \(folder) for writing again")
            unlink(balloon)
        }
    }

    private func fill() throws {
        let file = try check(open(balloon, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666), "open \(balloon)")
        defer { close(file) }
        // In ever smaller pieces, to the last byte.
        var size = 1 << 16
        while size > 0 {
            let piece = [UInt8](repeating: 0xAA, count: size)
            if write(file, piece, size) != size { size /= 2 }
        }
        fsync(file)
    }
}
