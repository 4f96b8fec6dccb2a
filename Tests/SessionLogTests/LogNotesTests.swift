import CoachCore
import Testing

@testable import SessionLog

@Suite("Notes and pain scores")
struct LogNotesTests {
    let log = TemporaryLog()

    @Test("what is given is changed, the rest stays, and an empty note takes it away")
    func changes() throws {
        var writer: LogWriter? = try log.writer()
        try RecordedSession(1).write(to: #require(writer))
        try RecordedSession(2, at: .seconds(20_000)).write(to: #require(writer))
        // The service runs: its connection is open.
        let notes = try LogNotes(path: log.path)
        let first = try #require(try notes.change(.init(text: "stiff", painBefore: 6), of: nil))
        #expect(first.before.id == 2 && first.before.note == nil)
        #expect(first.after.note == "stiff" && first.after.painBefore == 6 && first.after.painAfter == nil)
        let second = try #require(try notes.change(.init(painAfter: 0), of: 2))
        #expect(second.after.note == "stiff" && second.after.painBefore == 6 && second.after.painAfter == 0)
        let third = try #require(try notes.change(.init(text: ""), of: 2))
        #expect(third.before.note == "stiff" && third.after.note == nil && third.after.painAfter == 0)
        #expect(try notes.change(.init(text: "x"), of: 99) == nil)
        let other = try #require(try log.reader().session(1))
        #expect(other.note == nil && other.painBefore == nil)

        writer = nil
        #expect(try notes.change(.init(text: "stopped"), of: 1)?.after.note == "stopped")
    }

    @Test("without a log there is nothing to note in, and none is begun")
    func noLog() {
        #expect(logError { try LogNotes(path: log.path) }?.kind == .missing)
        #expect(log.names.isEmpty)
    }

    @Test("while another program holds the log it says so and changes nothing")
    func busy() throws {
        try RecordedSession(1).write(to: log.writer())
        let other = try log.database()
        try other.run("BEGIN EXCLUSIVE")
        #expect(
            logError { try LogNotes(path: log.path, busyTimeout: .zero).change(.init(text: "x"), of: 1) }?.kind == .busy
        )
        try other.run("ROLLBACK")
        #expect(try log.reader().session(1)?.note == nil)
    }

    @Test("a note is one page on one line")
    func mistakes() {
        #expect(LogNotes.mistake(in: "better – 5 km, \"slow\"") == nil)
        #expect(LogNotes.mistake(in: "") == nil)
        #expect(LogNotes.mistake(in: "a\u{1b}[31mb")?.contains("control characters") == true)
        #expect(LogNotes.mistake(in: String(repeating: "x", count: 2001))?.contains("longer than 2000") == true)
    }
}
