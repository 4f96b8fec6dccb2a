/// Where a value stands in a TOML document, as people write it: `ice.ceiling`, `leds.lines[2]`, `probe[1].role`.
/// Elements of lists count from 0.
struct TOMLPath: Hashable, CustomStringConvertible {
    let description: String
    /// The table or list that this stands in; nil for the document itself.
    private let enclosing: [String]

    static let document = TOMLPath(description: "", enclosing: [])

    subscript(key: String) -> TOMLPath {
        let written = Self.isBare(key) ? key : "\"\(key)\""
        return appending(description.isEmpty ? written : ".\(written)")
    }

    subscript(index: Int) -> TOMLPath { appending("[\(index)]") }

    /// The paths around this one, the nearest first, without the document itself.
    var ancestors: [String] { enclosing.reversed().filter { !$0.isEmpty } }

    private func appending(_ step: String) -> TOMLPath {
        TOMLPath(description: description + step, enclosing: enclosing + [description])
    }

    /// Whether TOML takes the key without quotes.
    private static func isBare(_ key: String) -> Bool {
        !key.isEmpty && key.utf8.allSatisfy(isBare)
    }

    /// Whether a key may have this letter without quotes.
    static func isBare(_ letter: UInt8) -> Bool {
        switch letter {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
