/// What the coach wants done. LEDs and buzzer are not among these: ``Coach/indication(at:)`` always tells them.
public enum Effect: Hashable, Sendable {
    /// Start reading this probe now.
    case read(ProbeRole)
    /// Ask the log for the history; answered by ``Event/history(_:)`` or ``Event/historyUnavailable``.
    case readHistory
    /// Keep this. Samples may wait with others for half a minute, all else is written at once.
    case log(LogEntry)
    /// Write the samples that wait, now.
    case flush
    case answer(ticket: Int, Answer)
    /// The service may leave; LEDs and buzzer are to be off.
    case exit
}

/// What a command led to.
public enum Answer: Hashable, Sendable {
    /// The session that it started, resumed or acknowledged; nil where it concerned none.
    case done(session: Int64?)
    /// The session that it ended, and as what.
    case ended(session: Int64, EndReason)
    case refused(Refusal)
    /// LEDs and buzzer show what was asked for: how often the button was pressed since the self-test began, and whether
    /// it is closed.
    case tested(presses: Int, isClosed: Bool)
    /// It makes no sense in this state; a sentence that says why.
    case impossible(String)
}
