import FoundationEssentials

/// JSON of any shape.
enum JSON: Hashable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSON])
    case object([String: JSON])

    init(parsing text: String) throws {
        self = try JSONDecoder().decode(Parsed.self, from: Data(text.utf8)).json
    }

    /// The member of that name; nil where this is no object or has none.
    subscript(name: String) -> JSON? {
        if case .object(let members) = self { members[name] } else { nil }
    }

    subscript(index: Int) -> JSON? { index < elements.count ? elements[index] : nil }

    var elements: [JSON] { if case .array(let elements) = self { elements } else { [] } }
    var keys: Set<String> { if case .object(let members) = self { Set(members.keys) } else { [] } }
    var string: String? { if case .string(let string) = self { string } else { nil } }
    var number: Double? { if case .number(let number) = self { number } else { nil } }
    var bool: Bool? { if case .bool(let bool) = self { bool } else { nil } }

    private struct Parsed: Decodable {
        let json: JSON

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                json = .null
            } else if let bool = try? container.decode(Bool.self) {
                json = .bool(bool)
            } else if let number = try? container.decode(Double.self) {
                json = .number(number)
            } else if let string = try? container.decode(String.self) {
                json = .string(string)
            } else if let elements = try? container.decode([Parsed].self) {
                json = .array(elements.map(\.json))
            } else {
                json = .object(try container.decode([String: Parsed].self).mapValues(\.json))
            }
        }
    }
}
