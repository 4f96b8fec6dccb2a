import CSystemd
import CoachCore
import Glibc

/// What the service tells systemd, through sd_notify(3). Without systemd nobody listens, and nothing happens.
enum ServiceManager {
    enum Notice: Hashable, Sendable {
        /// The service is up: units ordered after it may start.
        case ready
        /// One line for `systemctl status`.
        case status(String)
        /// The deciding loop is alive.
        case watchdog
        /// From now on it says so within this time.
        case watchdogInterval(Duration)
        /// The service is on its way down.
        case stopping
        /// Starting or stopping takes this much longer from now on.
        case extendTimeout(Duration)
    }

    /// Sends notices, as one message.
    /// - Returns: Whether there is anybody to tell: false when not run by systemd.
    @discardableResult
    static func notify(_ notices: Notice...) throws(SystemFailure) -> Bool { try notify(notices) }

    @discardableResult
    static func notify(_ notices: [Notice]) throws(SystemFailure) -> Bool {
        let result = sd_notify(0, notices.map(\.assignment).joined(separator: "\n"))
        guard result >= 0 else { throw SystemFailure("notify systemd", code: -result) }
        return result > 0
    }

    /// How long systemd waits for a ``Notice/watchdog`` before it restarts the service (`WatchdogSec=`); nil where it
    /// does not wait for any. Send one at every half of this.
    static func watchdogInterval() throws(SystemFailure) -> Duration? {
        var microseconds: UInt64 = 0
        let result = sd_watchdog_enabled(0, &microseconds)
        guard result >= 0 else { throw SystemFailure("read WATCHDOG_USEC and WATCHDOG_PID", code: -result) }
        return result > 0 ? .microseconds(Int64(clamping: microseconds)) : nil
    }
}

extension ServiceManager.Notice {
    fileprivate var assignment: String {
        switch self {
        case .ready: "READY=1"
        // A line break would begin the next assignment.
        case .status(let text): "STATUS=\(text.split(whereSeparator: \.isNewline).joined(separator: " "))"
        case .watchdog: "WATCHDOG=1"
        case .watchdogInterval(let duration): "WATCHDOG_USEC=\(max(1, duration.nanoseconds / 1000))"
        case .stopping: "STOPPING=1"
        case .extendTimeout(let duration): "EXTEND_TIMEOUT_USEC=\(max(0, duration.nanoseconds / 1000))"
        }
    }
}
