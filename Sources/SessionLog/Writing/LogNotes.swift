import CoachCore

/// What a person adds to a session afterwards: words and how much it hurt. Safe to use while the service runs: SQLite's
/// own lock is held for one row.
public struct LogNotes {
    /// What is to be changed; nil leaves a thing as it is.
    public struct Change: Hashable, Sendable {
        /// Empty: takes the note away.
        public var text: String?
        /// 0 to 10.
        public var painBefore: Int?
        /// The same afterwards.
        public var painAfter: Int?

        public init(text: String? = nil, painBefore: Int? = nil, painAfter: Int? = nil) {
            self.text = text
            self.painBefore = painBefore
            self.painAfter = painAfter
        }
    }

    /// From none to the worst there is, as people are asked for it.
    public static let pain = 0...10
    /// Bytes of a note: a page.
    private static let longest = 2000

    private let database: Database

    /// - Throws: ``LogError``
    public init(path: String) throws {
        try self.init(path: path, busyTimeout: .seconds(2))
    }

    init(path: String, busyTimeout: Duration) throws {
        database = try Database(path: path, access: .write, busyTimeout: busyTimeout)
        try Migrator().checkReadable(database)
        try database.run("PRAGMA synchronous = FULL")
        database.checkpointsOnClose(true)
    }

    /// - Parameter session: its number; nil: the last one.
    /// - Returns: the session before and after the change; nil where there is none.
    /// - Throws: ``LogError``; then nothing was changed.
    public func change(_ change: Change, of session: Int64?) throws -> (before: SessionRecord, after: SessionRecord)? {
        try database.transaction {
            guard let before = try record(session) else { return nil }
            try database.run(
                """
                UPDATE session SET note = CASE WHEN ?1 IS NULL THEN note ELSE nullif(?1, '') END,
                    pain_before = coalesce(?2, pain_before), pain_after = coalesce(?3, pain_after) WHERE id = ?4
                """, [change.text, change.painBefore, change.painAfter, before.id])
            return try record(before.id).map { (before, $0) }
        }
    }

    private func record(_ session: Int64?) throws -> SessionRecord? {
        if let session {
            return try database.row(SessionRecord.query + " WHERE s.id = ?", [session], SessionRecord.init)
        }
        return try database.row(SessionRecord.query + " ORDER BY s.id DESC LIMIT 1", [], SessionRecord.init)
    }

    /// What is wrong with a note's words; nil: they will do.
    public static func mistake(in text: String) -> String? {
        if text.utf8.count > longest { return "it is longer than \(longest) bytes: say it shorter" }
        // They would end up on the terminal of whoever reads the log.
        let isPlain = text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        return isPlain ? nil : "it holds control characters: give it on one line"
    }
}
