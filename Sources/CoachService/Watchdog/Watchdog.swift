import CoachCore

/// SR-22: when systemd is told that the service is alive: idle at each wake, and while a session runs only after a
/// full turn, in which the probes were heard or their silence was judged, the rules decided, and LEDs and buzzer were
/// driven. A service that is stuck anywhere on that way is not told of, and started again.
struct Watchdog {
    /// While a session runs or its alarm stands. Below the 30 s without a sample that end a session (SR-06), so that a
    /// service that is stuck is back, or its alarm is sounded without it, before the session would have been ended.
    static let sessionInterval = Duration.seconds(15)
    /// After a turn that was not full, the next look.
    private static let lookAgain = Duration.seconds(1)

    /// As the unit has it (`WatchdogSec=`).
    private let idleInterval: Duration
    private var interval: Duration
    private var fedAt: Instant
    private var lookAt: Instant

    init(interval: Duration, at now: Instant) {
        idleInterval = interval
        self.interval = interval
        fedAt = now
        lookAt = now + interval / 2
    }

    /// When there should be a turn at the latest.
    var nextDeadline: Instant { lookAt }

    /// What systemd is to be told at the end of a turn.
    /// - Parameters:
    ///   - isGuarding: a session runs or its alarm stands.
    ///   - isFull: the turns since the last call made a whole one; asked only where it matters.
    mutating func turned(isGuarding: Bool, isFull: () -> Bool, at now: Instant) -> [ServiceManager.Notice] {
        let wanted = isGuarding ? min(idleInterval, Self.sessionInterval) : idleInterval
        let changes = wanted != interval
        guard changes || now - fedAt >= interval / 4 else { return [] }
        guard isFull() else {
            lookAt = now + Self.lookAgain
            return []
        }
        interval = wanted
        fedAt = now
        lookAt = now + interval / 2
        // A new interval counts from the message that brings it.
        return changes ? [.watchdogInterval(interval), .watchdog] : [.watchdog]
    }
}
