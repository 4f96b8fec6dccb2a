import CoachCore
import Testing

@Suite("Every limit that is declared, at its exact figure")
struct BoundaryTests {
    @Test(
        "SR-01 SR-02 SR-03 SR-04 SR-05 SR-06 SR-07 SR-14 SR-16: a limit holds to the millidegree, the nanosecond and the millisecond, on its own side",
        arguments: BoundaryCase.all)
    func holds(at case: BoundaryCase) {
        #expect(`case`.boundary.isSo(`case`.step) == `case`.expected)
    }

    @Test("no limit is declared without a test of its figure, and none is tested that is not there")
    func complete() throws {
        let tested = Set(Boundary.all.flatMap(\.limits))
        let declared = try DeclaredLimits.all()
        for limit in declared.subtracting(tested).sorted() {
            Issue.record("\(limit) is declared and has no boundary test: add one to Tests/CoachCoreTests/Boundaries")
        }
        for limit in tested.subtracting(declared).sorted() {
            Issue.record("\(limit) has a boundary test and is not declared: rename or remove the test")
        }
        #expect(declared.count > 50)
    }

    @Test("every cut-off of the table of limits has its row in the tests' table, and the other way round")
    func everyCutoff() {
        let rows = Boundary.cutoffRows
        for cutoff in SafetyLimits.cutoffs where rows.count(where: { $0.isOf(cutoff) }) != 1 {
            Issue.record("not one row for \(cutoff)")
        }
        for row in rows where SafetyLimits.cutoffs.count(where: { row.isOf($0) }) != 1 {
            Issue.record("not one cut-off for \(row.name) at \(row.threshold) m°C for \(row.hold)")
        }
        #expect(rows.count == SafetyLimits.cutoffs.count)
    }
}
