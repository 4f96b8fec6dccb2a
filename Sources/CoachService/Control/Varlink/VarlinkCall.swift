import FoundationEssentials

/// A call as it came over the line: the method's name, how it is to be answered, and parameters still to be read.
struct VarlinkCall: Sendable {
    /// Full name, such as `org.varlink.service.GetInfo`.
    let method: String
    /// Nobody waits for a reply.
    let isOneway: Bool
    /// The caller takes more than one reply.
    let wantsMore: Bool
    /// The caller wants to speak another protocol afterwards.
    let wantsUpgrade: Bool
    /// Names of the parameters that were given, without those that are null: Varlink holds null for absent.
    let parameterNames: Set<String>
    private let frame: [UInt8]

    /// The frame is no call: no UTF-8, no JSON, no object with a method, or asks for what excludes itself.
    /// Varlink knows no error for this; the connection is closed.
    struct Malformed: Error, Hashable {}

    init(frame: [UInt8]) throws(Malformed) {
        guard JSONStrings.areSound(frame),
            let head = try? JSONDecoder().decode(Head.self, from: Data(frame)),
            !(head.oneway && (head.more || head.upgrade)), !(head.more && head.upgrade)
        else { throw Malformed() }
        method = head.method
        isOneway = head.oneway
        wantsMore = head.more
        wantsUpgrade = head.upgrade
        parameterNames = head.parameterNames
        self.frame = frame
    }

    /// Interface and method apart; an interface's name has dots itself.
    var nameParts: (interface: String, method: String) {
        guard let dot = method.lastIndex(of: ".") else { return ("", method) }
        return (String(method[..<dot]), String(method[method.index(after: dot)...]))
    }

    /// Reads the parameters.
    /// - Throws: ``VarlinkError/invalidParameter(_:)`` for a wrong type or one that is missing.
    func parameters<Parameters: Decodable>(_ type: Parameters.Type) throws(VarlinkError) -> Parameters {
        do {
            // Without any, an empty object serves those who need none.
            let bytes = parameterNames.isEmpty ? Array(#"{"parameters":{}}"#.utf8) : frame
            return try JSONDecoder().decode(Body<Parameters>.self, from: Data(bytes)).parameters
        } catch let error as DecodingError {
            throw .invalidParameter(error.parameter)
        } catch {
            throw .invalidParameter("parameters")
        }
    }

    private struct Body<Parameters: Decodable>: Decodable {
        let parameters: Parameters
    }

    private struct Head: Decodable {
        let method: String
        let oneway: Bool
        let more: Bool
        let upgrade: Bool
        let parameterNames: Set<String>

        private enum Key: CodingKey { case method, oneway, more, upgrade, parameters }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Key.self)
            method = try container.decode(String.self, forKey: .method)
            oneway = try container.decodeIfPresent(Bool.self, forKey: .oneway) ?? false
            more = try container.decodeIfPresent(Bool.self, forKey: .more) ?? false
            upgrade = try container.decodeIfPresent(Bool.self, forKey: .upgrade) ?? false
            guard container.contains(.parameters), try !container.decodeNil(forKey: .parameters) else {
                parameterNames = []
                return
            }
            let parameters = try container.nestedContainer(keyedBy: AnyKey.self, forKey: .parameters)
            let given = try parameters.allKeys.filter { try !parameters.decodeNil(forKey: $0) }
            parameterNames = Set(given.map(\.stringValue))
        }
    }
}

/// Whatever name a member has.
private struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

extension DecodingError {
    /// The parameter that is wrong: the first name below `parameters`.
    fileprivate var parameter: String {
        let path: [any CodingKey] =
            switch self {
            case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
                context.codingPath
            case .keyNotFound(let key, let context): context.codingPath + [key]
            @unknown default: []
            }
        return path.dropFirst().first?.stringValue ?? "parameters"
    }
}
