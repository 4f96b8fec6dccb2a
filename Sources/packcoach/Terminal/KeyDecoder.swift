/// A key of a terminal.
enum TerminalKey: Hashable, Sendable {
    /// One that prints, the return key's line end included.
    case character(Character)
    case up, down, left, right
    /// ^C or ^D, a signal that asks for an end, or the terminal is gone.
    case end
}

/// Turns the bytes of a raw terminal into keys. Keeps an escape sequence that arrives in pieces.
struct KeyDecoder {
    private enum State {
        case ground
        case escape
        /// In a control sequence (`ESC [` or `ESC O`), up to its final byte.
        case sequence
        /// In a character beyond ASCII, which means nothing here: this many bytes are left.
        case character(bytes: Int)
    }

    private var state = State.ground

    /// An escape byte has come and nothing after it: the Escape key itself, if nothing follows soon.
    var isPending: Bool {
        if case .escape = state { true } else { false }
    }

    /// The keys in `bytes`. An unknown byte or sequence is skipped, and never read as the letter that ends it.
    mutating func decode(_ bytes: some Sequence<UInt8>) -> [TerminalKey] {
        var keys: [TerminalKey] = []
        for byte in bytes {
            switch state {
            case .ground: decodeGround(byte, into: &keys)
            case .escape:
                state = .ground
                if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "O") {
                    state = .sequence
                } else if byte == 0x1b {
                    state = .escape
                }
            case .sequence:
                guard (0x40...0x7e).contains(byte) else { continue }
                state = .ground
                switch byte {
                case UInt8(ascii: "A"): keys.append(.up)
                case UInt8(ascii: "B"): keys.append(.down)
                case UInt8(ascii: "C"): keys.append(.right)
                case UInt8(ascii: "D"): keys.append(.left)
                default: break
                }
            case .character(let left):
                state = left > 1 ? .character(bytes: left - 1) : .ground
            }
        }
        return keys
    }

    private mutating func decodeGround(_ byte: UInt8, into keys: inout [TerminalKey]) {
        switch byte {
        case 0x1b: state = .escape
        // ^C and ^D, should the terminal hand them on as bytes.
        case 0x03, 0x04: keys.append(.end)
        case 0xc0...0xdf: state = .character(bytes: 1)
        case 0xe0...0xef: state = .character(bytes: 2)
        case 0xf0...0xf7: state = .character(bytes: 3)
        case 0x20...0x7e, UInt8(ascii: "\r"), UInt8(ascii: "\n"):
            keys.append(.character(Character(Unicode.Scalar(byte))))
        default: break
        }
    }

    /// Forgets a lone escape byte: nothing followed it.
    mutating func settle() {
        if isPending { state = .ground }
    }
}
