import CoachCore

/// The journal on a thread of its own: sending blocks while journald is busy.
final class JournalThread: Sendable {
    private let thread: WorkerThread<Journal>

    init() throws {
        thread = try WorkerThread("journal") { Journal.standard() }
    }

    func tell(_ event: LogEvent) {
        thread.submit { journal in
            var words = event.kind.rawValue
            if !event.detail.isEmpty { words += ": \(event.detail)" }
            if let session = event.session {
                journal.send(
                    event.kind.priority, words, fields: ["EVENT": event.kind.rawValue, "SESSION": "\(session)"])
            } else {
                journal.send(event.kind.priority, words, fields: ["EVENT": event.kind.rawValue])
            }
        }
    }

    func tell(_ priority: Journal.Priority, _ words: String) {
        thread.submit { $0.send(priority, words) }
    }

    /// Lets all that was told be sent, for a moment.
    func finish() { _ = thread.finish(within: .seconds(1)) }
}

extension EventKind {
    /// What a reader of the journal would filter by.
    fileprivate var priority: Journal.Priority {
        switch self {
        case .alarm, .fault, .probeFault: .warning
        case .warned, .refused, .ended, .acknowledged, .alarmExpired: .notice
        case .started, .resumed, .skinCheck, .windowOpen, .notice, .probeOK, .faultCleared, .run, .onset,
            .onsetCleared, .service, .clock:
            .info
        }
    }
}
