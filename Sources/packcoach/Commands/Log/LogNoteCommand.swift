import ArgumentParser
import CoachCore
import SessionLog

/// `packcoach log note`: what a person adds to a session.
struct LogNoteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "note",
        abstract: "Add a note, and how much it hurt before and after: 0 is no pain, 10 the worst there is.",
        discussion: """
            packcoach log note last "less stiff" --pain-before 6 --pain-after 3
            packcoach log note 12 --pain-after 2   leaves the note as it is
            packcoach log note 12 ""               takes the note away
            """)

    @OptionGroup var source: LogSource
    @Argument(help: ArgumentHelp("The session's number, or last.", valueName: "session"))
    var session: SessionName
    @Argument(help: "The note; it replaces an earlier one.") var text: String?
    @Option(help: ArgumentHelp("0 to 10.", valueName: "score")) var painBefore: Int?
    @Option(help: ArgumentHelp("0 to 10.", valueName: "score")) var painAfter: Int?
    @Flag(help: "Print the session as JSON.") var json = false

    func validate() throws {
        if text == nil, painBefore == nil, painAfter == nil {
            throw ValidationError("nothing to note: give a text, --pain-before or --pain-after")
        }
        for (name, score) in [("--pain-before", painBefore), ("--pain-after", painAfter)] {
            if let score, !LogNotes.pain.contains(score) {
                throw ValidationError(
                    "\(name) \(score): give \(LogNotes.pain.lowerBound) (no pain) to \(LogNotes.pain.upperBound)")
            }
        }
        if let text, let mistake = LogNotes.mistake(in: text) {
            throw ValidationError("The note will not do: \(mistake).")
        }
    }

    func run() throws {
        let path = try source.path()
        let change = LogNotes.Change(text: text, painBefore: painBefore, painAfter: painAfter)
        let changed = try LogSource.telling { try LogNotes(path: path).change(change, of: session.number) }
        guard let (before, after) = changed else { throw session.isMissing }
        if json { return try StandardOutput.put([LogJSON.text(SessionJSON(after))]) }
        let pain = SessionWords.pain(after)
        let said = [pain, after.note.map { "“\($0)”" } ?? "no note"].compactMap { $0 }.joined(separator: ", ")
        let style = OutputShape.ofStandardOutput().style
        StandardOutput.say(style.spell("Session \(after.id): \(said)."))
        // Nothing that was written is lost without a word.
        if let old = before.note, old != after.note { StandardOutput.say(style.spell("It was “\(old)”.")) }
    }
}
