/// Errors that every Varlink service answers with: those of `org.varlink.service`.
enum VarlinkError: Error, Hashable, Sendable {
    case interfaceNotFound(String)
    case methodNotFound(String)
    /// The method is there, and not in the way in which it was called.
    case methodNotImplemented(String)
    case invalidParameter(String)
    case permissionDenied
    /// The method answers with a stream, so the call has to say `more`.
    case expectedMore

    static let interface = "org.varlink.service"

    /// Its full name.
    var name: String {
        let word =
            switch self {
            case .interfaceNotFound: "InterfaceNotFound"
            case .methodNotFound: "MethodNotFound"
            case .methodNotImplemented: "MethodNotImplemented"
            case .invalidParameter: "InvalidParameter"
            case .permissionDenied: "PermissionDenied"
            case .expectedMore: "ExpectedMore"
            }
        return "\(Self.interface).\(word)"
    }

    /// Its parameters.
    var parameters: [String: String] {
        switch self {
        case .interfaceNotFound(let name): ["interface": name]
        case .methodNotFound(let name), .methodNotImplemented(let name): ["method": name]
        case .invalidParameter(let name): ["parameter": name]
        case .permissionDenied, .expectedMore: [:]
        }
    }
}
