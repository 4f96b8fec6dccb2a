import CoachCore

/// The LEDs and the buzzer of a board.
public protocol Outputs: ~Copyable {
    /// Drives all LED lines and the buzzer line to this, in one request where the hardware allows it.
    /// - Throws: ``BoardFault``; the other output is driven all the same where it can be.
    mutating func show(_ frame: LEDFrame, buzzer: Bool) throws(BoardFault)
}

/// A board that does not do what it was asked to.
public struct BoardFault: Error, Hashable, Sendable {
    /// A sentence for people: what failed, on which chip or line, and what to do about it.
    public var message: String

    public init(_ message: String) {
        self.message = message
    }
}
