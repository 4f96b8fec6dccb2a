import Testing

/// The three lists of safety requirements: `Hardware/hazards.md`, the code that enforces them, the tests that try to
/// break them.
@Suite("Hardware/hazards.md")
struct HazardTests {
    private let document = HazardDocument()

    @Test("every requirement stands in the doc comment of the code that enforces it, and no other does")
    func inTheCode() throws {
        let found = ProjectFiles.all(under: ["Sources", "systemd"]).filter { !$0.isBinary }.map { file in
            (file.path, Set(file.lines.filter(\.isComment).flatMap(\.requirements)))
        }
        compare(found, "the doc comment of what enforces it, in Sources or systemd")
    }

    @Test("every requirement stands in the name of a test that tries to break it, and no other does")
    func inTheTests() throws {
        let found = ProjectFiles.all(under: ["Tests"], ext: ".swift").map { file in
            (file.path, Set(TestNames(in: file).names.flatMap(\.requirements)))
        }
        compare(found, "the name of a test, in Tests")
    }

    @Test("every risk names its controls, each of which is a requirement, and each requirement controls a risk")
    func risksAndRequirements() throws {
        let required = Set(document.requirements.map(\.id))
        let controls = Set(document.risks.flatMap(\.controls))
        try #require(document.risks.count > 20)
        for risk in document.risks {
            for id in risk.controls where !required.contains(id) {
                Issue.record("\(risk.number) is controlled by \(id), which is no row of the table of requirements")
            }
        }
        for id in required.subtracting(controls).sorted() { Issue.record("\(id) controls no risk of the table") }
    }

    @Test("no number is given twice, none is left out, and every row says something in each of its columns")
    func rows() {
        #expect(document.requirements.map(\.id) == (1...document.requirements.count).map { "SR-\(twoDigits($0))" })
        #expect(document.risks.map(\.number) == (1...document.risks.count).map { "H-\(twoDigits($0))" })
        for row in document.rows { #expect(row.allSatisfy { !$0.isEmpty }, "\(row.first ?? "")") }
    }

    @Test("a risk that is left is no higher than before, and none that is high is accepted")
    func residualRisk() throws {
        for risk in document.risks {
            let severity = try #require(Int(risk.severity), "\(risk.number): S is a number from 1 to 4")
            let before = try #require(Int(risk.before), "\(risk.number): P before is a number from 1 to 5")
            let after = risk.after.filter(\.isNumber).compactMap { Int(String($0)) }
            try #require(!after.isEmpty, "\(risk.number): P after has a number")
            #expect((1...4).contains(severity) && (1...5).contains(before), "\(risk.number)")
            for number in after {
                #expect(number <= before, "\(risk.number): the controls make it likelier")
                #expect(severity * number < 9, "\(risk.number): a high risk is left")
                // The word in the last column is the scale's for this figure.
                let word = severity * number <= 4 ? "low" : "medium"
                #expect(risk.residual.contains(word), "\(risk.number): \(severity) × \(number) is \(word)")
            }
        }
    }

    // MARK: -

    private func compare(_ found: [(path: String, ids: Set<String>)], _ place: String) {
        let required = Set(document.requirements.map(\.id))
        let there = found.reduce(into: Set<String>()) { $0.formUnion($1.ids) }
        #expect(!there.isEmpty)
        for id in required.subtracting(there).sorted() {
            Issue.record("\(id) is a row of Hardware/hazards.md and is missing in \(place)")
        }
        for (path, ids) in found {
            for id in ids.subtracting(required).sorted() {
                Issue.record("\(id) stands in \(path) and is no row of Hardware/hazards.md")
            }
        }
    }

    private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
