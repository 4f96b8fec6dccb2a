import CoachCore

/// What a scenario may say at all; beyond it is a slip.
enum StatementRanges {
    /// What a DS18B20 can report. Source: its data sheet.
    static let probe = Temperature(millidegrees: -55_000)...Temperature(millidegrees: 125_000)
    /// From a deep freezer to boiling water.
    static let pack = Temperature(millidegrees: -40_000)...Temperature(millidegrees: 100_000)
    static let noise = Temperature(millidegrees: 0)...Temperature(millidegrees: 5_000)
    /// Far more than any contact; the simulated one makes an edge each millisecond.
    static let longestBounce = Duration.seconds(1)
    /// LEDs of a board.
    static let leds = 1...10
}
