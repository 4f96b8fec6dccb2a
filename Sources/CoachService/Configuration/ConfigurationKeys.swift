/// Every key that exists. All other limits are fixed, so there is none for them.
enum ConfigurationKeys {
    /// Outside any table.
    static let document = ["board", "database"]

    /// The tables, in the order in which they are shown, with their keys.
    static let tables: [(name: String, keys: [String])] = [
        ("about", ["name", "site"]),
        ("button", ["line", "active", "bias", "debounce"]),
        ("leds", ["lines", "active"]),
        ("buzzer", ["line", "active", "chirps"]),
        ("mode-switch", ["line", "active", "bias"]),
        ("probe", ["role", "source", "id"]),
        ("ice", ["minimum", "ceiling", "rest"]),
        ("heat", ["minimum", "ceiling", "rest"]),
    ]

    static func keys(of table: String) -> [String] {
        tables.first { $0.name == table }?.keys ?? []
    }

    /// What to write instead of a key that does not exist.
    /// - Parameters:
    ///   - known: The keys that exist where it was written.
    ///   - section: The table in which it was written; nil for the document.
    static func advice(for key: String, known: [String], in section: String?) -> String {
        if let meant = Spelling.nearest(to: key, among: known) { return "did you mean \"\(meant)\"?" }
        let homes = section == nil ? [] : document.filter { $0 == key }.map { _ in "above the first table" }
        let others = tables.filter { $0.name != section && $0.keys.contains(key) }.map { "in [\($0.name)]" }
        if let first = (homes + others).first {
            let places = (homes + others).dropFirst().reduce(first) { $0 + " or " + $1 }
            return "it belongs \(places)"
        }
        let place = section.map { "[\($0)] has" } ?? "there are"
        return "\(place) \(known.joined(separator: ", ")); all other limits are fixed"
    }
}
