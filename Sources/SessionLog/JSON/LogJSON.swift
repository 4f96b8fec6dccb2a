import FoundationEssentials

/// The log's JSON as text.
public enum LogJSON {
    /// Indented, keys in the order of the alphabet.
    public static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
