import CoachCore
import SessionLog

/// What a session came to, in the words of table, page and note.
enum SessionWords {
    /// `16:55 of 15–20`: its length against its window, in minutes.
    static func length(_ session: SessionRecord) -> String {
        let (minimum, ceiling) = (session.minimum.milliseconds / 60_000, session.ceiling.milliseconds / 60_000)
        let window = minimum == ceiling ? "\(ceiling)" : "\(minimum)–\(ceiling)"
        return "\(session.duration?.clockFace ?? "–") of \(window)"
    }

    /// The reason, and the probe whose limit or fault it was.
    static func end(_ session: SessionRecord) -> String {
        guard let reason = session.endReason else { return "running" }
        return reason.words + (session.endProbe.map { " (\($0.rawValue))" } ?? "")
    }

    /// `pain 6 → 3`; nil where nobody said.
    static func pain(_ session: SessionRecord) -> String? {
        guard session.painBefore != nil || session.painAfter != nil else { return nil }
        func words(_ score: Int?) -> String { score.map { "\($0)" } ?? "?" }
        return "pain \(words(session.painBefore)) → \(words(session.painAfter)) of \(LogNotes.pain.upperBound)"
    }
}
