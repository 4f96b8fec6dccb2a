import CoachCore

extension History {
    /// SR-30: what is assumed where the log cannot be read: that both modalities have only just ended. Fail closed.
    public static func unknown(at now: Instant) -> History {
        let sessions = Modality.allCases.enumerated().map { index, modality in
            Session(
                id: -1 - Int64(index), modality: modality, reason: .powerLoss, duration: .zero, endedAt: now)
        }
        return History(sessions: sessions, isAssumed: true)
    }

    /// The same of a log that is not there any more, for as long as any rule could ask for what it told.
    package mutating func assume(endsAt end: Instant, now: Instant) {
        guard now - end < CoachRules.day else { return }
        sessions += History.unknown(at: end).sessions
        isAssumed = true
    }
}

extension LogFile {
    /// How the event begins that tells of a damaged log in whose place this one was begun.
    package static let replacedWords = "log: it was damaged"
}

extension LogReader {
    /// When this log was begun in the place of a damaged one; nil: it was not. To be used inside a transaction.
    func replaced() throws -> (boot: Int64, at: Instant)? {
        // Among the first that such a log is told.
        try database.row(
            """
            SELECT boot, boottime_ns FROM event WHERE id <= 1000 AND kind = 'fault' AND detail LIKE ?
            ORDER BY id DESC LIMIT 1
            """, [LogFile.replacedWords + " %"]
        ) { (try $0.integer("boot"), try $0.instant("boottime_ns")) }
    }
}
