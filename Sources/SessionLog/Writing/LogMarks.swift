import CoachCore

/// Marks that a person makes: runs and the onset of the pain. Safe to use while the service runs.
public struct LogMarks {
    private let database: Database
    private let ledger: BootLedger
    private let clock: ClockReading

    /// - Parameter clock: both clocks, now.
    /// - Throws: ``LogError``
    public init(path: String, boot: BootIdentity, clock: ClockReading) throws {
        try self.init(path: path, boot: boot, clock: clock, busyTimeout: .seconds(2))
    }

    init(path: String, boot: BootIdentity, clock: ClockReading, busyTimeout: Duration) throws {
        database = try Database(path: path, access: .write, busyTimeout: busyTimeout)
        try Migrator().checkReadable(database)
        try database.run("PRAGMA synchronous = FULL")
        database.checkpointsOnClose(true)
        ledger = BootLedger(database: database, identity: boot)
        self.clock = clock
    }

    /// - Parameter time: when it ended; nil: now.
    /// - Throws: ``LogError``, ``MarkInFuture``
    public func run(at time: WallTime? = nil) throws { try mark([.run], at: time) }

    /// - Parameter time: when the pain set in; nil: now.
    /// - Throws: ``LogError``, ``MarkInFuture``
    public func onset(at time: WallTime? = nil) throws { try mark([.onset], at: time) }

    /// The episode is over: the 48-hour rule is not armed any more.
    ///
    /// - Throws: ``LogError``
    public func onsetClear() throws { try mark([.onsetCleared], at: nil) }

    /// All of these or none.
    /// - Parameters:
    ///   - kinds: of run, onset and its end.
    ///   - given: when that was; nil: now.
    /// - Throws: ``LogError``, ``MarkInFuture``
    public func mark(_ kinds: [EventKind], at given: WallTime?) throws {
        try database.transaction {
            let boot = try ledger.note(clock, exactly: true)
            let rows = EntryRows(
                database: database, boot: boot, clock: clock, about: LogAbout(name: "", site: "", configuration: ""))
            let instant = try given.map { try place($0, in: boot) } ?? clock.instant
            for kind in kinds { try rows.insert(LogEvent(session: nil, at: instant, kind: kind), given: given) }
        }
    }

    /// Where on this boot's time line a wall time lies: the latest that it can be, and never after now.
    private func place(_ given: WallTime, in boot: BootRecord) throws -> Instant {
        // The person reads a clock that this machine does not know; the row finds its place once it does.
        guard let anchor = boot.first else { return clock.instant }
        // The person may think of the clock as it is or, after it jumped, as it was.
        let readings = [anchor.instant(given), ClockOffset(clock).instant(given)]
        guard let earliest = readings.min(), earliest <= clock.instant + MarkInFuture.tolerance else {
            throw MarkInFuture(given: given, now: anchor.wall(clock.instant))
        }
        return min(clock.instant, readings.max() ?? earliest)
    }
}

/// A run or an onset was marked for a time that is still to come.
public struct MarkInFuture: Error, Hashable, Sendable, CustomStringConvertible {
    /// When it was said to have been.
    public var given: WallTime
    /// What the clock shows.
    public var now: WallTime

    /// Clocks of people and machines differ by this much without anybody being wrong.
    static let tolerance = Duration.minutes(1)

    public var description: String {
        "\(RFC3339.string(given)) lies in the future; it is \(RFC3339.string(now)). Give a time in the past."
    }
}
