import TestSupport
/// Changes inputs at random, the same way for the same seed.
struct Mutator: RandomNumberGenerator {
    private var generator: SeededGenerator

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
    }

    mutating func next() -> UInt64 { generator.next() }

    /// One of these with a few changes, as editors, wires, disks and people make them.
    mutating func input(from inputs: [[UInt8]], for target: FuzzTarget) -> [UInt8] {
        var bytes = inputs.randomElement(using: &self) ?? []
        let other = inputs.randomElement(using: &self) ?? []
        for _ in 0..<Int.random(in: 1...5, using: &self) { change(&bytes, target.words, other) }
        return Array(bytes.prefix(target.longest))
    }

    private mutating func change(_ bytes: inout [UInt8], _ words: [String], _ other: [UInt8]) {
        let place = Int.random(in: 0...bytes.count, using: &self)
        let end = min(bytes.count, place + Int.random(in: 0...16, using: &self))
        let word = Array((words.randomElement(using: &self) ?? "").utf8)
        switch Int.random(in: 0..<8, using: &self) {
        case 0: bytes.removeSubrange(place..<end)
        case 1: bytes.insert(contentsOf: bytes[place..<end], at: place)
        case 2: bytes.insert(contentsOf: word, at: place)
        case 3: bytes.replaceSubrange(place..<end, with: word)
        case 4: bytes.insert(UInt8.random(in: 0...255, using: &self), at: place)
        case 5: if place < end { bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &self) }
        case 6: bytes.replaceSubrange(place..., with: other.suffix(Int.random(in: 0...other.count, using: &self)))
        default:
            // One digit for another: the text stays what it is, and the value does not.
            guard let digit = bytes[place...].firstIndex(where: { (0x30...0x39).contains($0) }) else { return }
            bytes[digit] = UInt8.random(in: 0x30...0x39, using: &self)
        }
    }
}
