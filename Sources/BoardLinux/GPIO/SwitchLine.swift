import BoardHAL
import CoachCore

/// The line of the optional slide switch between ice and heat. Released when it goes out of scope.
public struct SwitchLine: ~Copyable {
    private let line: InputLine

    /// Requests the line with both edges.
    /// - Parameter active: the level that means ice.
    public init(chip: GPIOChip, line: Int, active: ActiveLevel, bias: Bias) throws(LinuxBoardError) {
        self.line = try InputLine(chip: chip, line: line, active: active, bias: bias, purpose: "the mode switch")
    }

    /// Readable when the switch moved; for poll(2). Owned by the line.
    public var descriptor: Int32 { line.descriptor }

    /// Where the switch stands right now; takes its edges, so that the descriptor is quiet until it moves again.
    public func position() throws(BoardFault) -> Modality {
        // First the edges: one that comes between the two makes the descriptor readable once more.
        _ = try line.edges(at: KernelClock.now())
        return try line.isActive() ? .ice : .heat
    }
}
