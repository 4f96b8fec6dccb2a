import CoachCore
import CoachService

/// What stands between the pure core and a simulated machine.
///
/// The service is one; ``BareHost`` is the least there can be. What both do alike, the rules do; where they differ, the
/// service has changed something on its way in or out. A test may put something of its own between the two.
package protocol CoachHost: AnyObject {
    func begin(_ opened: SessionStore.Opened, switchPosition: Modality?, at now: Instant)
    func wake(at now: Instant)
    func buttonMoved(at now: Instant)
    func switchMoved(to position: Modality, at now: Instant)
    func probe(_ role: ProbeRole, gave reading: Reading, at now: Instant)
    func command(_ command: Command, ticket: Int, at now: Instant)
    func mark(_ kind: EventKind, at marked: Instant, now: Instant)
    func clockChanged(at now: Instant)
    func terminate(at now: Instant)
    func logAnswered(failure: String?, at now: Instant)
    func historyAnswered(_ history: History?, at now: Instant)

    var hasEnded: Bool { get }
    var handover: Handover.Session? { get }
    var unlogged: [LogEntry] { get }
    func nextDeadline(at now: Instant) -> Instant?
    func status(at now: Instant) -> CoachStatus
    var state: CoachStatus.State { get }
    func indication(at now: Instant) -> Indication
    /// What the log has not got yet, for a last attempt on leaving.
    var unwritten: [LogEntry] { get }
}

extension Service: CoachHost {}

/// Makes what runs on a simulated machine, each time that it comes up.
package typealias HostMaker = (Plan, Duration, History, any Surroundings) -> any CoachHost
