import BoardSim
import CoachCore
import CoachService
import SessionLog
import Synchronization

/// The disk of a simulated machine: the real log in a real file, on a file system that can be full or read-only.
public final class MachineDisk {
    /// The log.
    public let path: String
    /// Whether earlier sessions count for rests and days; a trial starts without.
    private let remembers: Bool
    private let fileSystem: SimulatedDisk
    private var store: SessionStore?
    /// The first session of this machine; older ones are not remembered.
    private var firstID: Int64?

    /// - Parameters:
    ///   - remembers: false: each run starts as if the log were empty, and still adds to it.
    ///   - seed: a power cut loses what was not synced, or parts of it, as this says; nil: it loses nothing.
    /// - Throws: `LogError`
    public init(path: String, remembers: Bool = true, losingUnsynced seed: UInt64? = nil) throws {
        self.path = path
        self.remembers = remembers
        fileSystem = try SimulatedDisk(
            name: "packcoach-simulated-disk-\(Self.number())",
            unsynced: seed.map { UnsyncedWrites(luck: SeededGenerator(seed: $0)) })
    }

    // The file system goes last: connections still use it while they close.
    deinit { close() }

    /// SQLite knows each file system of a process by a name of its own.
    private static let count = Mutex(0)

    private static func number() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }

    /// What is wrong with it.
    public func set(_ state: DiskState) {
        switch state {
        case .full: fileSystem.condition = .full
        case .readOnly: fileSystem.condition = .readOnly
        case .ok: fileSystem.condition = .working
        }
    }

    /// What is wrong with it, as SQLite sees it.
    package var condition: SimulatedDisk.Condition {
        get { fileSystem.condition }
        set { fileSystem.condition = newValue }
    }

    /// The process dies in the midst of what it does after so many more changes of a file.
    package func abandon(after changes: Int) { fileSystem.abandon(after: changes) }

    func open(_ configuration: Configuration, bootID: String, clock: ClockReading) throws -> SessionStore.Opened {
        let about = LogAbout(
            name: configuration.about.name, site: configuration.about.site, configuration: configuration.text)
        let store = SessionStore(path: path, bootID: bootID, about: about, vfs: fileSystem.name)
        self.store = store
        var opened = try store.open(clock: clock)
        let first = firstID ?? opened.history.nextSessionID
        firstID = first
        if let session = opened.unfinished, !remembers, session.start.id < first { opened.unfinished = nil }
        opened.history = recalled(opened.history)
        return opened
    }

    /// - Returns: why it could not be written; nil: it was.
    func write(_ entries: [LogEntry], clock: ClockReading) -> String? {
        do {
            try store?.write(entries, clock: clock)
            return nil
        } catch {
            return "\(error)"
        }
    }

    func history(clock: ClockReading) -> History? {
        guard let read = try? store?.history(clock: clock) else { return nil }
        return recalled(read)
    }

    /// What of the past counts.
    private func recalled(_ history: History) -> History {
        guard !remembers, let firstID else { return history }
        var recalled = history
        recalled.sessions.removeAll { $0.id < firstID }
        // A run or an onset of an earlier trial lies before this boot.
        recalled.lastRun = history.lastRun.flatMap { $0 >= .boot ? $0 : nil }
        recalled.onset = history.onset.flatMap { $0 >= .boot ? $0 : nil }
        return recalled
    }

    func close() {
        store?.close()
        store = nil
    }

    /// The process that had the log open is gone, and did not close it.
    func abandon() {
        let before = fileSystem.condition
        fileSystem.condition = .abandoned
        close()
        fileSystem.condition = before == .abandoned ? .working : before
    }

    /// What was not synced is lost, or parts of it.
    func losePower() { fileSystem.losePower() }
}
