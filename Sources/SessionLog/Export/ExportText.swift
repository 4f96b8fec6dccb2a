/// Text on its way out, as bytes.
struct ExportText {
    private(set) var bytes: [UInt8] = []

    mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    mutating func append(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func append(_ text: some StringProtocol) { bytes.append(contentsOf: text.utf8) }

    mutating func append(bytes more: some Sequence<UInt8>) { bytes.append(contentsOf: more) }

    mutating func append(byte: UInt8) { bytes.append(byte) }

    mutating func append(_ number: Int64) {
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        append(digits: number.magnitude, atLeast: 1)
    }

    /// A number of thousandths as a decimal fraction without zeros at its end: `-562` is `-0.562`, `4500` is `4.5`.
    mutating func append(thousandths number: Int64) {
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        let (whole, part) = number.magnitude.quotientAndRemainder(dividingBy: 1000)
        append(digits: whole, atLeast: 1)
        guard part > 0 else { return }
        bytes.append(UInt8(ascii: "."))
        if part % 100 == 0 {
            append(digits: part / 100, atLeast: 1)
        } else if part % 10 == 0 {
            append(digits: part / 10, atLeast: 2)
        } else {
            append(digits: part, atLeast: 3)
        }
    }

    /// In one piece: there are three numbers in each of millions of lines.
    private mutating func append(digits number: UInt64, atLeast count: Int) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.mostDigits) { digits in
            var rest = number
            var start = Self.mostDigits
            while rest > 0 || start > Self.mostDigits - count {
                start -= 1
                digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            }
            bytes.append(contentsOf: UnsafeMutableBufferPointer(rebasing: digits[start...]))
        }
    }

    /// Of a 64-bit number.
    private static let mostDigits = 20
}
