import CoachCore

/// One run of the kernel, by its own name for it.
public struct BootIdentity: Hashable, Sendable {
    /// `/proc/sys/kernel/random/boot_id`.
    public var bootID: String

    public init(bootID: String) {
        self.bootID = bootID
    }
}

/// What the log knows of one boot.
struct BootRecord: Hashable, Sendable {
    /// Counted up in the order in which the boots were first seen.
    var id: Int64
    var bootID: String
    /// From the first synchronised reading: the anchor of all wall times of this boot, whatever the clock does later.
    var first: ClockOffset?
    /// The largest from any synchronised reading.
    var largest: ClockOffset?
    /// It ran at least until here.
    var lastSeen: Instant

    init(_ row: Row) throws {
        id = try row.integer("id")
        bootID = try row.text("boot_id")
        first = row.integerIfAny("first_offset_ns").map(ClockOffset.init(nanoseconds:))
        largest = row.integerIfAny("largest_offset_ns").map(ClockOffset.init(nanoseconds:))
        lastSeen = try row.instant("last_seen_ns")
    }
}

/// Keeps the table of boots, and with it all wall times, right. To be used inside a transaction.
struct BootLedger {
    let database: Database
    let identity: BootIdentity

    /// How far the record of a running boot may lag: its time counts as proof later, and each update costs a page.
    static let seenStep = Duration.minutes(5)

    /// Takes note of both clocks. The first synchronised reading of a boot dates all that the boot wrote before it.
    ///
    /// - Parameter exactly: writes the instant even if the record lags by less than ``seenStep``.
    func note(_ clock: ClockReading, exactly: Bool) throws -> BootRecord {
        guard var record = try Self.find(identity, in: database) else { return try insert(clock) }
        let known = record
        if clock.synchronised {
            let offset = ClockOffset(clock)
            record.first = record.first ?? offset
            record.largest = max(record.largest ?? offset, offset)
        }
        if exactly || clock.instant - record.lastSeen >= Self.seenStep {
            record.lastSeen = max(record.lastSeen, clock.instant)
        }
        if record != known {
            try database.run(
                "UPDATE boot SET first_offset_ns = ?, largest_offset_ns = ?, last_seen_ns = ? WHERE id = ?",
                [
                    record.first?.nanoseconds, record.largest?.nanoseconds, record.lastSeen.nanoseconds, record.id,
                ])
        }
        if known.first == nil, let anchor = record.first { try correctTimes(of: record.id, by: anchor) }
        return record
    }

    static func find(_ identity: BootIdentity, in database: Database) throws -> BootRecord? {
        try database.row("SELECT * FROM boot WHERE boot_id = ?", [identity.bootID], BootRecord.init)
    }

    private func insert(_ clock: ClockReading) throws -> BootRecord {
        let offset = clock.synchronised ? ClockOffset(clock).nanoseconds : nil
        let record = try database.row(
            """
            INSERT INTO boot (boot_id, first_offset_ns, largest_offset_ns, last_seen_ns) VALUES (?, ?, ?, ?)
            RETURNING *
            """, [identity.bootID, offset, offset, clock.instant.nanoseconds], BootRecord.init)
        guard let record else { throw database.error("write to the log") }
        return record
    }

    private func correctTimes(of boot: Int64, by anchor: ClockOffset) throws {
        func at(_ instant: Instant?) -> String? { instant.map { RFC3339.string(anchor.wall($0)) } }
        let sessions = try database.rows(
            "SELECT id, started_ns, ended_ns FROM session WHERE boot = ? AND clock_synced = 0", [boot]
        ) { (id: try $0.integer("id"), started: try $0.instant("started_ns"), ended: try $0.instantIfAny("ended_ns")) }
        for session in sessions {
            try database.run(
                "UPDATE session SET started_at = ?, ended_at = ?, clock_synced = 1 WHERE id = ?",
                [at(session.started), at(session.ended), session.id])
        }

        let alarms = try database.rows(
            "SELECT session, since_ns, over_ns FROM alarm WHERE boot = ? AND clock_synced = 0", [boot]
        ) {
            (
                session: try $0.integer("session"), since: try $0.instant("since_ns"),
                over: try $0.instantIfAny("over_ns")
            )
        }
        for alarm in alarms {
            try database.run(
                """
                UPDATE alarm SET since_at = ?, over_at = ?, clock_synced = 1
                WHERE session = ? AND boot = ? AND since_ns = ?
                """, [at(alarm.since), at(alarm.over), alarm.session, boot, alarm.since.nanoseconds])
        }

        let events = try database.rows(
            "SELECT id, boottime_ns, given_at FROM event WHERE boot = ? AND clock_synced = 0", [boot]
        ) { (id: try $0.integer("id"), at: try $0.instant("boottime_ns"), given: $0.textIfAny("given_at")) }
        for event in events {
            // A mark for a time in the past was written as of the moment at which it was made; now it finds its place.
            let given = event.given.flatMap(RFC3339.wallTime).map(anchor.instant)
            let instant = min(event.at, given ?? event.at)
            try database.run(
                "UPDATE event SET boottime_ns = ?, at = ?, clock_synced = 1 WHERE id = ?",
                [instant.nanoseconds, at(instant), event.id])
        }
    }
}
