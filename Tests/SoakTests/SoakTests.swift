import Testing

@testable import soak

/// The oracle of the simulated days is itself put to the test: it has to find what was planted.
@Suite("Simulated days", .disabled("not yet measured in a debug build; Tests/soak --plant does the same"))
struct SoakTests {
    /// Lives that are tried until a planted defect is found, at most.
    private static let lives: UInt64 = 25

    @Test(
        "a planted defect is found within some days, and its life fails again at the same step",
        arguments: Defect.allCases)
    func finds(_ defect: Defect) throws {
        let directory = try ScratchDirectory()
        for seed in 1...Self.lives {
            let outcome = try Life(seed: seed, defect: defect).live(in: directory.path)
            guard let failure = outcome.failure else { continue }
            let again = try Life(seed: seed, defect: defect, lastStep: failure.step).live(in: directory.path)
            #expect(again.failure?.words == failure.words)
            #expect(again.failure?.step == failure.step)
            return
        }
        Issue.record("\(defect.words): found in none of \(Self.lives) lives")
    }

    @Test("nothing is wrong in the first days")
    func passes() throws {
        let total = try Soak(seed: 1, days: 6).run()
        let failure = total.failure.map { "life \($0.seed), step \($0.step): \($0.words)" }
        #expect(failure == nil)
        #expect(total.figures.starts > 3)
    }

    @Test("the same number is the same life, to the nanosecond and on every machine")
    func repeats() throws {
        let directory = try ScratchDirectory()
        let outcomes = try (0..<2).map { _ in try Life(seed: 7).live(in: directory.path) }
        #expect(outcomes[0].fingerprint == outcomes[1].fingerprint)
        #expect(outcomes[0].steps == outcomes[1].steps)
    }
}
