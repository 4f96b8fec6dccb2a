import CoachCore
import SessionLog

/// The service's way to its log: opened when it can be, tried again when it could not. Confined to one thread at a time.
public final class SessionStore {
    /// What a service that comes up finds in the log.
    public struct Opened: Sendable {
        /// What of the past counts.
        public var history: History
        /// What an earlier run left open; nil: nothing.
        public var unfinished: UnfinishedSession?
        /// Why nothing can be written just now, for people; nil: it can.
        public var failure: String?
        /// What a person should find in the log: a damaged file was moved aside.
        public var notes: [LogEvent] = []
        /// The end that a session of an earlier boot was given; it stands in the log, or is owed to it.
        public var closed: LogEvent?
        /// What the log could not take just now and is to be written as soon as it can.
        public var owed: [LogEntry] = []
        /// Sessions that are over and of which some of that tells: the log may lack them. They count for the rests.
        var inherited: [History.Session] = []
        /// The session of which some of that tells, if it is over.
        var over: Handover.Session?
    }

    private let path: String
    private let boot: BootIdentity
    private let about: LogAbout
    private let vfs: String?
    private var writer: LogWriter?
    private var reader: LogReader?
    /// When this run moved a damaged log aside, which the new one does not tell before that is written; nil: it did not.
    private var movedAsideAt: Instant?
    /// The log has been opened and could be read; what an earlier run left in it is known.
    private var hasBeenRead = false

    /// What lies further back than the longest of the rules concerns none of them.
    private static let horizon = CoachRules.noHeatAfterOnset
    /// A session that ended so lately may still be watched or resumed.
    private static let watched = CoachRules.armedAfterEnd + CoachRules.recheckAfter

    /// - Parameter vfs: the name of an SQLite file system that can be made to fail; nil: the real one.
    public init(path: String, bootID: String, about: LogAbout, vfs: String? = nil) {
        self.path = path
        boot = BootIdentity(bootID: bootID)
        self.about = about
        self.vfs = vfs
    }

    // The reader first: while it has the file open, the writer cannot bring it back into one piece.
    deinit { close() }

    /// Opens or makes the log, closes what an earlier boot left open, and reads what the service has to know.
    ///
    /// A damaged file is moved aside and a new one begun: a session must not wait until someone mends a disk. Where it
    /// can only be read, or not even that, ``Opened/failure`` says so, and the service runs on what there is.
    /// - Throws: ``LogError`` of the kinds `newerSchema` and `foreign`: the file is not ours to touch.
    public func open(clock: ClockReading) throws -> Opened {
        var opened = Opened(history: .unknown(at: clock.instant))
        do {
            opened.notes += try openOrReplaceWriter(clock: clock)
        } catch let error as LogError where !error.isForGood {
            opened.failure = error.description
        }
        do {
            let reader = try openReader()
            opened.unfinished = try reader.unfinished(bootID: boot.bootID, now: clock.instant, watch: Self.watched)
            if opened.unfinished == nil,
                let pending = try reader.pendingFromEarlierBoot(now: clock, bootID: boot.bootID)
            {
                opened.unfinished = pending.session
                close(pending, &opened, clock: clock)
            }
            opened.history = try history(clock: clock)
            hasBeenRead = true
        } catch let error as LogError where !error.isForGood {
            opened.failure = opened.failure ?? error.description
        }
        return opened
    }

    /// What a log holds that ``open(clock:)`` could not read, as soon as it can be; once. To be called before anything
    /// new is written, which would hide what an earlier run left.
    /// - Returns: nil: there is nothing new to know.
    func openAgain(clock: ClockReading) throws -> Opened? {
        guard !hasBeenRead else { return nil }
        let opened = try open(clock: clock)
        return hasBeenRead ? opened : nil
    }

    private func openOrReplaceWriter(clock: ClockReading) throws -> [LogEvent] {
        do {
            try openWriter()
            return []
        } catch let error as LogError where error.kind == .damaged {
            let kept = try LogFile.moveAside(path, at: clock.wall)
            movedAsideAt = clock.instant
            try openWriter()
            let words = "\(LogFile.replacedWords) (\(error.reason)) and is kept as \(kept)"
            return [LogEvent(session: nil, at: clock.instant, kind: .fault, detail: words)]
        }
    }

    /// Gives a session of an earlier boot its end. A disk that does not take it is owed it: the end is never lost.
    private func close(_ pending: PendingSession, _ opened: inout Opened, clock: ClockReading) {
        guard pending.isOpen, let end = pending.session.end else { return }
        let id = pending.session.start.id
        let event = LogEvent(session: id, at: clock.instant, kind: .ended, detail: end.reason.rawValue)
        opened.closed = event
        do {
            try openWriter().closeAfterPowerLoss(pending, clock: clock)
        } catch {
            opened.failure = opened.failure ?? "\(error)"
            opened.owed = [.ended(session: id, end), .event(event)]
        }
    }

    /// Writes all entries or none.
    /// - Throws: ``LogError``
    public func write(_ entries: [LogEntry], clock: ClockReading) throws {
        do {
            try openWriter().write(entries, clock: clock)
        } catch let error as LogError where error.kind == .moved {
            // The next attempt begins a new file; what is kept goes there.
            close()
            throw error
        }
    }

    /// Writes what a person marks.
    /// - Parameter time: nil: now.
    /// - Throws: ``LogError``, ``MarkInFuture``
    public func mark(_ kinds: [EventKind], at time: WallTime?, clock: ClockReading) throws {
        try openWriter()
        try LogMarks(path: path, boot: boot, clock: clock).mark(kinds, at: time)
    }

    /// - Throws: ``LogError``
    public func history(clock: ClockReading) throws -> History {
        var history = try openReader().history(now: clock, bootID: boot.bootID, horizon: Self.horizon)
        if let movedAsideAt, !history.isAssumed { history.assume(endsAt: movedAsideAt, now: clock.instant) }
        return history
    }

    /// Notes how long this boot has run, which counts as proof later, and closes.
    public func finish(clock: ClockReading) {
        try? writer?.write([], clock: clock)
        close()
    }

    /// Ends all connections; the next call opens them again.
    public func close() {
        reader = nil
        writer = nil
    }

    @discardableResult
    private func openWriter() throws -> LogWriter {
        if let writer { return writer }
        // What SQLite opened while the log could only be read stays so for the whole process, as long as it is open.
        reader = nil
        let opened = try LogWriter(path: path, boot: boot, about: about, vfs: vfs)
        writer = opened
        return opened
    }

    private func openReader() throws -> LogReader {
        if let reader { return reader }
        let opened = try LogReader(path: path, vfs: vfs)
        reader = opened
        return opened
    }
}

extension LogError {
    /// Trying again does not help, and the file must not be touched.
    fileprivate var isForGood: Bool { kind == .newerSchema || kind == .foreign }
}
