import CoachCore

/// A probe that is read by waiting for it. Reading blocks for up to a second and more, so it has a thread of its own.
public protocol TemperatureProbe {
    var role: ProbeRole { get }
    /// One reading, with every fault that a single reading can show; what needs the reading before it
    /// (``ProbeFault/tooFast``) or a clock (``ProbeFault/stale``, ``ProbeFault/hung``) is judged elsewhere.
    mutating func read() -> Reading
}
