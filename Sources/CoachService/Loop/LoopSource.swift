/// What the loop waits for.
enum LoopSource: Hashable, Sendable {
    case signals, deadline, wallClock, mailbox, button, modeSwitch
    /// Somebody connects to the control socket.
    case control
    /// A connection has something to say, or has room.
    case connection(Int)
}
