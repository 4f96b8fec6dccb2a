import BoardHAL
import CoachCore

/// All that the service needs from outside: a board, a clock, a log. The real loop and the simulated one provide it.
///
/// Nothing here waits. What takes time is started, and answered later by a call of ``Service``.
public protocol Surroundings: AnyObject {
    /// Drives LEDs and buzzer.
    func show(_ frame: LEDFrame, buzzer: Bool) throws(BoardFault)
    /// Starts one reading; answered by ``Service/probe(_:gave:at:)``.
    func startReading(_ role: ProbeRole)
    /// The button's level right now; nil where it cannot be read.
    func buttonIsClosed() -> Bool?
    /// All edges of the button since they were last taken, oldest first. Never waits.
    func takeButtonEdges() -> [ButtonEdge]
    /// Both clocks, now.
    func readClock() -> ClockReading
    /// Writes these in one transaction; answered by ``Service/logAnswered(_:at:)``.
    func write(_ entries: [LogEntry])
    /// Asks the log for the history; answered by ``Service/historyAnswered(_:at:)``.
    func readHistory()
    /// Answers a command.
    func answer(_ answer: Answer, ticket: Int)
    /// Tells the journal, and whoever watches, what happened.
    func tell(_ event: LogEvent)
}
