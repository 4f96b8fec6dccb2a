import CSystemd
import Glibc

/// Where the service's messages for people go: with fields into systemd's journal when standard error leads there,
/// else as plain lines to standard error.
///
/// Sending may block while journald is busy; the deciding thread leaves it to another.
struct Journal: Sendable {
    /// The priorities of syslog(3) that are in use here.
    enum Priority: Int32, CaseIterable, Sendable {
        case error = 3
        case warning = 4
        case notice = 5
        case info = 6
    }

    /// The name of every field starts with this: `journalctl PACKCOACH_SESSION=42`.
    static let fieldPrefix = "PACKCOACH_"

    private let isJournal: Bool
    private let descriptor: Int32

    /// - Parameters:
    ///   - stream: The value of `JOURNAL_STREAM`, which systemd sets where a service's output leads to the journal.
    ///   - descriptor: What that output is; it belongs to the caller.
    init(stream: String?, descriptor: Int32 = STDERR_FILENO) {
        self.descriptor = descriptor
        isJournal = stream.map { Self.isConnected(descriptor, to: $0) } ?? false
    }

    /// The journal of this process.
    static func standard() -> Journal {
        Journal(stream: getenv("JOURNAL_STREAM").map { String(cString: $0) })
    }

    /// Sends one message. Where that fails there is nobody left to tell, so it never does for the caller.
    /// - Parameter fields: By name without prefix, such as `SESSION`.
    func send(_ priority: Priority, _ message: String, fields: KeyValuePairs<String, String> = [:]) {
        let fields = fields.map { (name: Self.fieldName($0.key), value: $0.value) }
        if isJournal && isListening && sendStructured(priority, message, fields) { return }
        writeLines(priority, message, fields)
    }

    /// A name as the journal takes it: capital letters, digits and underscores, 64 at most.
    static func fieldName(_ name: String) -> String {
        let letters = name.uppercased().map { letter in
            letter.isASCII && (letter.isLetter || letter.isNumber) ? letter : "_"
        }
        return String((fieldPrefix + letters).prefix(64))
    }

    /// What goes into the journal, each `NAME=value`.
    static func entries(
        _ priority: Priority, _ message: String, _ fields: [(name: String, value: String)]
    ) -> [String] {
        let own = [("MESSAGE", message), ("PRIORITY", "\(priority.rawValue)"), ("SYSLOG_IDENTIFIER", "packcoach")]
        return (own + fields).map { "\($0.0)=\($0.1)" }
    }

    /// Whether the journal's own socket is there, which a sandbox may hide: sd_journal_sendv(3) would then drop the
    /// message and call it sent.
    private var isListening: Bool { access("/run/systemd/journal/socket", W_OK) == 0 }

    private func sendStructured(
        _ priority: Priority, _ message: String, _ fields: [(name: String, value: String)]
    ) -> Bool {
        let entries = Self.entries(priority, message, fields).map { Array($0.utf8) }
        // One allocation holds all entries, so that each vector stays valid through the call.
        var bytes = entries.flatMap { $0 }
        return bytes.withUnsafeMutableBytes { buffer in
            var start = 0
            let vectors = entries.map { entry in
                defer { start += entry.count }
                return iovec(iov_base: buffer.baseAddress.map { $0 + start }, iov_len: entry.count)
            }
            return sd_journal_sendv(vectors, Int32(vectors.count)) == 0
        }
    }

    /// Standard error under systemd takes the priority from a prefix, as sd-daemon(3) has it; a terminal gets none.
    private func writeLines(_ priority: Priority, _ message: String, _ fields: [(name: String, value: String)]) {
        let prefix = isJournal ? "<\(priority.rawValue)>" : "packcoach: "
        let suffix = fields.isEmpty ? "" : " (" + fields.map { "\($0.name)=\($0.value)" }.joined(separator: " ") + ")"
        let lines = (message + suffix).split(whereSeparator: \.isNewline).map { "\(prefix)\($0)\n" }
        var rest = Array(lines.joined().utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno != EINTR { return }
            rest = rest.dropFirst(max(0, count))
        }
    }

    /// `JOURNAL_STREAM` is device and inode of the stream, as `8:12345`. Output that was led elsewhere is another file.
    private static func isConnected(_ descriptor: Int32, to stream: String) -> Bool {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return false }
        return stream == "\(status.st_dev):\(status.st_ino)"
    }
}
