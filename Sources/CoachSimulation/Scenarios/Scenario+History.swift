import BoardSim
import CoachCore
import CoachService
import SessionLog

extension Scenario {
    /// Writes what the scenario says of the past into an empty log, as an earlier, synchronised boot would have.
    public func writeHistory(to path: String, configuration: Configuration) throws {
        guard !history.isEmpty else { return }
        let about = LogAbout(
            name: configuration.about.name, site: configuration.about.site, configuration: configuration.text)
        let store = SessionStore(path: path, bootID: "00000000-0000-4000-8000-000000000000", about: about)
        var entries: [(at: Instant, entries: [LogEntry])] = []
        // Numbered in the order of time, as the service would have.
        let sessions = history.compactMap { item -> HistoryItem.EarlierSession? in
            if case .session(let session) = item { session } else { nil }
        }
        for (index, session) in sessions.sorted(by: { $0.ended > $1.ended }).enumerated() {
            let end = Self.endOfEarlierBoot - session.ended
            entries.append((end, session.entries(id: Int64(index) + 1, end: end, configuration: configuration)))
        }
        for item in history {
            switch item {
            case .session: break
            case .run(let ago): entries.append(Self.mark(.run, ago))
            case .onset(let ago): entries.append(Self.mark(.onset, ago))
            }
        }
        // That boot ended with the last of it: nothing proves that it was still up when this one began.
        entries.sort { $0.at < $1.at }
        guard let last = entries.last?.at else { return }
        let clock = ClockReading(
            instant: last, wall: wallTime - (Self.endOfEarlierBoot - last), synchronised: true)
        try store.write(entries.flatMap(\.entries), clock: clock)
        store.close()
    }

    /// Long enough after that boot's start for whatever a scenario remembers.
    private static let endOfEarlierBoot = Instant.boot + .hours(24 * 400)

    private static func mark(_ kind: EventKind, _ ago: Duration) -> (at: Instant, entries: [LogEntry]) {
        let at = endOfEarlierBoot - ago
        return (at, [.event(LogEvent(session: nil, at: at, kind: kind))])
    }
}

extension HistoryItem.EarlierSession {
    /// The probe that must have ended it where the scenario does not say: a dose is the skin's, a single probe is the
    /// only one that can have.
    private func endingProbe(of configuration: Configuration) -> ProbeRole? {
        switch reason {
        case .dose: probe ?? .skin
        case .tooCold, .tooHot, .probeFault:
            probe ?? (configuration.probes.count == 1 ? configuration.probes[0].role : nil)
        case .completed, .ceiling, .stoppedEarly, .powerLoss, .shutdown: nil
        }
    }

    /// A session that the dose ended had reached the limit; of the others nothing is known.
    private var leftDose: Double? { dose ?? (reason == .dose ? SafetyLimits.doseStop : nil) }

    fileprivate func entries(id: Int64, end: Instant, configuration: Configuration) -> [LogEntry] {
        let times = configuration.times(of: modality)
        let start = SessionStart(
            id: id, at: end - lasting, modality: modality, minimum: times.minimum, ceiling: times.ceiling,
            probes: configuration.probes.map(\.role))
        let windowMet = (reason == .completed || reason == .ceiling) && lasting >= times.minimum
        var entries: [LogEntry] = [
            .started(start),
            .event(LogEvent(session: id, at: start.at, kind: .started, detail: modality.rawValue)),
            .measured(session: id, minimum: nil, maximum: nil, dose: leftDose),
            .ended(
                session: id,
                SessionEnd(
                    at: end, reason: reason, probe: endingProbe(of: configuration), duration: lasting,
                    windowMet: windowMet)),
            .event(LogEvent(session: id, at: end, kind: .ended, detail: reason.rawValue)),
        ]
        // Whoever wrote history was there to take the pack off.
        if reason != .completed && reason != .stoppedEarly {
            entries.append(.alarm(session: id, at: end, reason == .ceiling ? .planned : .safety))
            entries.append(.alarmOver(session: id, at: end, expired: false))
        }
        return entries
    }
}
