/// What a person is told besides the session itself, when it is due. The raw value is the word in JSON.
public enum Advice: String, CaseIterable, Hashable, Sendable {
    /// There was no session yet.
    case clinicianFirst = "clinician-first"
    /// The pain has set in lately.
    case sameDay = "same-day"
    case stopRunning = "stop-running"
    /// The episode has lasted for long.
    case longEpisode = "long-episode"
    /// Sessions do not help.
    case painRises = "pain-rises"

    /// What is due now, in the order in which it is told.
    /// - Parameters:
    ///   - isFirst: there was no session yet.
    ///   - sinceOnset: how long ago the pain set in; nil: no episode is marked.
    ///   - painChanges: the pain score after each of the latest sessions minus that before it, of those that have
    ///     both, the newest first.
    public static func due(isFirst: Bool, sinceOnset: Duration?, painChanges: [Int]) -> [Advice] {
        var due: [Advice] = isFirst ? [.clinicianFirst] : []
        if let sinceOnset {
            if sinceOnset < CoachRules.noHeatAfterOnset { due += [.sameDay, .stopRunning] }
            if sinceOnset >= CoachRules.professionalAfterOnset { due.append(.longEpisode) }
        }
        let latest = painChanges.prefix(CoachRules.painRaisedInARow)
        if latest.count == CoachRules.painRaisedInARow, latest.allSatisfy({ $0 > 0 }) { due.append(.painRises) }
        return due
    }

    /// In a few sentences, for people.
    public var words: String {
        switch self {
        case .clinicianFirst:
            """
            Before the first session, ask a clinician where one of these is so: reduced feeling, neuropathy, diabetes, \
            poor circulation, heart conditions, broken or infected skin, an earlier reaction, cancer at the site; \
            for ice Raynaud's, cold urticaria, cryoglobulinaemia; for heat fresh bruising or swelling, pregnancy \
            (abdomen). Not for anyone asleep, sedated, an infant, or unable to take the pack off.
            """
        case .sameDay:
            """
            Get help the same day: cannot bear weight, after a fall, leg shortened or turned out, hot swollen joint \
            with fever, new numbness or weakness.
            """
        case .stopRunning:
            """
            Stop running and see someone soon: groin or front-of-hip pain that comes on earlier in each run, lingers \
            or causes a limp; pain on hopping; night pain.
            """
        case .longEpisode:
            "See a professional: the pain set in two weeks ago or more. (When it is over: packcoach onset clear.)"
        case .painRises: "See a professional: three sessions in a row raised the pain."
        }
    }
}

/// What is said wherever a session is: on a terminal, in the report, at the start.
public enum SafetyWords {
    /// How a pack is laid on.
    public static let cloth = "Dry cloth between pack and skin; pack on top, never lie on it; not while asleep."
    /// What ends a session without waiting for the coach.
    public static let takeOff =
        "Take it off at once: numb, burning, more pain, white, blotchy or hard skin, blisters."
    /// What goes with no heat.
    public static let heat = "No heat over a rub; rubs and painkillers mask warnings."
    /// What no pack is for.
    public static let running = "Pain relief is never permission to run."
}
