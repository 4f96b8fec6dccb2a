import CoachCore

/// Notices what the wall clock does, to write it down and to count history again; no countdown ever follows it.
struct WallClockMonitor {
    /// Smaller steps are what NTP does all day.
    private static let worthTelling = Duration.seconds(2)
    private var last: ClockReading

    init(_ first: ClockReading) {
        last = first
    }

    /// Takes a reading.
    /// - Returns: what changed since the one before, for people; nil: nothing.
    mutating func take(_ reading: ClockReading) -> String? {
        defer { last = reading }
        let jump = (reading.wall - last.wall) - (reading.instant - last.instant)
        var words: [String] = []
        if jump >= Self.worthTelling { words.append("jumped forward by \(jump.words)") }
        if jump <= .zero - Self.worthTelling { words.append("jumped back by \((.zero - jump).words)") }
        if reading.synchronised != last.synchronised {
            words.append(reading.synchronised ? "synchronised" : "no longer synchronised")
        }
        return words.isEmpty ? nil : "the wall clock " + words.joined(separator: ", ")
    }
}
