import BoardSim

/// What a life draws its accidents from: the same for the same seed, on every machine and with every compiler.
///
/// Whole numbers only; the standard library's own ranges may be drawn differently by another version of it.
struct Luck {
    private var generator: SeededGenerator

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
    }

    mutating func number() -> UInt64 { generator.next() }

    /// 0 to `count` − 1.
    mutating func below(_ count: Int64) -> Int64 {
        Int64(generator.next().multipliedFullWidth(by: UInt64(max(1, count))).high)
    }

    mutating func within(_ range: ClosedRange<Int64>) -> Int64 {
        range.lowerBound + below(range.upperBound - range.lowerBound + 1)
    }

    /// True so many times in a thousand.
    mutating func happens(_ permille: Int64) -> Bool { below(1000) < permille }

    mutating func one<Element>(of elements: [Element]) -> Element { elements[Int(below(Int64(elements.count)))] }

    /// One of these, each as often as its weight says.
    mutating func one<Element>(weighed elements: [(Int, Element)]) -> Element {
        var rest = Int(below(Int64(elements.reduce(0) { $0 + $1.0 })))
        for (weight, element) in elements {
            if rest < weight { return element }
            rest -= weight
        }
        return elements[0].1
    }
}
