import FoundationEssentials

/// Messages as bytes, each with the zero byte that ends it.
enum VarlinkMessage {
    /// - Parameter continues: more replies follow.
    static func reply(_ parameters: some Encodable, continues: Bool = false) -> [UInt8] {
        frame(Reply(parameters: parameters, continues: continues ? true : nil))
    }

    static func error(_ name: String, _ parameters: some Encodable) -> [UInt8] {
        frame(Failure(error: name, parameters: parameters))
    }

    static func error(_ error: VarlinkError) -> [UInt8] {
        self.error(error.name, error.parameters)
    }

    /// - Parameter more: asks for a stream of replies.
    static func call(_ method: String, _ parameters: some Encodable, more: Bool = false) -> [UInt8] {
        frame(Call(method: method, parameters: parameters, more: more ? true : nil))
    }

    private struct Reply<Parameters: Encodable>: Encodable {
        let parameters: Parameters
        let continues: Bool?
    }

    private struct Failure<Parameters: Encodable>: Encodable {
        let error: String
        let parameters: Parameters
    }

    private struct Call<Parameters: Encodable>: Encodable {
        let method: String
        let parameters: Parameters
        let more: Bool?
    }

    private static func frame(_ value: some Encodable) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return [UInt8](try encoder.encode(value)) + [0]
        } catch {
            // Only a number that JSON has no word for fails, and no message of ours holds one.
            preconditionFailure("a message cannot be written as JSON: \(error)")
        }
    }
}

/// Parameters of what has none.
struct NoParameters: Codable, Hashable, Sendable {}
