import CoachCore

/// SR-27: what waits to be written. One write at a time; what fails stays and is tried again.
///
/// Samples wait for each other, because every write costs the SD card a few pages; all else goes at once.
package struct LogQueue {
    /// With the time that a write takes this keeps the loss by a power cut below 30 s of samples.
    package static let samplesWait = Duration.seconds(25)
    /// How soon a failed write is tried again.
    static let retryAfter = Duration.seconds(30)
    /// SR-23: a write that has not been answered for so long is stuck. Longer than a slow card takes, and than the log
    /// waits for another program's lock.
    static let patience = Duration.seconds(20)
    /// Samples that are kept while the log is broken: more than five hours of two probes. Nothing else is ever dropped.
    static let samplesKept = 40_000

    private var waiting: [LogEntry] = []
    /// How many of `waiting`, from the front, are being written.
    private var underWay = 0
    private var writesAt: Instant?
    /// When the write that is under way is stuck; nil: none is, or it has been told.
    private var stuckAt: Instant?
    /// The last write failed, or does not come back.
    private(set) var isFailing = false
    /// SR-27: what waits and no kill may cost: all but the samples and, where the log works, what they came to.
    private(set) var unlogged: [LogEntry] = []

    /// When ``batch(at:)`` next has something to write, or ``isStuck(at:)`` something to tell.
    var nextDeadline: Instant? { underWay == 0 ? writesAt : stuckAt }

    mutating func add(_ entry: LogEntry, at now: Instant) {
        waiting.append(entry)
        noteUnlogged(after: entry)
        guard !isFailing else { return limit() }
        let due = entry.maySpoil ? now + Self.samplesWait : now
        writesAt = min(writesAt ?? due, due)
    }

    /// Writes what waits as soon as it can.
    mutating func hurry(at now: Instant) {
        if !waiting.isEmpty, !isFailing { writesAt = now }
    }

    /// What is to be written now; nil: nothing, or a write is under way.
    mutating func batch(at now: Instant) -> [LogEntry]? {
        guard underWay == 0, let due = writesAt, due <= now, !waiting.isEmpty else { return nil }
        underWay = waiting.count
        writesAt = nil
        stuckAt = now + Self.patience
        return waiting
    }

    /// Whether the write that is under way has just been found to be stuck; told once.
    mutating func isStuck(at now: Instant) -> Bool {
        guard underWay > 0, let due = stuckAt, due <= now else { return false }
        stuckAt = nil
        isFailing = true
        return true
    }

    mutating func succeeded(at now: Instant) {
        waiting.removeFirst(underWay)
        underWay = 0
        stuckAt = nil
        isFailing = false
        noteUnlogged()
        guard !waiting.isEmpty else {
            writesAt = nil
            return
        }
        writesAt = hasSamplesAlone ? now + Self.samplesWait : now
    }

    mutating func failed(at now: Instant) {
        underWay = 0
        stuckAt = nil
        isFailing = true
        writesAt = now + Self.retryAfter
        limit()
    }

    var isWriting: Bool { underWay > 0 }

    /// Nothing waits that a power cut may not cost.
    var hasSamplesAlone: Bool { waiting.allSatisfy(\.maySpoil) }

    /// Everything that is not yet in the log, for a last attempt on leaving.
    var rest: [LogEntry] { waiting }

    private mutating func noteUnlogged(after entry: LogEntry) {
        switch entry {
        case .sample: break
        case .measured: if isFailing { noteUnlogged() }
        case .started, .ended, .resumed, .alarm, .alarmOver, .event: noteUnlogged()
        }
    }

    private mutating func noteUnlogged() {
        // Of what a session measured the last word is enough.
        var told: Set<Int64> = []
        let kept = waiting.reversed().filter { entry in
            switch entry {
            case .sample: false
            case .measured(let id, _, _, _): isFailing && told.insert(id).inserted
            case .started, .ended, .resumed, .alarm, .alarmOver, .event: true
            }
        }
        unlogged = kept.reversed()
    }

    private mutating func limit() {
        guard underWay == 0, waiting.count > 2 * Self.samplesKept else { return }
        var surplus = waiting.count - Self.samplesKept
        waiting.removeAll { entry in
            guard surplus > 0, entry.maySpoil else { return false }
            surplus -= 1
            return true
        }
    }
}

extension LogEntry {
    /// A power cut may cost up to 30 s of these; never anything else.
    fileprivate var maySpoil: Bool {
        switch self {
        case .sample, .measured: true
        case .started, .ended, .resumed, .alarm, .alarmOver, .event: false
        }
    }
}
