import CSQLite
import CoachCore

/// What a look through the whole log came to. Nothing of it is changed, and whoever writes it goes on.
public struct LogHealth: Hashable, Sendable {
    /// Whether it can be trusted.
    public enum Verdict: Hashable, Sendable {
        case sound
        /// What SQLite's quick_check says is wrong, one line each.
        case damaged([String])
        /// The time was over before the end; nothing was wrong so far.
        case unfinished
    }

    /// Of the file's structure.
    public let verdict: Verdict
    /// How many changes of the schema the file has been through.
    public let schema: Int
    /// How many it holds.
    public let sessions: Int
    /// Bytes, the file and what stands beside it.
    public let size: Int64
}

extension LogReader {
    /// Looks through the whole file: `PRAGMA quick_check`.
    /// - Parameter limit: a large log on a slow card takes minutes, which nobody waits for.
    /// - Throws: ``LogError``; one that is not to be read at all was refused when it was opened.
    public func health(within limit: Duration) throws -> LogHealth {
        let applied = try database.row("SELECT count(*) AS n FROM migration") { try $0.integer("n") } ?? 0
        let sessions = try database.row("SELECT count(*) AS n FROM session") { try $0.integer("n") } ?? 0
        return LogHealth(
            verdict: try database.quickCheck(within: limit), schema: Int(applied), sessions: Int(sessions),
            size: LogFile.size(of: database.path))
    }
}
