/// The report as lines for a person: each check *ok* or PROBLEM, a sentence, and the command that mends it.
struct DoctorText {
    /// Columns that there are; nil: no limit.
    let width: Int?
    let style: ScreenStyle

    private static let wordColumn = 2
    private static let nameColumn = 11
    private static let textColumn = 26
    /// Where a sentence begins on a line of its own: on a terminal that has no room for it beside the name.
    private static let ownColumn = 4

    private var isNarrow: Bool { width.map { $0 < Self.textColumn + 24 } ?? false }
    private var column: Int { isNarrow ? Self.ownColumn : Self.textColumn }

    func head(_ report: DoctorReport) -> String {
        let board = report.board ?? "A machine that names no board"
        return spell("\(board), Linux \(report.kernel), packcoach \(report.version)")
    }

    func section(_ section: Check.Section) -> [String] { ["", ink("\u{1b}[1m", section.rawValue.capitalisedFirst)] }

    func lines(_ check: Check, _ finding: Diagnosis) -> [String] {
        let (word, code) =
            switch finding.verdict {
            case .ok: ("ok", style.ink == .colour ? "\u{1b}[32m" : "")
            case .problem: ("PROBLEM", style.ink == .colour ? "\u{1b}[1;31m" : "\u{1b}[1m")
            case .skipped: ("-", "")
            }
        let blank = String(repeating: " ", count: Self.wordColumn)
        let first =
            blank + ink(code, word) + String(repeating: " ", count: Self.nameColumn - Self.wordColumn - word.count)
        let sentence = Wrapping.lines(spell(finding.message), column: column, width: width)
        var lines = beside(first, check.name, sentence)
        if let remedy = finding.remedy {
            // Never wrapped: it is to be copied.
            let label = String(repeating: " ", count: Self.nameColumn)
            lines += beside(label, "mend with", [ink("\u{1b}[1m", spell(remedy))])
        }
        return lines
    }

    private func beside(_ first: String, _ name: String, _ texts: [String]) -> [String] {
        let rows = texts.map { String(repeating: " ", count: column) + $0 }
        if isNarrow { return [first + name] + rows }
        return [first + name.padded(to: column - Self.nameColumn) + texts[0]] + rows.dropFirst()
    }

    func foot(_ report: DoctorReport) -> [String] {
        switch report.problems {
        case 0: ["", "All is well."]
        case 1: ["", "One problem. Mend it, then look again: packcoach doctor"]
        default: ["", "\(report.problems) problems. Mend the uppermost first, then look again: packcoach doctor"]
        }
    }

    private func spell(_ text: String) -> String { style.spell(text) }

    private func ink(_ code: String, _ text: String) -> String {
        style.ink == .none || code.isEmpty ? text : "\(code)\(text)\u{1b}[0m"
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(1, width - count))
    }
}
