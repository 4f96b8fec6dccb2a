/// A line of a scenario that did not come true.
public struct ScenarioFailure: Hashable, Sendable, CustomStringConvertible {
    public var file: String
    /// Counted from 1.
    public var line: Int
    /// What was expected and what was there instead.
    public var message: String

    public var description: String { "\(file):\(line): \(message)" }
}

/// A scenario that cannot be played.
public struct ScenarioFailures: Error, CustomStringConvertible {
    public var failures: [ScenarioFailure]

    public var description: String { failures.map(\.description).joined(separator: "\n") }
}
