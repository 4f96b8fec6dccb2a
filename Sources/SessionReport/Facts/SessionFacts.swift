import CoachCore
import SessionLog

/// What the first page says of the sessions of one modality, gathered one session after the other.
struct ModalityFacts {
    var sessions = 0
    var running = 0
    var windowsMet = 0
    private(set) var ends: [EndReason: Int] = [:]
    private var durations: [Duration] = []
    /// The furthest towards danger: the lowest of ice, the highest of heat.
    private(set) var extremes: [ProbeRole: Temperature] = [:]
    private(set) var largestDose: Double?
    /// From the end of a session of whichever modality to a start that overrode no rest.
    private(set) var shortestRest: Duration?

    var medianDuration: Duration? { durations.median }

    mutating func take(_ session: SessionRecord, rest: Duration?) {
        sessions += 1
        if session.endReason == nil { running += 1 }
        if session.windowMet { windowsMet += 1 }
        if let reason = session.endReason { ends[reason, default: 0] += 1 }
        if let duration = session.duration { durations.append(duration) }
        let extreme = session.modality == .ice ? session.minimumReading : session.maximumReading
        if let extreme {
            let role = session.leadingProbe
            let known = extremes[role] ?? extreme
            extremes[role] = session.modality == .ice ? min(known, extreme) : max(known, extreme)
        }
        if let dose = session.dose { largestDose = max(largestDose ?? 0, dose) }
        if let rest { shortestRest = min(shortestRest ?? rest, rest) }
    }
}

/// What the first page says of all sessions together.
struct SessionFacts {
    private(set) var of: [Modality: ModalityFacts] = [:]
    /// With the rest that there was before each; nil where the clocks do not tell.
    private(set) var overrides: [(session: SessionRecord, rest: Duration?)] = []
    private(set) var grave: [SessionRecord] = []
    private(set) var pain = PainFacts()
    private(set) var names: [String] = []
    private(set) var sites: [String] = []
    /// Days on which a session with its window met began.
    private var daysMet: Set<LocalDay> = []
    private(set) var unsynchronised = 0
    private(set) var hasSkinProbe = false
    private(set) var hasPackAlone = false
    private var answers: [Duration] = []
    private var lastCounted: SessionRecord?

    var count: Int { of.values.reduce(0) { $0 + $1.sessions } }
    var windowsMet: Int { of.values.reduce(0) { $0 + $1.windowsMet } }
    var daysWithWindowMet: Int { daysMet.count }
    /// How long an alarm waited for somebody: as a rule, and at the longest.
    var medianAnswer: Duration? { answers.median }
    var longestAnswer: Duration? { answers.max() }

    init(_ sessions: [SessionRecord], time: LocalTime) {
        for session in sessions { take(session, time) }
    }

    private mutating func take(_ session: SessionRecord, _ time: LocalTime) {
        let rest = rest(before: session)
        let isOverride = session.overrideReason != nil
        of[session.modality, default: ModalityFacts()].take(session, rest: isOverride ? nil : rest)
        if isOverride { overrides.append((session, rest)) }
        if session.endReason?.isPlanned == false { grave.append(session) }
        pain.take(session)
        if !session.name.isEmpty, !names.contains(session.name) { names.append(session.name) }
        if !session.site.isEmpty, !sites.contains(session.site) { sites.append(session.site) }
        if session.windowMet, session.clockSynced { daysMet.insert(time.day(of: session.startedAt).day) }
        if !session.clockSynced { unsynchronised += 1 }
        if session.probes.contains(.skin) { hasSkinProbe = true } else { hasPackAlone = true }
        if let answer = session.acknowledgedAfter { answers.append(answer) }
        if session.countsForRest { lastCounted = session }
    }

    /// From the end of the session before to the start of this one; nil where the clocks do not tell.
    private func rest(before session: SessionRecord) -> Duration? {
        guard let before = lastCounted, let duration = before.duration, before.clockSynced, session.clockSynced
        else { return nil }
        return session.startedAt - (before.startedAt + duration)
    }
}

extension SessionRecord {
    /// Taken off by press before half a minute it was no session, and leaves no rest.
    fileprivate var countsForRest: Bool {
        guard let duration else { return true }
        return endReason != .stoppedEarly || duration >= CoachRules.uncountedBefore
    }
}

/// Pain as people noted it, from 0 to 10.
struct PainFacts {
    private(set) var noted = 0
    private var before = 0
    private var after = 0
    private(set) var lower = 0
    private(set) var same = 0
    private(set) var higher = 0

    var meanBefore: Double { Double(before) / Double(max(1, noted)) }
    var meanAfter: Double { Double(after) / Double(max(1, noted)) }

    fileprivate mutating func take(_ session: SessionRecord) {
        guard let painBefore = session.painBefore, let painAfter = session.painAfter else { return }
        noted += 1
        before += painBefore
        after += painAfter
        if painAfter < painBefore {
            lower += 1
        } else if painAfter == painBefore {
            same += 1
        } else {
            higher += 1
        }
    }
}

extension [Duration] {
    /// The upper one of the two in the middle where there are two.
    fileprivate var median: Duration? {
        isEmpty ? nil : sorted()[count / 2]
    }
}
