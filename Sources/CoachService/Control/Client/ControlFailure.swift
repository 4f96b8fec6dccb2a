import CoachCore
import FoundationEssentials

/// Why a command through the control socket came to nothing.
public enum ControlFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// Nobody listens there.
    case notRunning(path: String)
    /// The socket may not be used by this user.
    case permission(path: String)
    /// Something listens and does not answer in time.
    case noAnswer(path: String)
    case refused(StartRefusal)
    /// It makes no sense now.
    case notPossible(String)
    /// A mark for a time that is still to come.
    case inFuture(String)
    /// The log could not take a mark.
    case log(String)
    case tooManyConnections
    /// The service closed the connection, or is gone.
    case lost(String)
    /// Input or output failed, or what answers speaks otherwise.
    case other(String)

    /// What happened and what to do.
    public var description: String {
        switch self {
        case .notRunning(let path):
            "The service is not running: nothing answers at \(path). Start it with systemctl start packcoach; "
                + "journalctl -u packcoach says why it stopped."
        case .permission(let path):
            "You may not use the control socket \(path). Join its group with sudo usermod -aG "
                + "\(ControlMembers.groupName) \"$USER\", then log in again."
        case .noAnswer(let path):
            "The service at \(path) does not answer. journalctl -u packcoach may say why; where it hangs, systemd "
                + "starts it again within minutes."
        case .refused(let refusal): "Start refused, \(refusal.code): \(refusal.message)."
        case .notPossible(let words): "Not possible: \(words)."
        case .inFuture(let words): words
        case .log(let words): "Nothing was marked: \(words)"
        case .tooManyConnections:
            "The service has as many connections as it takes. End some packcoach watch, then try again."
        case .lost(let words), .other(let words): words
        }
    }

    /// What the service answered.
    /// - Parameter frame: the whole reply.
    init(error name: String, in frame: [UInt8], path: String) {
        let message = Self.parameters(ErrorMessage.self, frame)?.message ?? ""
        switch ControlError.Name(full: name) {
        case .startRefused:
            let refusal = Self.parameters(StartRefusal.self, frame)
            self = refusal.map { .refused($0) } ?? .other("The start was refused.")
        case .notPossible: self = .notPossible(message)
        case .inFuture: self = .inFuture(message)
        case .logFailed: self = .log(message)
        case .tooManyConnections: self = .tooManyConnections
        case nil where name == VarlinkError.permissionDenied.name: self = .permission(path: path)
        case nil:
            let details = Self.parameters([String: String].self, frame)?.values.joined(separator: ", ") ?? ""
            self = .other("The service answered \(name) (\(details)). Is it of another version than this command?")
        }
    }

    private static func parameters<Parameters: Decodable>(_ type: Parameters.Type, _ frame: [UInt8]) -> Parameters? {
        try? JSONDecoder().decode(ErrorBody<Parameters>.self, from: Data(frame)).parameters
    }
}

private struct ErrorBody<Parameters: Decodable>: Decodable {
    let parameters: Parameters
}
