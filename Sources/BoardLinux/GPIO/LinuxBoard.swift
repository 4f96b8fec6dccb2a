import BoardHAL
import CoachCore

/// The header's lines as the service's loop uses them. Released, with LEDs and buzzer off, when it goes.
public final class LinuxBoard: Board {
    private let outputs: OutputLines
    private let button: ButtonLine
    private let modeSwitch: SwitchLine?

    /// - Parameter modeSwitch: nil where none is fitted.
    public init(outputs: consuming OutputLines, button: consuming ButtonLine, modeSwitch: consuming SwitchLine?) {
        self.outputs = outputs
        self.button = button
        self.modeSwitch = modeSwitch
    }

    public func show(_ frame: LEDFrame, buzzer: Bool) throws(BoardFault) {
        try outputs.show(frame, buzzer: buzzer)
    }

    public var buttonDescriptor: Int32 { button.descriptor }

    public func buttonEdges(at now: Instant) throws(BoardFault) -> [ButtonEdge] { try button.edges(at: now) }

    public func buttonIsClosed() throws(BoardFault) -> Bool { try button.isClosed() }

    public var switchDescriptor: Int32? {
        switch modeSwitch {
        case .some(let line): line.descriptor
        case .none: nil
        }
    }

    public func switchPosition() throws(BoardFault) -> Modality? {
        switch modeSwitch {
        case .some(let line): try line.position()
        case .none: nil
        }
    }
}
