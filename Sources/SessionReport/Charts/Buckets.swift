import SessionLog

/// Sessions counted by the day, or by the week or more where a period has more days than a picture has room for.
struct Buckets {
    struct Bucket {
        /// Its middle and its width, in percent of the picture's.
        var x: Double
        var width: Double
        var met = 0
        var missed = 0
    }

    private(set) var all: [Bucket]
    private let daysEach: Int

    private static let most = 124

    init(_ sessions: [SessionRecord], period: ReportPeriod) {
        let each = [1, 7, 28, 91].first { period.days / $0 <= Self.most } ?? 364
        daysEach = each
        let day = 100 / Double(period.days)
        all = stride(from: 0, to: period.days, by: each).map { first in
            let days = Double(min(each, period.days - first))
            return Bucket(x: (Double(first) + days / 2) * day, width: days * day)
        }
        for session in sessions {
            guard let place = period.place(session.startedAt) else { continue }
            if session.windowMet { all[place.day / each].met += 1 } else { all[place.day / each].missed += 1 }
        }
    }

    /// `a day`, `a week`
    var words: String {
        switch daysEach {
        case 1: "a day"
        case 7: "a week"
        default: "in \(daysEach) days"
        }
    }
}
