/// Text on its way out, as bytes.
struct ExportText {
    /// As long as there is room; only what was written of it counts.
    private var room = [UInt8](repeating: 0, count: 4096)
    private(set) var count = 0

    var bytes: ArraySlice<UInt8> { room[..<count] }

    mutating func removeAll() { count = 0 }

    mutating func append(_ text: StaticString) { append(atMost: text.utf8CodeUnitCount) { $0.put(text) } }

    mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { append($0) }
    }

    mutating func append(_ more: UnsafeBufferPointer<UInt8>) { append(atMost: more.count) { $0.put(more) } }

    mutating func append(byte: UInt8) { append(atMost: 1) { $0.put(byte) } }

    mutating func append(_ number: Int64) { append(atMost: ExportCursor.longestNumber) { $0.put(number) } }

    /// A number of thousandths as a decimal fraction without zeros at its end: `-562` is `-0.562`, `4500` is `4.5`.
    mutating func append(thousandths number: Int64) {
        append(atMost: ExportCursor.longestNumber) { $0.put(thousandths: number) }
    }

    /// Several pieces at once: to ask for room for each of them would cost more than to write it.
    ///
    /// - Parameter most: bytes that `write` may put.
    mutating func append(atMost most: Int, _ write: (inout ExportCursor) -> Void) {
        if room.count - count < most { room.append(contentsOf: repeatElement(0, count: max(room.count, most))) }
        let start = count
        count += room.withUnsafeMutableBufferPointer { room in
            var cursor = ExportCursor(UnsafeMutableBufferPointer(rebasing: room[start..<start + most]))
            write(&cursor)
            return cursor.count
        }
    }
}
