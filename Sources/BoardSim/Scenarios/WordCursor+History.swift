import CoachCore

extension WordCursor {
    /// What follows `history`: `MODALITY ended DURATION ago REASON [lasting DURATION] [by ROLE] [cem43 NUMBER]`,
    /// `run DURATION ago` or `onset DURATION ago`.
    mutating func historyItem() throws(Complaint) -> HistoryItem {
        let what = try one(of: Modality.allCases.map(\.rawValue) + ["run", "onset"], as: "thing of the past")
        guard let modality = Modality(rawValue: what) else {
            let ago = try past()
            return what == "run" ? .run(ago: ago) : .onset(ago: ago)
        }
        try require("ended")
        let ended = try past()
        let reason = try one(of: EndReason.self, as: "end reason")
        var session = HistoryItem.EarlierSession(modality: modality, ended: ended, reason: reason)
        while !isEmpty {
            switch try one(of: ["lasting", "by", "cem43"], as: "detail of the session") {
            case "lasting": session.lasting = try duration()
            case "by": session.probe = try one(of: ProbeRole.self, as: "probe")
            default: session.dose = try dose()
            }
        }
        return .session(session)
    }

    /// A number that makes noise and bounce repeatable.
    mutating func seed() throws(Complaint) -> UInt64 {
        let found = try word("a number")
        guard let seed = UInt64(found) else { throw Complaint("\(quoted(found)) is no whole number") }
        return seed
    }

    private mutating func past() throws(Complaint) -> Duration {
        let length = try duration()
        try require("ago")
        return length
    }

    private mutating func dose() throws(Complaint) -> Double {
        let found = try word("a dose in CEM43 minutes")
        guard let dose = Double(found), (0...1000).contains(dose) else {
            throw Complaint("\(quoted(found)) is no dose in CEM43 minutes from 0 to 1000")
        }
        return dose
    }
}
