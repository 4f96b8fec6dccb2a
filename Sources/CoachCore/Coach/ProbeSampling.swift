/// When one probe is read, and what a probe that does not answer is called. Start to start, so that a slow conversion
/// does not stretch the interval; one reading at a time.
struct ProbeSampling: Hashable, Sendable {
    let role: ProbeRole
    /// The instant at which the last reading was due to start; the next ones are counted from it.
    private var lastDue: Instant?
    /// The reading under way.
    private var askedAt: Instant?
    private var lateness: ProbeFault?

    init(role: ProbeRole) {
        self.role = role
    }

    /// When it is to be read next; nil while a reading is under way.
    func nextRead(every interval: Duration) -> Instant? {
        guard askedAt == nil else { return nil }
        return lastDue.map { $0 + interval } ?? Instant(nanoseconds: .min)
    }

    /// Notes that a reading starts now.
    /// - Returns: false if one is under way already; its answer will serve.
    mutating func ask(at now: Instant, every interval: Duration) -> Bool {
        guard askedAt == nil else { return false }
        // Keep the grid unless it was missed altogether.
        let due = lastDue.map { $0 + interval } ?? now
        lastDue = due <= now && now - due < interval ? due : now
        askedAt = now
        lateness = nil
        return true
    }

    /// Counts the readings to come from this instant: a session's grid begins at its press.
    mutating func align(to instant: Instant) {
        lastDue = instant
    }

    mutating func answered() {
        askedAt = nil
        lateness = nil
    }

    /// When the missing answer next gets a name.
    var lateDue: Instant? {
        guard let askedAt else { return nil }
        switch lateness {
        case nil: return askedAt + CoachRules.staleAfter
        case .stale: return askedAt + CoachRules.hungAfter
        default: return nil
        }
    }

    /// The name that the missing answer gets now, once each: stale, then hung.
    mutating func late(at now: Instant) -> ProbeFault? {
        guard let due = lateDue, due <= now else { return nil }
        lateness = lateness == nil ? .stale : .hung
        return lateness
    }
}
