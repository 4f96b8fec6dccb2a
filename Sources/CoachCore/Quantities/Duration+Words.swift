extension Duration {
    /// For sentences: `2 h 10 min`, `14 min`, `45 s`. Rounded up, so that a wait is never told too short.
    public var words: String {
        let seconds = max(0, (nanoseconds + 999_999_999) / 1_000_000_000)
        if seconds < 60 { return "\(seconds) s" }
        let minutes = (seconds + 59) / 60
        if minutes < 60 { return "\(minutes) min" }
        let (hours, rest) = (minutes / 60, minutes % 60)
        return rest == 0 ? "\(hours) h" : "\(hours) h \(rest) min"
    }

    /// For a countdown: `14:59`, `1:02:03`. Cut off to the second below.
    public var clockFace: String {
        let seconds = max(0, nanoseconds / 1_000_000_000)
        let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60)
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return hours > 0 ? "\(hours):\(two(minutes)):\(two(rest))" : "\(minutes):\(two(rest))"
    }
}
