import CoachCore

extension Configuration {
    /// What a good file comes to, in a few lines for people.
    /// - Parameter file: The file's name, for the first line.
    public func summary(of file: String) -> String {
        let leds = leds.lines.map(String.init).joined(separator: ", ")
        let modeSwitch = modeSwitch.map { "mode switch on \($0.line)" } ?? "no mode switch"
        let board = board == "auto" ? "found by its header" : board
        var lines = [
            "\(file): ok",
            "  board   \(board)",
            "  lines   button on \(button.line), LEDs on \(leds), buzzer on \(buzzer.line), \(modeSwitch)",
        ]
        for probe in probes {
            lines.append("  probe   on the \(probe.role.rawValue), \(probe.source.rawValue), id \(probe.id)")
        }
        for modality in Modality.allCases {
            lines.append("  \(modality.rawValue.padded(to: 8))\(Self.summary(of: times(of: modality)))")
        }
        lines.append("  log     \(database)")
        return lines.joined(separator: "\n")
    }

    private static func summary(of times: SessionTimes) -> String {
        let (minimum, ceiling) = (DurationText.text(times.minimum), DurationText.text(times.ceiling))
        let window = minimum == ceiling ? ceiling : "\(minimum) to \(ceiling)"
        return "\(window), then \(DurationText.text(times.rest)) of rest"
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
