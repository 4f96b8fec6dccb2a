import BoardHAL
import CoachCore

/// The button's line. Released when it goes out of scope.
public struct ButtonLine: ~Copyable {
    private let line: InputLine

    /// Requests the line with both edges.
    /// - Parameters:
    ///   - line: its offset on the chip; on a Raspberry Pi the BCM number of the pin.
    ///   - active: the level while the button is pressed.
    public init(chip: GPIOChip, line: Int, active: ActiveLevel, bias: Bias) throws(LinuxBoardError) {
        self.line = try InputLine(chip: chip, line: line, active: active, bias: bias, purpose: "the button")
    }

    /// Readable when there was an edge; for poll(2). Owned by the line.
    public var descriptor: Int32 { line.descriptor }

    /// The edges since the last call, oldest first, dated by the kernel; still bouncing. Never waits.
    /// - Parameter now: CLOCK_BOOTTIME as read just before, for the dating; nil: read here.
    public func edges(at now: Instant? = nil) throws(BoardFault) -> [ButtonEdge] {
        try line.edges(at: now ?? KernelClock.now())
    }

    /// The contact's level right now.
    public func isClosed() throws(BoardFault) -> Bool { try line.isActive() }
}
