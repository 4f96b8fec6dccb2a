import SessionLog

/// Which sessions of the period are shown in full; the others are shown small.
struct SessionChoice {
    let inFull: Set<Int64>
    /// For how many there was a reason to show them in full.
    private let notable: Int
    private let areAll: Bool

    /// So many are shown in full without asking what happened in them.
    static let alwaysShown = 10
    /// Nobody reads more; the gravest go first, and of those the newest.
    static let mostShown = 24

    /// - Parameter sessions: oldest first.
    init(_ sessions: [SessionRecord], warned: Set<Int64>) {
        guard sessions.count > Self.alwaysShown else {
            inFull = Set(sessions.map(\.id))
            notable = sessions.count
            areAll = true
            return
        }
        let reasons = sessions.compactMap { session in
            Reason(session, isWarned: warned.contains(session.id)).map { (session: session.id, reason: $0) }
        }
        notable = reasons.count
        areAll = false
        let gravest = reasons.sorted { ($0.reason.rawValue, $1.session) < ($1.reason.rawValue, $0.session) }
        inFull = Set(gravest.prefix(Self.mostShown).map(\.session))
    }

    var headingInFull: String { areAll ? "The sessions" : "Sessions in full" }

    /// Why these.
    var words: String {
        if areAll { return "The oldest first." }
        if inFull.isEmpty { return "None: nothing in this period asks for a closer look." }
        let reasons =
            "Those that a limit, a fault, a power loss or the service ended, that overrode a rest or were "
            + "warned, that raised the pain, or that have a note; the oldest first."
        let rest = notable - inFull.count
        return rest == 0 ? reasons : "\(reasons) There is no room for \(rest) more, which are small below."
    }

    /// Why somebody should look at a session; the gravest first.
    private enum Reason: Int {
        case danger, otherGraveEnd, override, warning, morePain, note

        init?(_ session: SessionRecord, isWarned: Bool) {
            if session.endReason?.isDanger == true {
                self = .danger
            } else if session.endReason?.isPlanned == false {
                self = .otherGraveEnd
            } else if session.overrideReason != nil {
                self = .override
            } else if isWarned {
                self = .warning
            } else if session.raisedPain {
                self = .morePain
            } else if session.note != nil {
                self = .note
            } else {
                return nil
            }
        }
    }
}
