/// What is told silently: log, status and watch, never the buzzer. The raw value is the code in the log.
public enum Notice: String, CaseIterable, Hashable, Sendable {
    /// The skin probe has not felt the pack.
    case notInContact = "not-in-contact"
    /// The pack no longer does what it is there for.
    case packSpent = "pack-spent"
    /// The same value for five minutes: a frozen probe, or melting ice.
    case frozen
    /// No valid sample for a while.
    case noSample = "no-sample"
    /// The button is closed and stays so.
    case buttonStuck = "button-stuck"
    /// The button opened again.
    case buttonReleased = "button-released"
    /// A pack that was refused would now do: the two chirps.
    case packReady = "pack-ready"
    /// Somebody has LEDs and buzzer shown to see whether they work.
    case selfTest = "self-test"
}

/// The notices of one session, each told once for each time that it becomes true.
struct SessionNotices: Hashable, Sendable {
    /// One notice, and the probe that it is about.
    struct Told: Hashable {
        var notice: Notice
        var role: ProbeRole
    }

    fileprivate struct Watch: Hashable {
        let role: ProbeRole
        var lowest: Temperature?
        var highest: Temperature?
        var reading: Temperature?
        var changedAt: Instant
        var lastValidAt: Instant
        var toldFrozen = false
        var toldNoSample = false
    }

    private let modality: Modality
    private var watches: [Watch]
    private var contactDue: Instant?
    private var toldSpent = false

    init(modality: Modality, probes: [ProbeRole], start: Instant) {
        self.modality = modality
        watches = probes.map { Watch(role: $0, changedAt: start, lastValidAt: start) }
        contactDue = probes.contains(.skin) ? start + CoachRules.contactWithin : nil
    }

    mutating func take(_ sample: Sample) -> [Told] {
        guard case .success(let reading) = sample.reading,
            let index = watches.firstIndex(where: { $0.role == sample.role })
        else { return [] }
        if watches[index].reading != reading {
            watches[index].changedAt = sample.at
            watches[index].toldFrozen = false
        }
        watches[index].reading = reading
        watches[index].lastValidAt = sample.at
        watches[index].toldNoSample = false
        let lowest = min(reading, watches[index].lowest ?? reading)
        let highest = max(reading, watches[index].highest ?? reading)
        watches[index].lowest = lowest
        watches[index].highest = highest

        if sample.role == .skin {
            let moved = modality == .ice ? highest - reading : reading - lowest
            if moved >= CoachRules.contactChange(modality) { contactDue = nil }
        }
        guard sample.role == .pack, !toldSpent, isSpent(reading) else { return [] }
        toldSpent = true
        return [Told(notice: .packSpent, role: .pack)]
    }

    private func isSpent(_ pack: Temperature) -> Bool {
        switch modality {
        case .ice: pack > CoachRules.iceSpentAbove
        case .heat: pack < CoachRules.heatSpentBelow
        }
    }

    /// Tells what time alone has made true.
    mutating func due(at now: Instant) -> [Told] {
        var told: [Told] = []
        if let due = contactDue, due <= now {
            contactDue = nil
            told.append(Told(notice: .notInContact, role: .skin))
        }
        for index in watches.indices {
            let watch = watches[index]
            if let due = watch.noSampleDue, due <= now {
                watches[index].toldNoSample = true
                told.append(Told(notice: .noSample, role: watch.role))
            }
            if let due = watch.frozenDue, due <= now {
                watches[index].toldFrozen = true
                told.append(Told(notice: .frozen, role: watch.role))
            }
        }
        return told
    }

    var nextDeadline: Instant? {
        watches.reduce(contactDue) { .earliest($0, .earliest($1.noSampleDue, $1.frozenDue)) }
    }

    /// Counts silence from here; see ``SafetyMonitor/listen(from:)``.
    mutating func listen(from now: Instant, except silent: Set<ProbeRole> = []) {
        for index in watches.indices where !silent.contains(watches[index].role) {
            watches[index].lastValidAt = max(watches[index].lastValidAt, now)
        }
    }
}

extension SessionNotices.Watch {
    fileprivate var noSampleDue: Instant? { toldNoSample ? nil : lastValidAt + SafetyLimits.silenceNotice }
    fileprivate var frozenDue: Instant? {
        toldFrozen || reading == nil ? nil : changedAt + CoachRules.frozenAfter
    }
}
