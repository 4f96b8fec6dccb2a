import CoachCore
import SessionLog

/// Another service has the same log or the same control socket. A sentence for people: who, and what to do.
public struct AlreadyRunning: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String
}

/// SR-21: what a service has to itself besides its lines, which the kernel guards.
final class ServiceLocks: Sendable {
    private let held: [ServiceLock]
    /// What could not be locked, and why; no reason not to guard a session.
    let failures: [SystemFailure]

    /// - Parameter configuration: the file, for whoever comes second; nil: none.
    /// - Throws: ``AlreadyRunning``
    init(database: String, controlPath: String, configuration: String?) throws(AlreadyRunning) {
        let holder = LockHolder.current(configuration: configuration)
        var held: [ServiceLock] = []
        var failures: [SystemFailure] = []
        // Where there is no place for a log, there is none to share.
        let log = LogFile.companion(of: database, suffix: ".lock")
        let control = Self.path(ofControl: controlPath)
        for (path, what) in [(log, "the log \(database)"), (control, "the control socket \(controlPath)")] {
            guard let path else { continue }
            do throws(ServiceLock.Failure) {
                held.append(try ServiceLock(path, holder: holder))
            } catch {
                switch error {
                case .held(let other): throw Self.refusal(what, other)
                case .unavailable(let failure): failures.append(failure)
                }
            }
        }
        self.held = held
        self.failures = failures
    }

    static func path(ofControl controlPath: String) -> String { controlPath + ".lock" }

    private static func refusal(_ what: String, _ other: LockHolder?) -> AlreadyRunning {
        guard let other else {
            return AlreadyRunning(description: "Another process has \(what): a packcoach that is only just starting?")
        }
        return AlreadyRunning(
            description: "packcoach runs already on \(what): \(other.words(clock: BootClock.reading())). "
                + "packcoach status asks it; \(other.remedy) ends it. "
                + "Or give this one a database and a socket of its own.")
    }
}
