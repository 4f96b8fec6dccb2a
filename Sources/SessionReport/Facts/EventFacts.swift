import CoachCore
import SessionLog

/// What the first page says of the events of the period: marks, faults, refusals, warnings.
struct EventFacts {
    /// Something that happened more than once, as one line.
    struct Tally: Hashable {
        var words: String
        var count = 0
        var last: EventRecord
    }

    private(set) var runs: [EventRecord] = []
    private(set) var onsets: [EventRecord] = []
    private(set) var refusals: [Tally] = []
    private(set) var faults: [Tally] = []
    /// Sessions in which a limit that only warns was passed.
    private(set) var warned: Set<Int64> = []
    private(set) var warnings = 0

    static let kinds: Set<EventKind> = [.run, .onset, .onsetCleared, .refused, .fault, .probeFault, .warned]

    init(_ events: [EventRecord], words: (EventRecord) -> String) {
        for event in events { take(event, words) }
        // By the time of the run, not of its mark.
        runs.sort { $0.at < $1.at }
        refusals.sort { ($1.count, $0.words) < ($0.count, $1.words) }
        faults.sort { ($1.count, $0.words) < ($0.count, $1.words) }
    }

    private mutating func take(_ event: EventRecord, _ words: (EventRecord) -> String) {
        switch EventKind(rawValue: event.kind) {
        case .run: runs.append(event)
        case .onset, .onsetCleared: onsets.append(event)
        case .refused:
            let code = event.detail.split(separator: ":").first.map(String.init) ?? event.detail
            refusals.count(code, event)
        case .fault, .probeFault: faults.count(words(event), event)
        case .warned:
            warnings += 1
            if let session = event.session { warned.insert(session) }
        case .started, .resumed, .skinCheck, .windowOpen, .notice, .probeOK, .ended, .alarm, .acknowledged,
            .alarmExpired, .faultCleared, .service, .clock, nil:
            break
        }
    }
}

extension [EventFacts.Tally] {
    fileprivate mutating func count(_ words: String, _ event: EventRecord) {
        if let index = firstIndex(where: { $0.words == words }) {
            self[index].count += 1
            self[index].last = event
        } else {
            append(EventFacts.Tally(words: words, count: 1, last: event))
        }
    }
}
