import BoardSim
import CoachCore
import CoachService
import SessionLog

/// The disk of a simulated machine: the real log in a real file.
public final class MachineDisk {
    /// The log.
    public let path: String
    /// Whether earlier sessions count for rests and days; a trial starts without.
    private let remembers: Bool
    private let vfs: String?
    private var store: SessionStore?
    var state = DiskState.ok

    /// - Parameters:
    ///   - remembers: false: each run starts as if the log were empty, and still adds to it.
    ///   - vfs: the name of an SQLite file system that can be made to fail; nil: the real one.
    public init(path: String, remembers: Bool = true, vfs: String? = nil) {
        self.path = path
        self.remembers = remembers
        self.vfs = vfs
    }

    func open(_ configuration: Configuration, bootID: String, clock: ClockReading) throws -> SessionStore.Opened {
        let about = LogAbout(
            name: configuration.about.name, site: configuration.about.site, configuration: configuration.text)
        let store = SessionStore(path: path, bootID: bootID, about: about, vfs: vfs)
        self.store = store
        var opened = try store.open(clock: clock)
        if !remembers {
            opened.history = History(nextSessionID: opened.history.nextSessionID)
            opened.unfinished = nil
        }
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
        return read
    }

    func close() {
        store?.close()
        store = nil
    }
}
