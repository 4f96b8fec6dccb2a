/// The tables of `Hardware/hazards.md`.
struct HazardDocument {
    struct Risk {
        var number: String
        var severity: String
        var before: String
        var controls: [String]
        var after: String
        var residual: String
    }

    struct Requirement {
        var id: String
        var words: String
    }

    let risks: [Risk]
    let requirements: [Requirement]
    /// All rows of both.
    let rows: [[String]]

    init() {
        let lines = ProjectFiles.all(under: ["Hardware"], ext: "hazards.md").first?.lines ?? []
        let tables = lines.filter { $0.hasPrefix("| ") }.map { line in
            line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast().map(\.trimmed)
        }
        let risky = tables.filter { $0[0].hasPrefix("H-") && $0.count == 9 }
        let required = tables.filter { $0[0].hasPrefix("SR-") && $0.count == 2 }
        risks = risky.map { row in
            Risk(
                number: row[0], severity: row[4], before: row[5], controls: row[6].requirements, after: row[7],
                residual: row[8])
        }
        requirements = required.map { Requirement(id: $0[0], words: $0[1]) }
        rows = risky + required
    }
}

extension StringProtocol {
    /// Without blanks at both ends.
    var trimmed: String {
        String(String(drop { $0 == " " }).reversed().drop { $0 == " " }.reversed())
    }

    /// The requirements that are named here, as `SR-07`.
    var requirements: [String] {
        let characters = Array(self)
        return characters.indices.compactMap { start in
            let id = characters[start...].prefix(5)
            let before = start == 0 ? " " : characters[start - 1]
            let after = start + 5 < characters.count ? characters[start + 5] : " "
            guard id.count == 5, id.starts(with: "SR-"), id.suffix(2).allSatisfy(\.isNumber), !before.isLetter,
                !after.isNumber
            else { return nil }
            return String(id)
        }
    }

    /// A line of a comment: what Swift, shell and systemd take for one.
    var isComment: Bool {
        let line = trimmed
        return line.hasPrefix("//") || line.hasPrefix("#")
    }
}
