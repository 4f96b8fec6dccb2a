/// The report as lines for a person: each check *ok* or PROBLEM, a sentence, and the command that mends it.
struct DoctorText {
    /// Columns that there are; nil: no limit.
    let width: Int?
    let style: ScreenStyle

    private static let wordColumn = 2
    private static let nameColumn = 11
    private static let textColumn = 26

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
        let name = check.name.padded(to: Self.textColumn - Self.nameColumn)
        let blank = String(repeating: " ", count: Self.wordColumn)
        let first =
            blank + ink(code, word) + String(repeating: " ", count: Self.nameColumn - Self.wordColumn - word.count)
        let sentence = Wrapping.lines(spell(finding.message), column: Self.textColumn, width: width)
        var lines = sentence.enumerated().map { index, text in
            index == 0 ? first + name + text : String(repeating: " ", count: Self.textColumn) + text
        }
        if let remedy = finding.remedy {
            // Never wrapped: it is to be copied.
            let label =
                String(repeating: " ", count: Self.nameColumn)
                + "mend with".padded(to: Self.textColumn - Self.nameColumn)
            lines.append(label + ink("\u{1b}[1m", spell(remedy)))
        }
        return lines
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
