import Testing

@testable import packcoach

@Suite("the keys of the simulator")
struct SimulateKeyTests {
    private func keys(_ text: String) -> [SimulateKey] {
        var decoder = KeyDecoder()
        return decoder.decode(text.utf8).compactMap(SimulateKey.init)
    }

    @Test("every key's character, its capital and its word mean it", arguments: SimulateKey.allCases)
    func everyKey(key: SimulateKey) {
        #expect(SimulateKey(character: key.character) == key)
        #expect(SimulateKey(character: Character(String(key.character).uppercased())) == key)
        #expect(SimulateKey(line: key.rawValue) == key)
        #expect(SimulateKey(line: String(key.character)) == key)
        #expect(keys(String(key.character)) == [key])
    }

    @Test("no two keys share a character")
    func distinct() {
        #expect(Set(SimulateKey.allCases.map(\.character)).count == SimulateKey.allCases.count)
    }

    @Test("an empty line is the button, and words may stand among blanks")
    func lines() {
        #expect(SimulateKey(line: "") == .button)
        #expect(SimulateKey(line: "  \r") == .button)
        #expect(SimulateKey(line: "  ICE \r") == .ice)
        #expect(SimulateKey(line: "banana") == nil)
        #expect(SimulateKey(line: "ic") == nil)
    }

    @Test("^C and ^D quit, should they come as bytes")
    func control() {
        #expect(keys("\u{3}") == [.quit])
        #expect(keys("\u{4}") == [.quit])
    }

    @Test("an arrow that comes in pieces is one key, and no letter of it is")
    func arrowInPieces() {
        var decoder = KeyDecoder()
        #expect(decoder.decode([0x1b]) == [])
        #expect(decoder.isPending)
        #expect(decoder.decode([UInt8(ascii: "[")]) == [])
        #expect(!decoder.isPending)
        #expect(decoder.decode([UInt8(ascii: "C")]) == [.right])
        #expect(decoder.decode([UInt8(ascii: "i")]) == [.character("i")])
    }

    @Test("arrows quicken and slow down")
    func arrows() {
        #expect(keys("\u{1b}[A\u{1b}[C\u{1b}OB\u{1b}[D") == [.faster, .faster, .slower, .slower])
    }

    @Test("unknown sequences and letters beyond ASCII press nothing")
    func unknown() {
        #expect(keys("\u{1b}[3~\u{1b}[1;5Hi") == [.ice])
        #expect(keys("é€😀ß") == [])
        #expect(keys("\u{1b}x") == [])
        #expect(keys("\u{0}\u{7}zZ") == [])
    }

    @Test("Escape by itself does not swallow the key after it")
    func loneEscape() {
        var decoder = KeyDecoder()
        _ = decoder.decode([0x1b])
        decoder.settle()
        #expect(decoder.decode([UInt8(ascii: "x")]) == [.character("x")])
    }

    @Test("lines are gathered from pieces, and the last one needs no end")
    func gathering() {
        var lines = KeyLines()
        #expect(lines.take("ic".utf8) == .init())
        #expect(lines.take("e\n\nbanana\nca".utf8) == .init(keys: [.ice, .button], unknown: ["banana"]))
        #expect(lines.take("".utf8) == .init())
        #expect(lines.finish() == .init(unknown: ["ca"], hasEnded: true))
        #expect(lines.finish() == .init(hasEnded: true))
    }
}
