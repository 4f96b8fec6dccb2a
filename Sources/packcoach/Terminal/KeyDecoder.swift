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
    mutating func decode(_ bytes: some Sequence<UInt8>) -> [SimulateKey] {
        var keys: [SimulateKey] = []
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
                case UInt8(ascii: "C"), UInt8(ascii: "A"): keys.append(.faster)
                case UInt8(ascii: "D"), UInt8(ascii: "B"): keys.append(.slower)
                default: break
                }
            case .character(let left):
                state = left > 1 ? .character(bytes: left - 1) : .ground
            }
        }
        return keys
    }

    private mutating func decodeGround(_ byte: UInt8, into keys: inout [SimulateKey]) {
        switch byte {
        case 0x1b: state = .escape
        // ^C and ^D, should the terminal hand them on as bytes.
        case 0x03, 0x04: keys.append(.quit)
        case 0xc0...0xdf: state = .character(bytes: 1)
        case 0xe0...0xef: state = .character(bytes: 2)
        case 0xf0...0xf7: state = .character(bytes: 3)
        default:
            if let key = SimulateKey(character: Character(Unicode.Scalar(byte))) { keys.append(key) }
        }
    }

    /// Forgets a lone escape byte: nothing followed it.
    mutating func settle() {
        if isPending { state = .ground }
    }
}
