import Testing

@Suite("Inputs changed at random")
struct MutantTests {
    @Test("break nothing that has to hold", arguments: FuzzTarget.all, UInt64(0)..<2)
    func mutants(target: FuzzTarget, seed: UInt64) throws {
        let inputs = CorpusFile.withSeeds(of: target).map(\.bytes)
        var mutator = Mutator(seed: seed)
        for number in 1...target.mutants {
            let input = mutator.input(from: inputs, for: target)
            do {
                try target.check(input)
            } catch {
                Issue.record("input \(number) of seed \(seed): \(error)\n\(String(decoding: input, as: UTF8.self))")
                return
            }
        }
    }
}
