import CoachCore

/// The text of a hwmon `tempN_input` file: whole millidegrees Celsius in one line.
public enum HwmonInput {
    /// The reading that the file's text stands for.
    /// - Parameters:
    ///   - text: all of `tempN_input`; ``ProbeFault/empty`` if no whole number stands in it.
    ///   - faulted: `tempN_fault` reads 1. The chip then says that its sensor is open, shorted or gone, which is
    ///     ``ProbeFault/missing`` whatever number stands there.
    public static func decode(_ text: String, faulted: Bool) -> Reading {
        if faulted { return .failure(.missing) }
        let words = text.split(whereSeparator: \.isWhitespace)
        guard words.count == 1, let millidegrees = Int(words[0]) else { return .failure(.empty) }
        return PlausibilityCheck.inRange(millidegrees)
    }
}
