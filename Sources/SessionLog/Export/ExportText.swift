/// Text on its way out, as bytes.
///
/// There are three numbers in each of millions of lines: they are written where they are to stand, without a detour.
struct ExportText {
    /// As long as there is room; only what was written of it counts.
    private var room = [UInt8](repeating: 0, count: 4096)
    private(set) var count = 0

    var bytes: ArraySlice<UInt8> { room[..<count] }

    mutating func removeAll() { count = 0 }

    mutating func append(_ text: StaticString) {
        append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { append($0) }
    }

    mutating func append(_ more: UnsafeBufferPointer<UInt8>) {
        let start = reserve(more.count)
        room.withUnsafeMutableBufferPointer { room in
            _ = UnsafeMutableBufferPointer(rebasing: room[start...]).update(fromContentsOf: more)
        }
    }

    mutating func append(byte: UInt8) {
        let place = reserve(1)
        room[place] = byte
    }

    mutating func append(_ number: Int64) {
        if number < 0 { append(byte: UInt8(ascii: "-")) }
        append(digits: number.magnitude)
    }

    /// A number of thousandths as a decimal fraction without zeros at its end: `-562` is `-0.562`, `4500` is `4.5`.
    mutating func append(thousandths number: Int64) {
        if number < 0 { append(byte: UInt8(ascii: "-")) }
        let (whole, part) = number.magnitude.quotientAndRemainder(dividingBy: 1000)
        append(digits: whole)
        guard part > 0 else { return }
        append(byte: UInt8(ascii: "."))
        if part % 100 == 0 {
            append(digits: part / 100, count: 1)
        } else if part % 10 == 0 {
            append(digits: part / 10, count: 2)
        } else {
            append(digits: part, count: 3)
        }
    }

    private mutating func append(digits number: UInt64) {
        var digits = 1
        // A magnitude of 64 bits with a sign stays below 10¹⁹, and that below 2⁶⁴.
        var limit: UInt64 = 10
        while number >= limit {
            digits += 1
            limit *= 10
        }
        append(digits: number, count: digits)
    }

    private mutating func append(digits number: UInt64, count digits: Int) {
        let start = reserve(digits)
        room.withUnsafeMutableBufferPointer { room in
            var rest = number
            for place in (start..<start + digits).reversed() {
                room[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            }
        }
    }

    /// - Returns: where the bytes go that are to be written now.
    private mutating func reserve(_ more: Int) -> Int {
        if room.count - count < more { room.append(contentsOf: repeatElement(0, count: max(room.count, more))) }
        defer { count += more }
        return count
    }
}
