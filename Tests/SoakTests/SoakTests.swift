import Testing

@testable import soak

/// The oracle of the simulated days is itself put to the test: it has to find what was planted.
@Suite("Simulated days")
struct SoakTests {
    /// A life in which each defect does harm early; `Tests/soak --plant DEFECT` tries one after the other.
    @Test(
        "a planted defect is found, and its life fails again at the same step",
        arguments: [
            (Defect.longerCeiling, 1), (.forgottenAlarm, 3), (.silentBuzzer, 3), (.darkSession, 1),
            (.countdownThatStays, 9), (.bounceCounts, 47), (.lostSamples, 4), (.noisyNight, 1),
        ] as [(Defect, UInt64)])
    func finds(_ defect: Defect, seed: UInt64) throws {
        let directory = try ScratchDirectory()
        let outcome = try Life(seed: seed, defect: defect).live(in: directory.path)
        let failure = try #require(outcome.failure, "\(defect.words): not found in life \(seed)")
        let again = try Life(seed: seed, defect: defect, lastStep: failure.step).live(in: directory.path)
        #expect(again.failure?.words == failure.words)
        #expect(again.failure?.step == failure.step)
    }

    @Test("nothing is wrong in the first days")
    func passes() throws {
        let total = try Soak(seed: 1, days: 2).run()
        let failure = total.failure.map { "life \($0.seed), step \($0.step): \($0.words)" }
        #expect(failure == nil)
        #expect(total.figures.starts > 0)
    }

    @Test("the same number is the same life, to the nanosecond and on every machine")
    func repeats() throws {
        let directory = try ScratchDirectory()
        let outcomes = try (0..<2).map { _ in try Life(seed: 7).live(in: directory.path) }
        #expect(outcomes[0].fingerprint == outcomes[1].fingerprint)
        #expect(outcomes[0].steps == outcomes[1].steps)
    }
}
