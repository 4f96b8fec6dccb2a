/// Whether the strings of a text are those of JSON (RFC 8259), checked before the text is decoded.
///
/// Foundation of Swift 6.0, which Debian 13 has, ends the program at a control character or a wrong escape in a string
/// that stands where a key may: `try!` in its JSONDecoder. Nobody who may connect is to end a countdown so.
enum JSONStrings {
    /// False: not UTF-8, a string that does not end, a control character or a wrong escape in one, half a surrogate
    /// pair. True says nothing of what stands between the strings.
    static func areSound(_ text: [UInt8]) -> Bool {
        guard String(validating: text, as: UTF8.self) != nil else { return false }
        var rest = text[...]
        while let quote = rest.firstIndex(of: UInt8(ascii: "\"")) {
            rest = rest[(quote + 1)...]
            guard passString(&rest) else { return false }
        }
        return true
    }

    /// Goes behind the closing quote.
    private static func passString(_ rest: inout ArraySlice<UInt8>) -> Bool {
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "\""): return true
            case UInt8(ascii: "\\"): guard passEscape(&rest) else { return false }
            case 0..<0x20: return false
            default: break
            }
        }
        return false
    }

    private static func passEscape(_ rest: inout ArraySlice<UInt8>) -> Bool {
        switch rest.popFirst() {
        case UInt8(ascii: "u"):
            guard let unit = codeUnit(&rest), !isLow(unit) else { return false }
            guard isHigh(unit) else { return true }
            guard rest.popFirst() == UInt8(ascii: "\\"), rest.popFirst() == UInt8(ascii: "u") else { return false }
            return codeUnit(&rest).map(isLow) ?? false
        case let byte?: return #""\/bfnrt"#.utf8.contains(byte)
        case nil: return false
        }
    }

    private static func codeUnit(_ rest: inout ArraySlice<UInt8>) -> UInt16? {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let digit = rest.popFirst().flatMap({ Character(UnicodeScalar($0)).hexDigitValue }) else {
                return nil
            }
            unit = unit << 4 | UInt16(digit)
        }
        return unit
    }

    private static func isHigh(_ unit: UInt16) -> Bool { (0xd800...0xdbff).contains(unit) }
    private static func isLow(_ unit: UInt16) -> Bool { (0xdc00...0xdfff).contains(unit) }
}
