import CoachCore

/// SR-18: holds a probe's readings against what a pack or skin can do. One per probe, with the last valid sample in it.
///
/// Too fast is judged against the last *valid* sample, so a jump that stays becomes valid once enough time has passed
/// for it: a probe that really lies at 85 °C is believed within seconds, a single glitch never is.
public struct PlausibilityCheck: Sendable {
    /// What a reading may say at all, ends included; outside it a sensor or its wiring is broken.
    ///
    /// Narrower than the DS18B20's −55…+125 °C, wider than any pack.
    public static let range = Temperature(millidegrees: -40_000)...Temperature(millidegrees: 100_000)

    /// The fastest change that is believed, 10 °C/s, as the time that one millidegree takes at least.
    ///
    /// Faster is wiring or a bad bit, never a pack.
    private static let timePerMillidegree = Duration.microseconds(100)

    private var lastValid: (temperature: Temperature, at: Instant)?

    public init() {}

    /// The reading itself if it is plausible, else ``ProbeFault/tooFast``. Faults pass through and change nothing.
    /// - Parameter at: when the reading was there; never earlier than that of the call before.
    public mutating func judge(_ reading: Reading, at: Instant) -> Reading {
        guard case .success(let temperature) = reading else { return reading }
        if let lastValid {
            // Whole millidegrees, cut off: n > x and n > ⌊x⌋ are the same for a whole n.
            let allowed = max(0, (at - lastValid.at).nanoseconds) / Self.timePerMillidegree.nanoseconds
            let change = Int64(temperature.millidegrees) - Int64(lastValid.temperature.millidegrees)
            guard abs(change) <= allowed else { return .failure(.tooFast) }
        }
        lastValid = (temperature, at)
        return reading
    }

    /// The temperature itself if it lies in ``range``, else ``ProbeFault/outOfRange``.
    static func inRange(_ millidegrees: Int) -> Reading {
        guard let exact = Int32(exactly: millidegrees) else { return .failure(.outOfRange) }
        let temperature = Temperature(millidegrees: exact)
        return range.contains(temperature) ? .success(temperature) : .failure(.outOfRange)
    }
}
