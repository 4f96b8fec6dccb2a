/// An SVG of ours: one element a line, as Hardware/drawing/svg.py writes it.
struct Picture {
    let lines: [Substring]

    init(_ text: String) {
        lines = text.split(separator: "\n").map { $0.drop { $0 == " " } }
    }

    /// The lines of a group, by its id.
    func group(_ id: String) -> [Substring] {
        Array(lines.drop { !$0.hasPrefix("<g id=\"\(id)\"") }.dropFirst().prefix { !$0.hasPrefix("</g>") })
    }

    /// All words of these lines.
    static func words(_ lines: [Substring]) -> [String] {
        lines.filter { $0.hasPrefix("<text") }.map { line in
            String(line.drop { $0 != ">" }.dropFirst().prefix { $0 != "<" }).replacing("&amp;", with: "&")
        }
    }

    /// The value of an attribute, as it is written.
    static func attribute(_ name: String, of line: Substring) -> String? {
        guard let range = line.firstRange(of: " \(name)=\"") else { return nil }
        return String(line[range.upperBound...].prefix { $0 != "\"" })
    }

    static func number(_ name: String, of line: Substring) -> Double? {
        attribute(name, of: line).flatMap { Double($0) }
    }
}
