extension Duration {
    /// Of 60 s.
    public static func minutes(_ count: Int64) -> Duration { .seconds(count * 60) }
    /// Of 3600 s.
    public static func hours(_ count: Int64) -> Duration { .seconds(count * 3600) }

    /// Whole nanoseconds, the unit of the kernel's time stamps. Good for ±292 years.
    public var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }

    /// Whole milliseconds, cut off towards zero.
    public var milliseconds: Int64 { nanoseconds / 1_000_000 }

    /// Seconds as a number, for people, charts and the thermal dose; never for comparing with a limit.
    public var inSeconds: Double { Double(nanoseconds) / 1e9 }
}
