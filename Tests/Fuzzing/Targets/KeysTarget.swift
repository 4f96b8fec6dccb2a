@testable import packcoach

extension FuzzTarget {
    /// What a terminal sends: a byte that says how it is cut up, then keys; and the same as lines from a pipe.
    static let keys = FuzzTarget(
        name: "keys", longest: 200,
        words: [
            "\u{1b}[", "\u{1b}O", "\u{1b}\u{1b}", "A", "C", "1;5", "~", "q", "\u{3}", " ", "\r\n", "space", "é", "€",
            "😀",
        ]
    ) { bytes in
        guard let piece = bytes.first.map({ Int($0 % 7) + 1 }) else { return }
        let typed = bytes.dropFirst()
        var decoder = KeyDecoder()
        let keys = decoder.decode(typed)
        try claim(keys.count <= typed.count, "\(keys.count) keys of \(typed.count) bytes")

        var slow = KeyDecoder()
        var cutUp: [TerminalKey] = []
        for start in stride(from: typed.startIndex, to: typed.endIndex, by: piece) {
            cutUp += slow.decode(typed[start..<min(start + piece, typed.endIndex)])
        }
        try claim(cutUp == keys, "\(keys) are \(cutUp) where they come in pieces of \(piece)")
        // Whatever came before: the end of a sequence or the rest of a character, and the key is heard.
        try claim(decoder.decode("~~~~q".utf8).last == .character("q"), "nobody can quit after \(Array(typed))")

        try judgeLines(typed, piece)
    }
}

private func judgeLines(_ bytes: ArraySlice<UInt8>, _ piece: Int) throws {
    var whole = KeyLines()
    var arrived = [whole.take(bytes), whole.finish()]
    let keys = arrived.flatMap(\.keys)
    let unknown = arrived.flatMap(\.unknown)
    let count = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).count
    try claim((count - 1...count).contains(keys.count + unknown.count), "\(count) lines are \(arrived)")

    var cutUp = KeyLines()
    arrived = stride(from: bytes.startIndex, to: bytes.endIndex, by: piece).map { start in
        cutUp.take(bytes[start..<min(start + piece, bytes.endIndex)])
    }
    arrived.append(cutUp.finish())
    try claim(
        arrived.flatMap(\.keys) == keys && arrived.flatMap(\.unknown) == unknown,
        "lines mean something else where they come in pieces of \(piece)")
}
