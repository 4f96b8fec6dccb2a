import CoachCore

/// The text of the kernel's `w1_slave` file for a DS18B20:
///
///     dd ff 4b 46 7f ff 03 10 25 : crc=25 YES
///     dd ff 4b 46 7f ff 03 10 25 t=-2187
public enum W1Slave {
    /// The reading that the file's text stands for, from the bytes of its first line alone.
    ///
    /// The second line is never used: after a bad checksum it holds the last good bytes again, or a number made of the
    /// bad ones. The checksum is computed here, and a `NO` of the kernel's refuses the reading as well.
    ///
    /// Faults: those of ``W1Scratchpad/reading``, and ``ProbeFault/empty`` for a text without nine bytes and their
    /// verdict in its first line. Nothing, a cut-off line and garbage are the same to us: the driver gave no reading.
    public static func decode(_ text: String) -> Reading {
        guard let line = FirstLine(text) else { return .failure(.empty) }
        return line.isRefused ? .failure(.crc) : line.scratchpad.reading
    }

    /// The bytes of the text's first line; nil where ``decode(_:)`` says ``ProbeFault/empty``.
    public static func scratchpad(of text: String) -> W1Scratchpad? { FirstLine(text)?.scratchpad }

    private struct FirstLine {
        let scratchpad: W1Scratchpad
        /// The kernel's verdict is `NO`.
        let isRefused: Bool

        init?(_ text: String) {
            let line = text.prefix { !$0.isNewline }
            let words = line.split(separator: " ")
            // Nine bytes, a colon, the checksum the kernel computed, its verdict.
            guard words.count == W1Scratchpad.length + 3, words[9] == ":", words[10].hasPrefix("crc="),
                W1Slave.byte(words[10].dropFirst(4)) != nil, ["YES", "NO"].contains(words[11]),
                let scratchpad = W1Scratchpad(words.prefix(W1Scratchpad.length).compactMap(W1Slave.byte))
            else { return nil }
            self.scratchpad = scratchpad
            isRefused = words[11] == "NO"
        }
    }

    /// What the kernel prints for these bytes, `NO` included (newer kernels give an empty text instead).
    public static func encode(scratchpad: W1Scratchpad) -> String {
        let bytes = scratchpad.bytes.map { hex($0) }.joined(separator: " ")
        let crc = hex(W1Scratchpad.checksum(scratchpad.bytes.dropLast()))
        let verdict = scratchpad.hasRightChecksum ? "YES" : "NO"
        return "\(bytes) : crc=\(crc) \(verdict)\n\(bytes) t=\(scratchpad.millidegrees)\n"
    }

    private static func byte(_ word: Substring) -> UInt8? {
        // The initialiser alone would take a sign as well.
        word.utf8.count == 2 && word.allSatisfy(\.isHexDigit) ? UInt8(word, radix: 16) : nil
    }

    private static func hex(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16)
        return digits.utf8.count == 1 ? "0" + digits : digits
    }
}
