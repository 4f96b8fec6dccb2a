import CoachCore

/// Part of the log for whoever looks at the last weeks: queries that touch what is newer than a moment and no more.
///
/// Numbers follow time, so the first row that a synchronised clock dates before the moment is where looking back ends;
/// rows with unsynchronised times that lie behind it belong to the period whatever they say.
extension LogReader {
    /// The sessions from a moment on, oldest first.
    ///
    /// - Throws: ``LogError``
    public func sessions(from start: WallTime) throws -> [SessionRecord] {
        try database.rows(
            SessionRecord.query + " WHERE s.id > ? ORDER BY s.id", [lastSession(before: start)], SessionRecord.init)
    }

    /// The events of some kinds from a moment on, in the order in which they were written.
    ///
    /// A mark that a person made later, for a time before the moment, is not among them.
    ///
    /// - Throws: ``LogError``
    public func events(_ kinds: Set<EventKind>, from start: WallTime) throws -> [EventRecord] {
        let words = kinds.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ")
        return try database.rows(
            EventRecord.query + """
                 WHERE e.id > ? AND e.kind IN (\(words)) AND (e.given_at IS NULL OR e.at >= ?)
                ORDER BY e.id
                """, [lastEvent(before: start), RFC3339.string(start)], EventRecord.init)
    }

    /// The number of the newest session that a synchronised clock dates before a moment, 0 without one: all that come
    /// after it were later, whatever their own clocks say, and all that came before it were earlier.
    func lastSession(before start: WallTime) throws -> Int64 {
        try database.row(
            "SELECT id FROM session WHERE clock_synced = 1 AND started_at < ? ORDER BY id DESC LIMIT 1",
            [RFC3339.string(start)]
        ) { try $0.integer("id") } ?? 0
    }

    /// The same for an event; one that a person gave a time for says nothing of when it was written.
    func lastEvent(before start: WallTime) throws -> Int64 {
        try database.row(
            """
            SELECT id FROM event WHERE clock_synced = 1 AND given_at IS NULL AND at < ? ORDER BY id DESC LIMIT 1
            """, [RFC3339.string(start)]
        ) { try $0.integer("id") } ?? 0
    }

    /// The onset that was marked last, of whatever time; nil: none was, or it was cleared since.
    ///
    /// - Throws: ``LogError``
    public func onset() throws -> EventRecord? {
        let last = try database.row(
            EventRecord.query + " WHERE e.kind IN ('run', 'onset', 'onset-cleared') AND e.kind <> 'run' "
                + "ORDER BY e.id DESC LIMIT 1",
            [], EventRecord.init)
        return last.flatMap { $0.kind == EventKind.onset.rawValue ? $0 : nil }
    }

    /// Hands on a session's readings one by one, oldest first, and keeps none of them: milliseconds since the press, the
    /// probe, and thousandths of a degree Celsius, nil where a fault stood in their place.
    ///
    /// - Throws: ``LogError``
    public func eachReading(
        of session: Int64, _ take: (_ milliseconds: Int64, _ probe: ProbeRole, _ millidegrees: Int32?) -> Void
    ) throws {
        let keys = SampleKey.range(of: session)
        try database.each("SELECT id, mc FROM sample WHERE id BETWEEN ? AND ? ORDER BY id", [keys.first, keys.last]) {
            let key = SampleKey.parts(of: $0.integer(at: 0))
            take(key.milliseconds, key.probe, $0.integerIfAny(at: 1).map(Int32.init(clamping:)))
        }
    }

    /// When the last reading of a session was, since the press; nil without one.
    ///
    /// - Throws: ``LogError``
    public func lastReading(of session: Int64) throws -> Duration? {
        try database.row("SELECT \(SampleKey.lastOfSession) AS t_ms FROM session s WHERE s.id = ?", [session]) {
            $0.integerIfAny("t_ms").map { .milliseconds($0) }
        } ?? nil
    }
}
