import BoardHAL
import CoachCore

/// The levels of the simulated chip's lines, from the kernel's `gpio_value` trace events.
///
///     packcoach-41  [000] .....    21.004512: gpio_value: 459 set 1
enum LineTrace {
    struct Change {
        var at: Instant
        /// The line's offset on the chip.
        var line: Int
        var level: ActiveLevel
    }

    /// - Parameter text: the trace, with a line `# base N` in front: the number of the chip's first line.
    static func changes(_ text: String) -> [Change] {
        var base = 0
        return text.split(separator: "\n").compactMap { line in
            if line.hasPrefix("# base ") { base = Int(line.dropFirst(7)) ?? 0 }
            let words = line.split(separator: " ")
            guard let event = words.firstIndex(of: "gpio_value:"), event > 0, words.count >= event + 4,
                words[event + 2] == "set", let number = Int(words[event + 1]),
                let at = seconds(words[event - 1].dropLast())
            else { return nil }
            return Change(at: at, line: number - base, level: words[event + 3] == "1" ? .high : .low)
        }
    }

    /// "21.004512" since the start of the boot.
    private static func seconds(_ text: Substring) -> Instant? {
        let parts = text.split(separator: ".")
        guard parts.count == 2, parts[1].utf8.count == 6, let seconds = Int64(parts[0]), let rest = Int64(parts[1])
        else {
            return nil
        }
        return Instant(nanoseconds: seconds * 1_000_000_000 + rest * 1000)
    }
}
