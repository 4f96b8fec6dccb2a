import Testing

@Suite("What was found by changing inputs at random")
struct CorpusTests {
    @Test("does no harm any more", arguments: CorpusFile.all)
    func replay(file: CorpusFile) throws {
        try file.target.check(file.bytes)
    }

    @Test("is kept for everything that reads from outside", arguments: FuzzTarget.all)
    func kept(target: FuzzTarget) {
        #expect(CorpusFile.of(target).count >= 3)
    }

    @Test("stands in a folder that a target has")
    func folders() {
        #expect(CorpusFile.folders == FuzzTarget.all.map(\.name).sorted())
    }
}

extension FuzzTarget: CustomTestStringConvertible {
    var testDescription: String { name }
}
