import CoachCore
import Glibc

/// Times for people: the zone of `TZ` or of the machine, or UTC.
///
/// By libc's localtime_r(3); FoundationEssentials knows no zones.
public struct LocalTime: Sendable {
    public var utc: Bool

    public init(utc: Bool = false) {
        self.utc = utc
        // localtime_r need not look at TZ by itself.
        if !utc { tzset() }
    }

    /// Day and time to the minute with the zone, `2026-05-04 14:00 CEST`; with a `~` in front where the clock was not
    /// synchronised.
    public func string(_ time: WallTime, synchronised: Bool) -> String {
        string(time, synchronised: synchronised, format: "%Y-%m-%d %H:%M %Z")
    }

    /// The same to the second.
    public func stringWithSeconds(_ time: WallTime, synchronised: Bool) -> String {
        string(time, synchronised: synchronised, format: "%Y-%m-%d %H:%M:%S %Z")
    }

    /// The time of day alone, `14:00:05`.
    public func timeOfDay(_ time: WallTime) -> String {
        string(time, synchronised: true, format: "%H:%M:%S")
    }

    private func string(_ time: WallTime, synchronised: Bool, format: String) -> String {
        var seconds = time_t(time.milliseconds.quotientAndRemainder(flooredBy: 1000).quotient)
        var parts = tm()
        guard (utc ? gmtime_r(&seconds, &parts) : localtime_r(&seconds, &parts)) != nil else {
            return RFC3339.string(time)
        }
        let text = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
            let count = strftime(buffer.baseAddress!, buffer.count, utc ? format.replacingZone() : format, &parts)
            return String(decoding: buffer.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
        return (synchronised ? "" : "~") + text
    }
}

extension String {
    /// gmtime_r's zone reads "GMT".
    fileprivate func replacingZone() -> String {
        hasSuffix("%Z") ? dropLast(2) + "UTC" : self
    }
}
