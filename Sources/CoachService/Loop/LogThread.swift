import CoachCore
import SessionLog

/// SR-23: the log on a thread of its own: an SD card's fsync takes a second, a stuck one for ever.
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
                if let opened = try store.openAgain(clock: BootClock.reading()) {
                    mailbox.post(.logOpened(.success(opened)))
                }
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

    /// Marks a run or an onset.
    func mark(_ kinds: [EventKind], at time: WallTime?, ticket: Int) {
        thread.submit { [mailbox] store in
            var failure: ControlError?
            do {
                try store.mark(kinds, at: time, clock: BootClock.reading())
            } catch let error as MarkInFuture {
                failure = .inFuture(error.description)
            } catch {
                failure = .logFailed("\(error)")
            }
            mailbox.post(.marked(kinds, ticket: ticket, failure: failure))
        }
    }

    /// Jobs that wait or run; they pile up while the disk is stuck.
    var backlog: Int { thread.backlog }

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
