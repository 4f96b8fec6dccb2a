/// Where the next byte goes, in room that is known to be enough: there are three numbers in each of millions of lines,
/// and they are written where they are to stand.
struct ExportCursor {
    /// Of a 64-bit number: 19 digits, a sign and a point.
    static let longestNumber = 21

    private let room: UnsafeMutableBufferPointer<UInt8>
    private(set) var count = 0

    init(_ room: UnsafeMutableBufferPointer<UInt8>) { self.room = room }

    mutating func put(_ byte: UInt8) {
        room[count] = byte
        count += 1
    }

    mutating func put(_ text: StaticString) {
        put(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func put(_ bytes: UnsafeBufferPointer<UInt8>) {
        count = UnsafeMutableBufferPointer(rebasing: room[count...]).update(fromContentsOf: bytes) + count
    }

    mutating func put(_ number: Int64) {
        if number < 0 { put(UInt8(ascii: "-")) }
        put(digits: number.magnitude)
    }

    mutating func put(thousandths number: Int64) {
        if number < 0 { put(UInt8(ascii: "-")) }
        let (whole, part) = number.magnitude.quotientAndRemainder(dividingBy: 1000)
        put(digits: whole)
        guard part > 0 else { return }
        put(UInt8(ascii: "."))
        put(threeDigits: part)
        // There is one that is none: the part is more than nothing.
        while room[count - 1] == UInt8(ascii: "0") { count -= 1 }
    }

    private mutating func put(digits number: UInt64) {
        guard number < 1000 else {
            put(digits: number / 1000)
            return put(threeDigits: number % 1000)
        }
        if number >= 100 { put(digit: number / 100) }
        if number >= 10 { put(digit: number / 10 % 10) }
        put(digit: number % 10)
    }

    /// With zeros in front.
    private mutating func put(threeDigits number: UInt64) {
        put(digit: number / 100)
        put(digit: number / 10 % 10)
        put(digit: number % 10)
    }

    private mutating func put(digit: UInt64) { put(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)) }
}
