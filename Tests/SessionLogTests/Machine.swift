import CoachCore
import Testing

@testable import SessionLog

/// A machine over several boots: its service, its clock, and true time, which only the test knows.
final class Machine {
    let log = TemporaryLog()
    private var writer: LogWriter?
    private var bootCount = 0
    private var bootedAt = Duration.zero
    /// True time since noon.
    private(set) var time = Duration.zero
    /// What the wall clock shows more than the truth.
    var clockError = Duration.zero
    var synchronised = true
    private var nextID: Int64 = 1

    init(synchronised: Bool = true) throws {
        self.synchronised = synchronised
        try boot(synchronised: synchronised)
    }

    var now: Instant { .boot + (time - bootedAt) }
    var clock: ClockReading {
        let wall: WallTime =
            synchronised ? .noon + time + clockError : WallTime(milliseconds: now.nanoseconds / 1_000_000)
        return ClockReading(instant: now, wall: wall, synchronised: synchronised)
    }
    var bootID: String { "boot-\(bootCount)" }

    func pass(_ duration: Duration) { time += duration }

    /// The service looks at its clocks and writes that it runs.
    func note() throws { try writer?.write([], clock: clock) }

    /// All power off for a while, then a new boot, in which the service comes up at once.
    func powerCut(_ duration: Duration, synchronised: Bool = true) throws {
        pass(duration)
        try boot(synchronised: synchronised)
    }

    private func boot(synchronised: Bool) throws {
        writer = nil
        bootCount += 1
        bootedAt = time
        self.synchronised = synchronised
        writer = try log.writer(boot: bootID)
        try note()
    }

    @discardableResult
    func session(
        _ reason: EndReason? = .completed, lasting duration: Duration = .minutes(16), samples: Bool = true
    ) throws -> Int64 {
        let start = SessionStart.ice(nextID, at: now)
        nextID += 1
        try writer?.write([.started(start)], clock: clock)
        pass(duration)
        var entries: [LogEntry] = []
        if samples {
            entries.append(
                .sample(session: start.id, Sample(role: .pack, at: now, reading: .success(.celsius(1)))))
        }
        if let reason {
            entries.append(.ended(session: start.id, .after(duration, of: start, reason, windowMet: false)))
        }
        try writer?.write(entries, clock: clock)
        return start.id
    }

    func write(_ entries: LogEntry...) throws { try writer?.write(entries, clock: clock) }

    func mark(_ kind: EventKind) throws {
        try write(.event(LogEvent(session: nil, at: now, kind: kind)))
    }

    func closeAfterPowerLoss(_ pending: PendingSession) throws {
        try writer?.closeAfterPowerLoss(pending, clock: clock)
    }

    func history() throws -> History { try log.reader().history(now: clock, bootID: bootID) }
    func pending() throws -> PendingSession? {
        try log.reader().pendingFromEarlierBoot(now: clock, bootID: bootID)
    }
    func unfinished() throws -> UnfinishedSession? { try log.reader().unfinished(bootID: bootID, now: now) }

    /// How long ago the only session of the history ended.
    func age() throws -> Duration {
        let history = try history()
        return now - (try #require(history.sessions.first).endedAt)
    }
}
