import CoachCore

/// One line for `systemctl status`.
enum StatusLine {
    /// - Parameter faultWords: what was told of faults that are no probe's.
    static func text(_ status: CoachStatus, _ faultWords: [Fault: String]) -> String {
        let faults = status.faults.map { fault in
            "fault: \(fault.name)" + (faultWords[fault].map { ": \($0)" } ?? "")
        }
        return ([state(status)] + faults).joined(separator: "; ")
    }

    private static func state(_ status: CoachStatus) -> String {
        let session = status.session.map { "session \($0), \(status.modality?.rawValue ?? "")" } ?? "no session"
        return switch status.state {
        case .idle, .fault: "ready"
        case .applying: session
        case .windowOpen: "\(session), the window is open"
        case .removePlanned: "\(session): full time, take the pack off"
        case .removeSafety: "\(session): ALARM, take the pack off"
        }
    }
}
