/// Where the coach is.
enum Phase: Hashable, Sendable {
    case idle
    /// A start was asked for; the probes are read.
    case checking(StartCheck)
    /// Applying, then window open.
    case running(RunningSession)
    /// An alarm asks for the pack to be taken off; ``Coach/aftermath`` knows of which session.
    case removal(AlarmKind, since: Instant)
    /// Told to leave in a session: three beeps, then the end.
    case leaving(at: Instant)
    /// Left: outputs are off and nothing begins any more.
    case gone
}

/// A start that waits for one valid sample of each probe.
struct StartCheck: Hashable, Sendable {
    /// The press; session time counts from here.
    let since: Instant
    let request: Modality?
    let overrideReason: String?
    /// Who waits for an answer; nil: the button.
    let ticket: Int?
    var good: [ProbeRole: Sample] = [:]
    var bad: [ProbeRole: Int] = [:]
    var historyIsFresh = false

    var deadline: Instant { since + CoachRules.checkTimeout }
}

/// A session between its start and its end.
struct RunningSession: Hashable, Sendable {
    var start: SessionStart
    var monitor: SafetyMonitor
    var notices: SessionNotices
    var windowIsOpen = false
    /// How many skin checks were called.
    var skinChecks = 0
    /// Lowest and highest valid reading of the leading probe: the skin's where one is fitted.
    var lowest: Temperature?
    var highest: Temperature?

    var ceilingAt: Instant { start.at + start.ceiling }
    var windowAt: Instant { start.at + start.minimum }
    var nextSkinCheck: Instant? {
        skinChecks < CoachRules.skinChecks.count ? start.at + CoachRules.skinChecks[skinChecks] : nil
    }

    /// Lowest, highest and dose so far, for the log.
    var measured: LogEntry {
        .measured(session: start.id, minimum: lowest, maximum: highest, dose: monitor.doseMinutes)
    }

    mutating func widen(by sample: Sample) {
        let leading: ProbeRole = start.probes.contains(.skin) ? .skin : .pack
        guard sample.role == leading, case .success(let reading) = sample.reading else { return }
        lowest = min(reading, lowest ?? reading)
        highest = max(reading, highest ?? reading)
    }
}

/// A session that is over and still watched: the skin's stop limits stay armed, its alarm may stand.
struct Aftermath: Hashable, Sendable {
    var session: RunningSession
    var end: SessionEnd
    /// The skin's stop limits hold until then.
    var armedUntil: Instant
    /// What a press takes up again; nil: nothing.
    var resumable: Resumable?
    /// After an acknowledged safety alarm: when to look whether the danger lasts.
    var recheckAt: Instant?
    /// For a pack probe the alarm sounds again once.
    var packWasRechecked = false
    /// An alarm of an earlier boot ends by itself then.
    var expiresAt: Instant?
    /// The session ran before this boot: its samples are on another time line.
    var isFromEarlierBoot = false
    /// CEM43 minutes that the monitor does not know of, and all that the log was told.
    var doseBefore = 0.0
    var toldDose: Double

    /// When nothing is left to watch once no alarm stands.
    var until: Instant { max(armedUntil, recheckAt ?? armedUntil) }
}

/// An early stop that a press or a start can still take back.
struct Resumable: Hashable, Sendable {
    /// As it was when it was stopped.
    let session: RunningSession
    let until: Instant
    /// What was read since then: on resuming all counts as if the pack had stayed on.
    var samples: [Sample] = []
}

/// A pack that was refused and may soon do.
struct PackWatch: Hashable, Sendable {
    let until: Instant
    let request: Modality?
    /// A press would start since then; nil: it would not.
    var readySince: Instant?
    var wasAnnounced = false
}
