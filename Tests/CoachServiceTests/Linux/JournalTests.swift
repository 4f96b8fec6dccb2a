import Glibc
import TestSupport
import Testing

@testable import CoachService

@Suite("Messages for the journal")
struct JournalTests {
    @Test("outside of systemd a message is a plain line, with its fields behind it")
    func plain() throws {
        let lines = try output(stream: .unset) { journal in
            journal.send(.warning, "the log cannot be written", fields: ["session": "42", "reason": "disk full"])
            journal.send(.info, "two\nlines")
        }
        #expect(
            lines == [
                "packcoach: the log cannot be written (PACKCOACH_SESSION=42 PACKCOACH_REASON=disk full)",
                "packcoach: two",
                "packcoach: lines",
            ])
    }

    @Test("output that was led elsewhere than to the journal is plain, whatever systemd has set")
    func ledElsewhere() throws {
        for stream in ["8:12345", "", "nonsense"] {
            #expect(try output(stream: .other(stream)) { $0.send(.error, "no") } == ["packcoach: no"])
        }
    }

    @Test(
        "where the journal does not answer, its stream takes the priority from a prefix",
        .enabled(if: access("/run/systemd/journal/socket", F_OK) != 0, "a journal answers here"))
    func noAnswer() throws {
        let lines = try output(stream: .own) { journal in
            for priority in Journal.Priority.allCases { journal.send(priority, "line") }
        }
        #expect(lines == ["<3>line", "<4>line", "<5>line", "<6>line"])
    }

    @Test("the journal gets message, priority and the service's own fields")
    func entries() {
        let entries = Journal.entries(.notice, "started\nagain", [(name: Journal.fieldName("session"), value: "42")])
        #expect(
            entries == [
                "MESSAGE=started\nagain", "PRIORITY=5", "SYSLOG_IDENTIFIER=packcoach", "PACKCOACH_SESSION=42",
            ])
    }

    @Test(
        "field names are such as the journal takes",
        arguments: [
            ("session", "PACKCOACH_SESSION"), ("end-reason", "PACKCOACH_END_REASON"), ("°C", "PACKCOACH__C"),
            (String(repeating: "x", count: 99), "PACKCOACH_" + String(repeating: "X", count: 54)),
        ])
    func fieldNames(name: String, expected: String) {
        #expect(Journal.fieldName(name) == expected)
    }

    /// What `JOURNAL_STREAM` says.
    private enum Stream {
        case unset
        case other(String)
        /// Device and inode of the very output.
        case own
    }

    /// What a journal that writes into a file has written there.
    private func output(stream: Stream, _ body: (Journal) -> Void) throws -> [Substring] {
        let directory = try TestDirectory()
        let file = try directory.write("stderr", [])
        let descriptor = open(file, O_WRONLY)
        defer { close(descriptor) }
        var status = stat()
        #expect(fstat(descriptor, &status) == 0)
        let variable: String? =
            switch stream {
            case .unset: nil
            case .other(let text): text
            case .own: "\(status.st_dev):\(status.st_ino)"
            }
        body(Journal(stream: variable, descriptor: descriptor))
        return try Files.text(of: file).split(separator: "\n")
    }
}
