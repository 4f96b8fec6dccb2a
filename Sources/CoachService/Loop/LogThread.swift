import CoachCore
import SessionLog

/// The log on a thread of its own: an SD card's fsync takes a second, a stuck one for ever.
final class LogThread {
    private let mailbox: Mailbox<ThreadMessage>
    private let thread: WorkerThread<SessionStore>

    init(configuration: Configuration, bootID: String, mailbox: Mailbox<ThreadMessage>) throws {
        self.mailbox = mailbox
        thread = try WorkerThread("log") { SessionStore(configuration, bootID: bootID) }
    }

    func open() {
        thread.submit { [mailbox] store in
            mailbox.post(.logOpened(Result { try store.open(clock: BootClock.reading()) }))
        }
    }

    func write(_ entries: [LogEntry]) {
        guard !entries.isEmpty else { return }
        thread.submit { [mailbox] store in
            do {
                try store.write(entries, clock: BootClock.reading())
                mailbox.post(.logWritten(failure: nil))
            } catch {
                mailbox.post(.logWritten(failure: "\(error)"))
            }
        }
    }

    func readHistory() {
        thread.submit { [mailbox] store in
            mailbox.post(.history(try? store.history(clock: BootClock.reading())))
        }
    }

    /// Lets all that was asked for happen, and closes the log.
    /// - Returns: whether that was done in time.
    func finish(within limit: Duration) -> Bool {
        thread.submit { $0.finish(clock: BootClock.reading()) }
        return thread.finish(within: limit)
    }
}

extension SessionStore {
    convenience init(_ configuration: Configuration, bootID: String) {
        let about = LogAbout(
            name: configuration.about.name, site: configuration.about.site, configuration: configuration.text)
        self.init(path: configuration.database, bootID: bootID, about: about)
    }
}
