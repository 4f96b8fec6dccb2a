import CoachCore

@testable import CoachService

extension UnfinishedSession {
    /// Ice since 100 s after the boot, as number 7.
    static let running = UnfinishedSession(
        start: SessionStart(
            id: 7, at: .after(.seconds(100)), modality: .ice, minimum: .minutes(15), ceiling: .minutes(20),
            probes: [.pack, .skin]))

    /// The same, at its ceiling, nobody there.
    static let alarming = running.with {
        $0.end = SessionEnd(at: .after(.seconds(1300)), reason: .ceiling, duration: .minutes(20), windowMet: true)
        $0.alarm = .init(kind: .planned, since: .after(.seconds(1300)))
        $0.windowOpened = true
        $0.skinChecks = 2
    }

    func with(_ change: (inout UnfinishedSession) -> Void) -> UnfinishedSession {
        var changed = self
        change(&changed)
        return changed
    }
}

extension Instant {
    static func after(_ time: Duration) -> Instant { .boot + time }
}

extension Handover {
    /// On the wiring that stands without any configuration.
    static func standard(_ session: Session? = nil) -> Handover {
        Handover(wiring: BoardWiring(.default, isSimulated: false), session: session)
    }
}
