import CoachCore

/// SR-20, SR-24: what a run of the service leaves behind for whoever comes next, however it ends: the wiring of the
/// board, so that its outputs can be switched off, the session that is not over, so that its alarm can be sounded, and
/// what the log has not got.
///
/// It lies in memory, so it is of this boot, is there while the log's disk is full, stuck or broken, and costs the card
/// nothing.
public struct Handover: Hashable, Sendable {
    /// A session that runs, or whose alarm wants an answer; or one that is over, until the log knows.
    public struct Session: Hashable, Sendable {
        /// Without samples: those are in the log.
        public var session: UnfinishedSession
        /// When its alarm was answered; nil: nobody has.
        public var answeredAt: Instant?

        public init(_ session: UnfinishedSession, answeredAt: Instant? = nil) {
            self.session = session
            self.answeredAt = answeredAt
        }

        /// Nothing is left to guard.
        var isOver: Bool { session.end != nil && (session.alarm == nil || answeredAt != nil) }
    }

    /// How the service's board is wired.
    public var wiring: BoardWiring
    /// Nil: no session runs, no alarm stands, and the log has all of those before.
    public var session: Session?
    /// SR-27: what happened and is not in the log yet, in order; without samples.
    public var unlogged: [LogEntry]

    public init(wiring: BoardWiring, session: Session? = nil, unlogged: [LogEntry] = []) {
        self.wiring = wiring
        self.session = session
        self.unlogged = unlogged
    }

    /// The session whose pack may be on, with nobody to watch it.
    var unanswered: UnfinishedSession? {
        session.flatMap { $0.isOver ? nil : $0.session }
    }

    /// Notes that the removal alarm sounds without the service. A session that ran ends here: nobody watches it.
    mutating func alarmSounds(at now: Instant) {
        guard var session = unanswered else { return }
        if session.end == nil {
            session.end = SessionEnd(
                at: now, reason: .shutdown, duration: now - session.start.at, windowMet: false)
        }
        if session.alarm?.kind != .safety { session.alarm = .init(kind: .safety, since: now) }
        self.session = Session(session)
    }

    /// Notes that somebody answered it.
    mutating func alarmAnswered(at now: Instant) {
        session?.answeredAt = now
    }
}
