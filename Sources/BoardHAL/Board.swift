import CoachCore

/// Everything that is wired to the header, as the service's loop uses it. Held by one thread.
public protocol Board: AnyObject {
    /// Drives LEDs and buzzer; see ``Outputs``.
    func show(_ frame: LEDFrame, buzzer: Bool) throws(BoardFault)
    /// Readable when the button's line had an edge; for poll(2).
    var buttonDescriptor: Int32 { get }
    /// All edges since the last call, oldest first.
    /// - Parameter now: the instant of the turn that asks; no edge is dated later.
    func buttonEdges(at now: Instant) throws(BoardFault) -> [ButtonEdge]
    /// The button's level right now.
    func buttonIsClosed() throws(BoardFault) -> Bool
    /// Readable when the slide switch moved; nil where none is fitted.
    var switchDescriptor: Int32? { get }
    /// Where the slide switch stands, its edges drained; nil where none is fitted.
    func switchPosition() throws(BoardFault) -> Modality?
}
