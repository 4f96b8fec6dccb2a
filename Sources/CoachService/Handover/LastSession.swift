import CoachCore

/// The end of a session and the answer to its alarm, for as long as the log does not have them: a service that is killed
/// while the disk is full must not take up what is over.
struct LastSession {
    /// Nil: the log has all of it.
    private(set) var over: Handover.Session?

    init(_ over: Handover.Session? = nil) { self.over = over }

    /// - Parameter session: as it was before.
    mutating func note(_ effects: [Effect], of session: UnfinishedSession) {
        for case .log(let entry) in effects {
            switch entry {
            case .ended(session.start.id, let end):
                over = Handover.Session(session)
                over?.session.end = end
            case .alarmOver(session.start.id, let at, expired: false):
                over = Handover.Session(session, answeredAt: at)
            case .started, .sample, .measured, .ended, .resumed, .alarm, .alarmOver, .event: break
            }
        }
    }

    /// All that was noted has been written.
    mutating func isInLog() { over = nil }
}
