import CoachCore

/// Errors of `io.packcoach`.
enum ControlError: Error, Hashable, Sendable {
    case startRefused(StartRefusal)
    case notPossible(String)
    case inFuture(String)
    case logFailed(String)
    case tooManyConnections

    /// The words of the description.
    enum Name: String, CaseIterable {
        case startRefused = "StartRefused"
        case notPossible = "NotPossible"
        case inFuture = "InFuture"
        case logFailed = "LogFailed"
        case tooManyConnections = "TooManyConnections"

        /// With the interface.
        var full: String { "\(VarlinkDescription.packcoach.interface).\(rawValue)" }

        init?(full: String) {
            guard let name = Self.allCases.first(where: { $0.full == full }) else { return nil }
            self = name
        }
    }

    var name: Name {
        switch self {
        case .startRefused: .startRefused
        case .notPossible: .notPossible
        case .inFuture: .inFuture
        case .logFailed: .logFailed
        case .tooManyConnections: .tooManyConnections
        }
    }

    /// As a reply.
    var message: [UInt8] {
        switch self {
        case .startRefused(let refusal): VarlinkMessage.error(name.full, refusal)
        case .notPossible(let words), .inFuture(let words), .logFailed(let words):
            VarlinkMessage.error(name.full, ErrorMessage(message: words))
        case .tooManyConnections: VarlinkMessage.error(name.full, NoParameters())
        }
    }
}

struct ErrorMessage: Codable, Hashable {
    let message: String
}

/// Why a start was refused, and until when.
public struct StartRefusal: Codable, Hashable, Sendable {
    enum CodingKeys: String, CodingKey {
        case code, message, until
        case left = "left_s"
    }

    /// A ``RefusalCode``, or one of another version.
    public let code: String
    /// A sentence for people.
    public let message: String
    /// When no wait stands any more, in RFC 3339; nil where the clock is not synchronised, or it is no wait.
    public let until: String?
    /// Seconds until then.
    public let left: Double?

    init(_ refusal: Refusal, clock: ClockReading) {
        code = refusal.code.rawValue
        message = refusal.sentence
        until = refusal.allowedFrom.flatMap { clock.time(at: $0) }
        left = refusal.allowedFrom.map { max(.zero, $0 - clock.instant).inMilliseconds }
    }
}
