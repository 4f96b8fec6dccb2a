import CoachCore
import CoachService

/// The way to the service: there, or tried again each second.
struct WatchLink {
    private static let retryAfter = Duration.seconds(1)

    private let path: String
    private var monitor: ControlMonitor?
    private var triedAt: Instant

    /// - Throws: ``ControlFailure`` where there is no service to begin with.
    init(path: String) throws(ControlFailure) {
        self.path = path
        monitor = try ControlMonitor(path: path, patience: .seconds(5))
        triedAt = BootClock.now()
    }

    /// To wait for; nil: the service is gone.
    var descriptor: Int32? { monitor?.descriptor }

    /// What the service has told; nil: it is gone.
    /// - Throws: ``ControlFailure`` where trying again will not help.
    mutating func take(at now: Instant) throws(ControlFailure) -> [ControlMonitor.News]? {
        do throws(ControlFailure) {
            if monitor == nil {
                guard now - triedAt >= Self.retryAfter else { return nil }
                triedAt = now
                monitor = try ControlMonitor(path: path)
            }
            return try monitor?.take()
        } catch {
            monitor = nil
            triedAt = now
            switch error {
            case .notRunning, .noAnswer, .lost, .tooManyConnections: return nil
            case .permission, .refused, .notPossible, .inFuture, .log, .other: throw error
            }
        }
    }
}
