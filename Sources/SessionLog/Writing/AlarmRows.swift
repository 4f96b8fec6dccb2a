import CoachCore

/// The rows of removal alarms. To be used inside a transaction.
struct AlarmRows {
    let rows: EntryRows

    private struct Standing {
        var boot: Int64
        var since: Int64
        var kind: AlarmKind
    }

    /// An alarm sounds. The one that stood before, of another kind or from an earlier boot, is replaced by it.
    func begin(_ kind: AlarmKind, at instant: Instant, of session: Int64) throws {
        if try isThere("since_ns", at: instant, session) { return }
        if let standing = try standing(session) {
            if standing.boot == rows.boot.id, standing.kind == kind { return }
            try replace(standing, of: session)
        }
        let stamp = rows.stamp(instant)
        try rows.database.run(
            """
            INSERT INTO alarm (session, boot, since_ns, since_at, clock_synced, kind) VALUES (?, ?, ?, ?, ?, ?)
            """, [session, rows.boot.id, instant.nanoseconds, stamp.at, stamp.synced, kind.rawValue])
    }

    /// The alarm that stands is over. One from an earlier boot, or one that was over before it could sound, began and
    /// ended at this moment.
    func end(_ expired: Bool, at instant: Instant, of session: Int64) throws {
        if try isThere("over_ns", at: instant, session) { return }
        let standing = try standing(session)
        var since = standing?.since
        if standing?.boot != rows.boot.id {
            try begin(standing?.kind ?? .safety, at: instant, of: session)
            since = instant.nanoseconds
        }
        try rows.database.run(
            "UPDATE alarm SET over_ns = ?, over_at = ?, over_by = ? WHERE session = ? AND boot = ? AND since_ns = ?",
            [
                instant.nanoseconds, rows.stamp(instant).at, expired ? "expired" : "acknowledged", session,
                rows.boot.id, since,
            ])
    }

    /// This beginning, or this end, is in the log already: a retry, after which others may have come.
    private func isThere(_ column: String, at instant: Instant, _ session: Int64) throws -> Bool {
        try rows.database.row(
            "SELECT 1 FROM alarm WHERE session = ? AND boot = ? AND \(column) = ?",
            [session, rows.boot.id, instant.nanoseconds]
        ) { _ in true } ?? false
    }

    private func standing(_ session: Int64) throws -> Standing? {
        try rows.database.row(
            """
            SELECT boot, since_ns, kind FROM alarm WHERE session = ? AND over_by IS NULL
            ORDER BY boot DESC, since_ns DESC LIMIT 1
            """, [session]
        ) { Standing(boot: try $0.integer("boot"), since: try $0.integer("since_ns"), kind: try $0.word("kind")) }
    }

    private func replace(_ alarm: Standing, of session: Int64) throws {
        try rows.database.run(
            "UPDATE alarm SET over_by = 'replaced' WHERE session = ? AND boot = ? AND since_ns = ?",
            [session, alarm.boot, alarm.since])
    }
}
