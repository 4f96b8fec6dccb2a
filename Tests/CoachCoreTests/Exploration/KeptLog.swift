import CoachCore

/// What a log on a disk holds of all that the coach tells it, and what of that a service that comes back is told.
///
/// Samples wait for up to 30 s, all else is written at once; what waits is lost with the process.
struct KeptLog: Hashable {
    struct Record: Hashable {
        var start: SessionStart
        var end: SessionEnd?
        var samples: [Sample] = []
        var windowOpened = false
        var skinChecks = 0
        var alarm: UnfinishedSession.Alarm?
        var acknowledgedAt: Instant?
        var acknowledgedKind: AlarmKind?
        var safetyAlarms = 0
        var dose = 0.0
        var isOfEarlierBoot = false
        /// Its alarm was raised in this boot.
        var soundsInThisBoot = false

        /// Rests run from here.
        var restFrom: Instant {
            guard let end else { return start.at }
            let asksWhen = end.reason == .powerLoss || end.reason == .shutdown
            return asksWhen ? max(end.at, acknowledgedAt ?? end.at) : end.at
        }

        /// All of it lies so much further back; its alarm only where that was not raised in this boot.
        mutating func move(by age: Duration, withAlarm: Bool) {
            start.at = start.at - age
            if let at = end?.at { end?.at = at - age }
            samples = samples.map { Sample(role: $0.role, at: $0.at - age, reading: $0.reading) }
            guard withAlarm else { return }
            acknowledgedAt = acknowledgedAt.map { $0 - age }
            alarm = alarm.map { UnfinishedSession.Alarm(kind: $0.kind, since: $0.since - age) }
        }
    }

    private(set) var records: [Record] = []
    private(set) var run: Instant?
    private(set) var onset: Instant?
    private(set) var waiting: [LogEntry] = []
    private var waitingSince: Instant?
    private var lastWrite = Instant.boot
    /// Time that has passed and that nothing proves yet.
    private(set) var unproven = Duration.zero
    var fails = false

    // MARK: Writing

    mutating func take(_ effects: [Effect], at now: Instant) {
        for effect in effects {
            if case .log(let entry) = effect {
                waiting.append(entry)
                waitingSince = waitingSince ?? now
                if case .sample = entry { continue }
                write(at: now)
            } else if effect == .flush {
                write(at: now)
            }
        }
        if let waitingSince, now - waitingSince >= .seconds(30) { write(at: now) }
    }

    mutating func write(at now: Instant) {
        guard !fails else { return }
        for entry in waiting { apply(entry) }
        waiting = []
        waitingSince = nil
        lastWrite = now
    }

    mutating func mark(run now: Instant) { run = now }
    mutating func mark(onset now: Instant) { onset = now }

    private mutating func apply(_ entry: LogEntry) {
        switch entry {
        case .started(let start): records.append(Record(start: start))
        case .sample(let id, let sample): change(id) { $0.samples.append(sample) }
        case .measured(let id, _, _, let dose): change(id) { $0.dose = dose ?? 0 }
        case .ended(let id, let end): change(id) { $0.end = end }
        case .resumed(let id, _): change(id) { $0.end = nil }
        case .alarm(let id, let at, let kind):
            change(id) {
                $0.alarm = UnfinishedSession.Alarm(kind: kind, since: at)
                $0.acknowledgedAt = nil
                $0.soundsInThisBoot = true
                if kind == .safety { $0.safetyAlarms += 1 }
            }
        case .alarmOver(let id, let at, let expired):
            change(id) {
                if !expired { ($0.acknowledgedAt, $0.acknowledgedKind) = (at, $0.alarm?.kind) }
                $0.alarm = nil
            }
        case .event(let event):
            guard let id = event.session else { return }
            if event.kind == .windowOpen { change(id) { $0.windowOpened = true } }
            if event.kind == .skinCheck { change(id) { $0.skinChecks += 1 } }
        }
    }

    private mutating func change(_ id: Int64, _ change: (inout Record) -> Void) {
        if let index = records.firstIndex(where: { $0.start.id == id }) { change(&records[index]) }
    }

    // MARK: Losing

    /// The process is gone, and with it what waited.
    mutating func lose() {
        waiting = []
        waitingSince = nil
    }

    /// A new boot begins, `off` after the power went at `now`: all that was lies before its start. Where no clock proves
    /// how long it was off, it may have been no time at all.
    mutating func beginBoot(after off: Duration, at now: Instant, synchronised: Bool) {
        lose()
        let proven = synchronised ? now + off : lastWrite
        unproven = synchronised ? .zero : unproven + (now + off - lastWrite)
        shift(by: proven - .boot, all: true)
        for index in records.indices {
            records[index].isOfEarlierBoot = true
            records[index].soundsInThisBoot = false
            guard records[index].end == nil else { continue }
            // Left open: closed with its last sample.
            let start = records[index].start
            let duration = records[index].samples.last.map { $0.at - start.at } ?? .zero
            records[index].end = SessionEnd(
                at: start.at + duration, reason: .powerLoss, duration: duration, windowMet: false)
            records[index].alarm = UnfinishedSession.Alarm(kind: .safety, since: start.at + duration)
        }
        lastWrite = .boot
    }

    /// The clock synchronises: what an earlier boot left moves to where it really was.
    mutating func prove() {
        shift(by: unproven, all: false)
        unproven = .zero
    }

    private mutating func shift(by age: Duration, all: Bool) {
        run = run.map { $0 - age }
        onset = onset.map { $0 - age }
        for index in records.indices where all || records[index].isOfEarlierBoot {
            records[index].move(by: age, withAlarm: all)
        }
    }

    // MARK: Reading

    func history(at now: Instant) -> History {
        let over = records.compactMap { record in
            record.end.map { end in
                History.Session(
                    id: record.start.id, modality: record.start.modality, reason: end.reason, probe: end.probe,
                    duration: end.duration, endedAt: record.restFrom, dose: record.dose)
            }
        }
        return History(
            sessions: over, lastRun: run, onset: onset, nextSessionID: (records.map(\.start.id).max() ?? 0) + 1,
            unproven: unproven > .zero)
    }

    /// What a service that comes back has to take up again.
    func unfinished(at now: Instant) -> UnfinishedSession? {
        guard let last = records.last else { return nil }
        let asks = last.alarm != nil
        if last.isOfEarlierBoot {
            guard asks else { return nil }
            return UnfinishedSession(
                start: last.start, end: last.end, alarm: last.soundsInThisBoot ? last.alarm : nil,
                isFromEarlierBoot: true)
        }
        let lately = [last.end?.at, last.acknowledgedAt].compactMap { $0 }
        let isRecent = lately.contains { now - $0 <= .seconds(360) }
        guard last.end == nil || isRecent || asks else { return nil }
        return UnfinishedSession(
            start: last.start, end: last.end, alarm: last.alarm, acknowledgedAt: last.acknowledgedAt,
            acknowledgedKind: last.acknowledgedKind, safetyAlarms: last.safetyAlarms, samples: last.samples,
            windowOpened: last.windowOpened, skinChecks: last.skinChecks)
    }
}
