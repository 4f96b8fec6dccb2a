/// What is going on, for people and for tests.
public struct CoachStatus: Hashable, Sendable {
    /// What LEDs and buzzer show, in the words of the control interface.
    public enum State: String, CaseIterable, Hashable, Sendable {
        case idle, applying
        case windowOpen = "window-open"
        case removePlanned = "remove-planned"
        case removeSafety = "remove-safety"
        /// Idle with a fault that is there, whether or not its blinking was hidden.
        case fault
    }

    /// What is going on.
    public var state: State
    /// A start was asked for and the probes are being read.
    public var isChecking: Bool
    /// Of the session that runs or asks for its pack to be taken off.
    public var modality: Modality?
    /// The number of the same session.
    public var session: Int64?
    /// Since the press.
    public var elapsed: Duration?
    /// Until the ceiling.
    public var left: Duration?
    /// Until the window opens; nil: it is open, or no session runs.
    public var opensIn: Duration?
    /// An early stop that a press or a start still takes back; nil: none.
    public var resumable: Resumption?
    /// The probes that are fitted.
    public var probes: [ProbeRole]
    /// The last sample of each; none before the first.
    public var lastSamples: [ProbeRole: Sample]
    /// Those that are there, whether or not their blinking was hidden.
    public var faults: [Fault]
    /// Why nothing at all would start: a stuck button, a session, an alarm, a faulty probe; nil: none of these.
    public var obstacle: Refusal?
    /// Why a start of each modality would be refused for a wait; nil: it would not.
    public var waits: [Modality: Refusal]
    /// The onset of the pain; nil: none is marked, and the 48-hour rule refuses nothing.
    public var onset: Instant?
    /// A pack that was refused would now do.
    public var packIsReady: Bool

    /// A session that was stopped early and may go on.
    public struct Resumption: Hashable, Sendable {
        /// Its number.
        public var session: Int64
        /// What it is of; a start of the other modality is a new session.
        public var modality: Modality
        /// So long it may.
        public var until: Instant
    }

    /// Why a start would be refused now, the pack apart; nil: it would not.
    public func refusal(of modality: Modality) -> Refusal? {
        // What goes on needs no rest and reads no probe first.
        if resumable?.modality == modality, obstacle?.code != .buttonStuck { return nil }
        return obstacle ?? waits[modality]
    }
}

extension Coach {
    /// 1 to 10.
    public var ledCount: Int { plan.ledCount }

    /// What of ``status(at:)`` costs nothing.
    public var state: CoachStatus.State {
        switch phase {
        case .idle, .checking, .leaving, .gone: faults.isEmpty ? .idle : .fault
        case .running(let session): session.windowIsOpen ? .windowOpen : .applying
        case .removal(.planned, _): .removePlanned
        case .removal(.safety, _): .removeSafety
        }
    }

    /// All of it at this instant; changes nothing.
    public func status(at now: Instant) -> CoachStatus {
        var status = CoachStatus(
            state: state, isChecking: false, probes: plan.probes,
            lastSamples: lastSample, faults: faults.keys.sorted(), obstacle: obstacle(to: nil), waits: [:],
            onset: history.onset, packIsReady: watch?.readySince != nil)
        for case .probe(let role) in status.faults where status.obstacle == nil {
            status.obstacle = probeRefusal(role)
        }
        let waits = WaitRules(plan: plan, history: history)
        for modality in Modality.allCases { status.waits[modality] = waits.refusal(of: modality, at: now) }
        switch phase {
        case .idle:
            if let stopped = aftermath?.resumable, now <= stopped.until {
                let start = stopped.session.start
                status.resumable = .init(session: start.id, modality: start.modality, until: stopped.until)
            }
        case .leaving, .gone: break
        case .checking: status.isChecking = true
        case .running(let session):
            status.modality = session.start.modality
            status.session = session.start.id
            status.elapsed = now - session.start.at
            status.left = session.ceilingAt - now
            status.opensIn = session.windowIsOpen ? nil : session.windowAt - now
        case .removal:
            status.modality = aftermath?.session.start.modality
            status.session = aftermath?.session.start.id
        }
        return status
    }

    /// Lowest, highest and dose of the session that runs; nil: none runs.
    public var measured: LogEntry? {
        if case .running(let session) = phase { session.measured } else { nil }
    }
}
