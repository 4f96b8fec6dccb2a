/// Judges every sample of a session against every limit. It stands apart from the planner and can only be stricter.
///
/// The stop limits of both modalities hold in every session. It never reads a clock: samples bring their instants, and
/// ``nextDeadline`` says when silence becomes a finding.
public struct SafetyMonitor: Hashable, Sendable {
    private let modality: Modality
    private var trackers: [CutoffTracker]
    /// What other sessions of the last 24 h left, in CEM43 minutes.
    private let earlierDose: Double
    private var probes: [ProbeWatch]
    private var dose: ThermalDose?
    /// Dose stops that a person has answered for: a dose never falls, so they would sound for ever.
    private var answeredDoses: Set<Danger.Cause> = []
    /// A recheck asks only about what was read since then.
    private var answeredAt: Instant
    private var disagreeingSince: Instant?
    private var warnings: [WarningKey: WarningState] = [:]

    /// One probe's last word.
    private struct ProbeWatch: Hashable {
        let role: ProbeRole
        /// Silence counts from here: the last valid sample, or when listening began.
        var heardAt: Instant
        var lastValid: ValidReading?
        /// It was well when the service went away, and has not answered since the service is back.
        var isAwaited = false

        /// The last valid reading while it is no older than a silence that need not be told.
        func fresh(at now: Instant) -> Temperature? {
            lastValid.flatMap { now - $0.at <= SafetyLimits.silenceNotice ? $0.reading : nil }
        }

        /// It reads, or is about to: the other probe's first word must not end what this one would let go on.
        func sees(at now: Instant) -> Bool {
            lastValid != nil && (isAwaited ? now - heardAt <= SafetyLimits.silenceNotice : fresh(at: now) != nil)
        }
    }

    private struct ValidReading: Hashable {
        var at: Instant
        var reading: Temperature
    }

    /// Warnings that would say the same to a person are one warning.
    private struct WarningKey: Hashable {
        var probe: ProbeRole
        var side: Cutoff.Side
        var byDose: Bool
    }

    private struct WarningState: Hashable {
        var told = false
        var lastTold: Instant?
        /// Place in the table of what was told, the gravest first.
        var gravity = Int.max
    }

    private struct Warned {
        var danger: Danger
        var gravity: Int
    }

    /// - Parameters:
    ///   - start: silence counts from here.
    ///   - earlierDose: CEM43 minutes of the sessions that ended in the last 24 h.
    public init(modality: Modality, probes: [ProbeRole], start: Instant, earlierDose: Double) {
        self.modality = modality
        self.earlierDose = earlierDose
        answeredAt = start
        self.trackers = SafetyLimits.cutoffs.filter { probes.contains($0.probe) }.map { CutoffTracker($0) }
        self.probes = probes.map { ProbeWatch(role: $0, heardAt: start) }
        self.dose = probes.contains(.skin) ? ThermalDose() : nil
    }

    /// CEM43 minutes of this session; nil without a skin probe.
    public var doseMinutes: Double? { dose?.minutes }

    /// Changes whenever a hold begins or ends. Samples are then written at once, so that a service that is killed finds
    /// every hold again where it began.
    public var holds: Set<Hold> {
        let limits = trackers.filter(\.isBeyond).map { Hold.limit($0.cutoff) }
        return Set(disagreeingSince == nil ? limits : limits + [.disagreement])
    }

    /// What must last for a while before it counts.
    public enum Hold: Hashable, Sendable {
        case limit(Cutoff)
        case disagreement
    }

    // MARK: Samples

    /// Takes one sample.
    /// - Returns: what it shows, the gravest first.
    public mutating func take(_ sample: Sample) -> [Finding] {
        guard let index = probes.firstIndex(where: { $0.role == sample.role }) else { return [] }
        probes[index].isAwaited = false
        guard case .success(let reading) = sample.reading else { return [] }
        if sample.role == .skin { addDose(upTo: sample.at, reading: reading, since: probes[index].lastValid) }
        probes[index].heardAt = sample.at
        probes[index].lastValid = ValidReading(at: sample.at, reading: reading)

        var stops: [Finding] = []
        var warned: [WarningKey: Warned] = [:]
        for tracker in trackers.indices where trackers[tracker].cutoff.probe == sample.role {
            guard trackers[tracker].take(reading, at: sample.at), !trackers[tracker].isAnswered else { continue }
            let cutoff = trackers[tracker].cutoff
            let danger = Danger(cause: .cutoff(cutoff), probe: sample.role, reading: reading)
            switch effect(of: cutoff, at: sample.at) {
            case .stop: stops.append(.stop(cutoff.side == .cold ? .tooCold : .tooHot, danger))
            case .warn:
                let key = WarningKey(probe: sample.role, side: cutoff.side, byDose: false)
                warned[key] = warned[key] ?? Warned(danger: danger, gravity: tracker)
            case nil: break
            }
        }
        stops += doseStops(sample, reading)
        if let disagreement = disagreement(at: sample.at) { stops.append(disagreement) }
        if sample.role == .skin, let minutes = dose?.minutes, minutes >= SafetyLimits.doseWarning {
            let danger = Danger(cause: .dose(SafetyLimits.doseWarning), probe: .skin, reading: reading)
            warned[WarningKey(probe: .skin, side: .hot, byDose: true)] = Warned(danger: danger, gravity: 0)
        }
        return stops + tell(warned, role: sample.role, at: sample.at)
    }

    /// What crossing a cut-off means just now.
    private func effect(of cutoff: Cutoff, at now: Instant) -> Cutoff.Action? {
        switch cutoff.action {
        case .warn: return (cutoff.side == .cold) == (modality == .ice) ? .warn : nil
        case .stop:
            // A freezer pack in a towel is fine as long as a probe that sees skin says so.
            let skinSees = probes.contains { $0.role == .skin && $0.sees(at: now) }
            return skinSees && cutoff.probe == .pack && cutoff.side == .cold && cutoff != SafetyLimits.beyondFreezer
                ? .warn : .stop
        }
    }

    /// Keeps of the warnings those that a person has not just been told. A graver limit than the one told is news.
    private mutating func tell(_ warned: [WarningKey: Warned], role: ProbeRole, at now: Instant) -> [Finding] {
        for key in warnings.keys where key.probe == role && warned[key] == nil { warnings[key]?.told = false }
        var findings: [Finding] = []
        for (key, warning) in warned.sorted(by: { $0.value.danger.words < $1.value.danger.words }) {
            let state = warnings[key] ?? WarningState()
            let isRecent = state.lastTold.map { now - $0 < SafetyLimits.warningInterval } ?? false
            guard warning.gravity < state.gravity || !(state.told || isRecent) else { continue }
            warnings[key] = WarningState(told: true, lastTold: now, gravity: warning.gravity)
            findings.append(.warning(warning.danger))
        }
        return findings
    }

    // MARK: Dose

    /// Counts the stretch since the last valid sample at the hotter of its two ends: never too little.
    private mutating func addDose(upTo now: Instant, reading: Temperature, since last: ValidReading?) {
        guard let last else { return }
        dose?.add(SafetyLimits.compared(max(last.reading, reading), .hot), for: now - last.at)
    }

    private func doseStops(_ sample: Sample, _ reading: Temperature) -> [Finding] {
        guard sample.role == .skin else { return [] }
        return reachedDoses.filter { !answeredDoses.contains($0) }
            .map { .stop(.dose, Danger(cause: $0, probe: .skin, reading: reading)) }
    }

    /// The dose stops that are reached.
    private var reachedDoses: [Danger.Cause] {
        // A session that adds nothing must not end for what another one left.
        guard let minutes = dose?.minutes, minutes > 0 else { return [] }
        var reached: [Danger.Cause] = []
        if minutes >= SafetyLimits.doseStop { reached.append(.dose(SafetyLimits.doseStop)) }
        if earlierDose + minutes >= SafetyLimits.dosePerDay { reached.append(.dosePerDay(SafetyLimits.dosePerDay)) }
        return reached
    }

    // MARK: Two probes

    private mutating func disagreement(at now: Instant) -> Finding? {
        guard let pack = fresh(.pack, at: now), let skin = fresh(.skin, at: now) else { return nil }
        let disagrees =
            switch modality {
            case .ice: skin < pack - SafetyLimits.disagreement
            case .heat: skin > SafetyLimits.disagreementHotFrom && skin > pack + SafetyLimits.disagreement
            }
        guard disagrees else {
            disagreeingSince = nil
            return nil
        }
        let since = disagreeingSince ?? now
        disagreeingSince = since
        guard now - since >= SafetyLimits.disagreementHold else { return nil }
        return .stop(.probeFault, Danger(cause: .disagreement, probe: nil, reading: nil))
    }

    private func fresh(_ role: ProbeRole, at now: Instant) -> Temperature? {
        probes.first { $0.role == role }?.fresh(at: now)
    }

    // MARK: Silence

    /// Who has given no valid sample for ``SafetyLimits/silenceStop``.
    public func silence(at now: Instant) -> Finding? {
        guard let silent = probes.first(where: { now - $0.heardAt >= SafetyLimits.silenceStop }) else { return nil }
        let danger = Danger(cause: .silence(SafetyLimits.silenceStop), probe: silent.role, reading: nil)
        return .stop(.probeFault, danger)
    }

    /// When ``silence(at:)`` next has something to say if no valid sample comes.
    public var nextDeadline: Instant? {
        probes.map { $0.heardAt + SafetyLimits.silenceStop }.min()
    }

    /// Counts silence from here: for a service that was away and could not listen. Dose and holds run on.
    /// - Parameter silent: probes that had failed before; theirs counts on.
    public mutating func listen(from now: Instant, except silent: Set<ProbeRole> = []) {
        for index in probes.indices where !silent.contains(probes[index].role) {
            probes[index].heardAt = max(probes[index].heardAt, now)
            probes[index].isAwaited = true
        }
    }

    // MARK: After the end

    /// An alarm was acknowledged. What lies beyond a limit now sounds no more before ``recheck(at:)``; limits that are
    /// crossed anew, and those that the person has not been asked about, stay armed.
    public mutating func answered(at now: Instant) {
        for index in trackers.indices { trackers[index].answer() }
        answeredDoses = Set(reachedDoses)
        answeredAt = now
    }

    /// Looks once whether what was answered for lasts.
    /// - Returns: the probes whose last valid reading since the answer lies beyond one of their stop limits.
    public mutating func recheck(at now: Instant) -> Set<ProbeRole> {
        for index in trackers.indices { trackers[index].forgetAnswer() }
        let since = answeredAt
        let heard = probes.filter { ($0.lastValid?.at).map { $0 >= since } == true }
        return Set(trackers.filter { $0.isDanger && effect(of: $0.cutoff, at: now) == .stop }.map(\.cutoff.probe))
            .intersection(heard.map(\.role))
    }
}
