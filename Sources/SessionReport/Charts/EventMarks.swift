import CoachCore
import SessionLog

/// A session's events, numbered as far as they find a place above its chart.
struct EventMarks {
    struct Mark {
        var event: EventRecord
        /// Its number in chart and table.
        var number: Int?
        /// Where in the chart, in percent of the width.
        var x = 0.0
        /// In which row above the chart, from 0 on.
        var lane = 0
    }

    private(set) var marks: [Mark] = []
    /// How many events had to be left out of the list.
    let omitted: Int
    /// Rows that the marks take.
    var lanes: Int { (marks.filter { $0.number != nil }.map(\.lane).max() ?? -1) + 1 }

    /// A page is no place for the hundreds of lines that a loose cable can make.
    private static let mostListed = 24
    private static let mostLanes = 3
    /// Two marks side by side must not touch on a phone.
    private static let apart = 6.5

    /// - Parameter length: the time over which the chart goes.
    init(_ events: [EventRecord], over length: Duration) {
        omitted = max(0, events.count - Self.mostListed)
        // What a session ended with stands at the end of its list.
        let kept = omitted == 0 ? events[...] : events.prefix(Self.mostListed / 2) + events.suffix(Self.mostListed / 2)
        var nextFree = Array(repeating: -Double.infinity, count: Self.mostLanes)
        var number = 0
        for event in kept {
            var mark = Mark(event: event)
            if event.isMarked, let time = event.time, time >= .zero, time <= length {
                mark.x = time.inSeconds / length.inSeconds * 100
                if let lane = nextFree.firstIndex(where: { $0 <= mark.x }) {
                    number += 1
                    mark.number = number
                    mark.lane = lane
                    nextFree[lane] = mark.x + Self.apart
                }
            }
            marks.append(mark)
        }
    }
}

extension EventRecord {
    /// The chart has another sign for the others: its beginning, its window and the line at the end.
    fileprivate var isMarked: Bool {
        switch EventKind(rawValue: kind) {
        case .started, .windowOpen, .ended: false
        case .resumed, .skinCheck, .warned, .notice, .probeFault, .probeOK, .alarm, .acknowledged, .alarmExpired,
            .refused, .fault, .faultCleared, .run, .onset, .onsetCleared, .service, .clock, nil:
            true
        }
    }

    /// Somebody should look at it.
    var isGrave: Bool {
        switch EventKind(rawValue: kind) {
        case .warned, .probeFault, .fault: true
        case .alarm: detail.hasPrefix(AlarmKind.safety.rawValue)
        case .ended: detail.split(separator: ":").first.flatMap { EndReason(rawValue: String($0)) }?.isPlanned == false
        case .started, .windowOpen, .resumed, .skinCheck, .notice, .probeOK, .acknowledged, .alarmExpired, .refused,
            .faultCleared, .run, .onset, .onsetCleared, .service, .clock, nil:
            false
        }
    }
}
