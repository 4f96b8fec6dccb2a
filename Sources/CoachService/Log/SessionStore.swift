import CoachCore
import SessionLog

/// The service's way to its log: opened when it can be, tried again when it could not. Confined to one thread at a time.
public final class SessionStore {
    /// What a service that comes up finds in the log.
    public struct Opened: Sendable {
        public var history: History
        public var unfinished: UnfinishedSession?
        /// What was done on opening that a person should know, for the log's own events.
        public var notes: [LogEvent] = []
    }

    public let path: String
    private let boot: BootIdentity
    private let about: LogAbout
    private let vfs: String?
    private var writer: LogWriter?
    private var reader: LogReader?

    /// - Parameter vfs: the name of an SQLite file system that can be made to fail; nil: the real one.
    public init(path: String, bootID: String, about: LogAbout, vfs: String? = nil) {
        self.path = path
        boot = BootIdentity(bootID: bootID)
        self.about = about
        self.vfs = vfs
    }

    /// Opens or makes the log, closes what an earlier boot left open, and reads what the service has to know.
    ///
    /// A damaged file is moved aside and a new one begun: a session must not wait for someone to mend a disk.
    /// - Throws: ``LogError`` where it cannot be opened now, or (`newerSchema`, `foreign`) ever.
    public func open(clock: ClockReading) throws -> Opened {
        var notes: [LogEvent] = []
        do {
            writer = try LogWriter(path: path, boot: boot, about: about, vfs: vfs)
        } catch let error as LogError where error.kind == .damaged {
            let kept = try LogFile.moveAside(path, at: clock.wall)
            writer = try LogWriter(path: path, boot: boot, about: about, vfs: vfs)
            notes.append(
                LogEvent(
                    session: nil, at: clock.instant, kind: .fault,
                    detail: "log: it was damaged (\(error.reason)) and is kept as \(kept)"))
        }
        let reader = try LogReader(path: path, vfs: vfs)
        self.reader = reader
        var unfinished = try reader.unfinished(bootID: boot.bootID)
        if unfinished == nil, let pending = try reader.pendingFromEarlierBoot(now: clock, bootID: boot.bootID) {
            unfinished = try takeOver(pending, clock: clock, notes: &notes)
        }
        return Opened(history: try history(clock: clock), unfinished: unfinished, notes: notes)
    }

    /// Writes all entries or none.
    public func write(_ entries: [LogEntry], clock: ClockReading) throws {
        if writer == nil { writer = try LogWriter(path: path, boot: boot, about: about, vfs: vfs) }
        do {
            try writer?.write(entries, clock: clock)
        } catch let error as LogError where error.kind == .moved {
            close()
            throw error
        }
    }

    public func history(clock: ClockReading) throws -> History {
        if reader == nil { reader = try LogReader(path: path, vfs: vfs) }
        guard let reader else { return History() }
        return try reader.history(now: clock, bootID: boot.bootID)
    }

    public func close() {
        reader = nil
        writer = nil
    }
}
