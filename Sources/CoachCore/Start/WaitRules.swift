/// The waits between sessions. Pure: history and an instant in, a refusal out.
///
/// SR-09 the rest, SR-10 no heat in the first 48 hours, SR-11 no heat after a run, SR-12 sessions a day, SR-13 dose a day.
public struct WaitRules: Sendable {
    private let plan: Plan
    private let history: History

    public init(plan: Plan, history: History) {
        self.plan = plan
        self.history = history
    }

    /// A wait that is not over.
    private struct Standing {
        let code: RefusalCode
        let wait: Refusal.Wait
        /// What it is for, and what comes after it, for people.
        let why: String
        let next: String
    }

    /// Why `modality` may not start at `now`: the first of the rules that refuses; nil: it may.
    ///
    /// When it may is told by the rule that outlasts the others.
    /// - Parameter overridesRest: a person gave a reason to pass the rest; it passes no other rule.
    public func refusal(of modality: Modality, at now: Instant, overridesRest: Bool = false) -> Refusal? {
        let standing = standing(before: modality, at: now, overridesRest)
        guard let first = standing.first, let last = standing.max(by: { $0.wait.until < $1.wait.until }) else {
            return nil
        }
        let why = last.code == first.code ? first.why : "\(first.why), and \(last.why)"
        let sentence = "\(why): \(last.next) in \((last.wait.until - now).words)\(remedy)"
        return Refusal(first.code, modality, wait: first.wait, allowedFrom: last.wait.until, sentence)
    }

    /// In the order of the rules.
    private func standing(before modality: Modality, at now: Instant, _ overridesRest: Bool) -> [Standing] {
        var standing: [Standing] = []
        func add(_ code: RefusalCode, _ wait: Refusal.Wait?, _ why: String, _ next: String) {
            if let wait { standing.append(Standing(code: code, wait: wait, why: why, next: next)) }
        }
        func since(_ start: Instant?, _ length: Duration) -> Refusal.Wait? {
            guard modality == .heat, let start, now < start + length else { return nil }
            return Refusal.Wait(from: start, until: start + length)
        }
        if !(overridesRest && restMayBeOverridden(before: modality, at: now)) {
            add(.rest, rest(before: modality, at: now), "skin needs its rest", "\(modality.rawValue) again")
        }
        add(
            .tooEarlyForHeat, since(history.onset, CoachRules.noHeatAfterOnset), "no heat before 48 h from the onset",
            "heat")
        add(.heatAfterRun, since(history.lastRun, CoachRules.noHeatAfterRun), "no heat right after a run", "heat")
        let limit = CoachRules.sessionsPerDay(modality)
        add(
            .tooManyToday, dailyCount(of: modality, at: now),
            "\(limit) \(modality.rawValue) sessions in 24 h are enough", "the next")
        if modality == .heat { add(.dose, dailyDose(at: now), "the heat dose of 24 h is used up", "heat again") }
        return standing
    }

    private var remedy: String {
        if history.isAssumed {
            "; the log cannot be read or was damaged, so a session that has just ended is assumed: see to the log first"
        } else if history.unproven {
            "; the clock is not synchronised, so only time that has provably passed counts: "
                + "connect the board to a network so that it synchronises"
        } else {
            ""
        }
    }

    /// The rest that still stands before `modality`; nil: none.
    func rest(before modality: Modality, at now: Instant) -> Refusal.Wait? {
        resting(before: modality, at: now)
            .map { Refusal.Wait(from: $0.endedAt, until: $0.endedAt + rest(after: $0, before: modality)) }
            .max { $0.until < $1.until }
    }

    /// The sessions whose rest still stands before `modality`.
    private func resting(before modality: Modality, at now: Instant) -> [History.Session] {
        history.sessions.filter { $0.countsForRest && $0.endedAt + rest(after: $0, before: modality) > now }
    }

    private func rest(after session: History.Session, before modality: Modality) -> Duration {
        session.modality == modality && !session.wasCutShort ? plan.times(modality).rest : CoachRules.shortRest
    }

    /// A reason passes the rest from 30 min after the last end on, and never where that end, or the end that asks for
    /// the rest, was for the skin.
    private func restMayBeOverridden(before modality: Modality, at now: Instant) -> Bool {
        let last = history.sessions.filter(\.countsForRest).max { $0.endedAt < $1.endedAt }
        return (resting(before: modality, at: now) + [last].compactMap { $0 })
            .allSatisfy { !$0.reason.isForSkin && now >= $0.endedAt + CoachRules.shortRest }
    }

    /// When a session of the day falls out of the rolling 24 h, if there are too many in it.
    private func dailyCount(of modality: Modality, at now: Instant) -> Refusal.Wait? {
        let ends = history.sessions
            .filter { $0.modality == modality && $0.countsForDay && $0.endedAt + CoachRules.day > now }
            .map(\.endedAt).sorted(by: >)
        let limit = CoachRules.sessionsPerDay(modality)
        guard ends.count >= limit else { return nil }
        return Refusal.Wait(from: ends[0], until: ends[limit - 1] + CoachRules.day)
    }

    /// When enough of the day's dose falls out of the rolling 24 h, if it is used up.
    private func dailyDose(at now: Instant) -> Refusal.Wait? {
        var dosed = history.sessions
            .filter { $0.dose > 0 && $0.endedAt + CoachRules.day > now }
            .sorted { $0.endedAt < $1.endedAt }
        guard let last = dosed.last, dosed.dose >= SafetyLimits.dosePerDay else { return nil }
        var until = now
        while dosed.dose >= SafetyLimits.dosePerDay { until = dosed.removeFirst().endedAt + CoachRules.day }
        return Refusal.Wait(from: last.endedAt, until: until)
    }

    /// CEM43 minutes of the last 24 h.
    func earlierDose(at now: Instant) -> Double {
        history.sessions.filter { $0.endedAt + CoachRules.day > now }.dose
    }
}

extension [History.Session] {
    fileprivate var dose: Double { reduce(0) { $0 + $1.dose } }
}

extension History.Session {
    /// Taken off at once by the person: as good as never begun.
    private var wasNoSession: Bool {
        (reason == .stoppedEarly || reason == .completed) && duration < CoachRules.uncountedBefore
    }

    /// The pack or a fault cut it off before it could do anything.
    var wasCutShort: Bool {
        guard duration < CoachRules.cutShortBefore else { return false }
        return reason == .probeFault || (probe == .pack && reason.isForSkin)
    }

    var countsForRest: Bool { !wasNoSession }
    var countsForDay: Bool { !wasNoSession && !wasCutShort }
}

extension EndReason {
    /// Skin was at risk.
    var isForSkin: Bool {
        switch self {
        case .tooCold, .tooHot, .dose: true
        case .completed, .ceiling, .stoppedEarly, .probeFault, .powerLoss, .shutdown: false
        }
    }
}
