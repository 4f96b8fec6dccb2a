import BoardHAL
import CoachCore

/// What the threads leave for the loop, and the loop for its next turn.
enum ThreadMessage: Sendable {
    case probe(ProbeRole, Reading)
    /// - Parameter failure: why it could not be written, for people; nil: it was.
    case logWritten(failure: String?)
    /// Nil: the log could not be asked.
    case history(History?)
    /// What a client marked.
    /// - Parameter failure: why it could not be written; nil: it was.
    case marked([EventKind], ticket: Int, failure: ControlError?)
    case boardFailed(BoardFault)
    case logOpened(Result<SessionStore.Opened, any Error>)
}
