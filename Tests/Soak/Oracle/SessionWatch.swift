import CoachCore

/// What a session's probes truly delivered, and what the limits say of it.
///
/// Where the specification leaves room (what a gap is worth, when a probe is too old to be believed) it keeps two
/// answers: what must end a session, and what may.
struct SessionWatch {
    struct Track {
        var since: Moment?
        var inARow = 0
        var total: Moment = 0
        var answered = false
        /// Crossed at this sample, and when the skin had last been heard then.
        var metAt: Moment?
        var skinHeardAt: Moment?
    }

    struct Heard {
        var at: Moment
        var reading: Int32
    }

    struct Kept: Hashable {
        /// Milliseconds since the press.
        var time: Int64
        var role: ProbeRole
        var reading: Int32
    }

    let press: Moment
    let modality: Modality
    let minimum: Moment
    let ceiling: Moment
    let probes: [ProbeRole]
    var tracks = [Track](repeating: Track(), count: Figures.limits.count)
    var last: [ProbeRole: Heard] = [:]
    /// Silence counts at most from here, and at least from there: a service that was away could not listen.
    var heardAtLeast: [ProbeRole: Moment]
    var heardAtMost: [ProbeRole: Moment]
    private var heardBefore: [ProbeRole: Moment] = [:]
    /// CEM43 minutes: gaps counted at the cooler, and at the hotter end.
    var doseAtLeast = 0.0
    var doseAtMost = 0.0
    var doseMetAt: Moment?
    var doseWasAnswered = false
    /// Other sessions' of the last 24 h.
    var earlierAtLeast = 0.0
    var earlierAtMost = 0.0
    private var disagreeSurely: Moment?
    private var disagreePerhaps: Moment?
    private var disagreementMetAt: Moment?
    private var disagreementPerhapsAt: Moment?
    /// Every valid reading while it ran.
    var kept: [Kept] = []
    /// Its log may lack some of them.
    var mayLackSamples = false
    var skinChecks = 0
    var windowOpened = false
    /// An early stop was taken back: what was read in between counts now.
    var resumedAt: Moment?
    var resumedFrom: Moment = 0
    /// What the last reading of the skin added to the dose.
    private(set) var lastDose = 0.0

    init(press: Moment, modality: Modality, setup: Setup) {
        self.press = press
        self.modality = modality
        minimum = seconds(setup.minimum[modality] ?? 0)
        ceiling = seconds(setup.ceiling[modality] ?? 0)
        probes = setup.probes
        heardAtLeast = Dictionary(uniqueKeysWithValues: setup.probes.map { ($0, press) })
        heardAtMost = heardAtLeast
    }

    var ceilingAt: Moment { press + ceiling }

    // MARK: Samples

    /// Takes a valid reading.
    mutating func take(_ role: ProbeRole, _ reading: Int32, at now: Moment, isRunning: Bool = true) {
        if isRunning { kept.append(Kept(time: (now - press) / 1_000_000, role: role, reading: reading)) }
        let before = last[role]
        if role == .skin, let before {
            let length = Double(now - before.at) / 60e9
            lastDose = length * Figures.doseRate(max(before.reading, reading))
            doseAtLeast += length * Figures.doseRate(min(before.reading, reading))
            doseAtMost += lastDose
        }
        last[role] = Heard(at: now, reading: reading)
        // A deadline goes first at the instant of a reading.
        if now > heardAtMost[role] ?? 0 { heardBefore[role] = heardAtMost[role] }
        (heardAtLeast[role], heardAtMost[role]) = (now, now)
        for (index, limit) in Figures.limits.enumerated() where limit.role == role {
            take(reading, limit, &tracks[index], since: before?.at ?? now, at: now)
            if tracks[index].metAt == now { tracks[index].skinHeardAt = last[.skin]?.at }
        }
        if role == .skin, doseAtLeast >= Figures.doseStop || doseAtLeast > 0 && dayAtLeast >= Figures.dosePerDay {
            doseMetAt = now
        }
        takeDisagreement(gap: now - (before?.at ?? now), at: now)
    }

    private var dayAtLeast: Double { earlierAtLeast + doseAtLeast }

    private func take(
        _ reading: Int32, _ limit: Figures.Limit, _ track: inout Track, since before: Moment, at now: Moment
    ) {
        let totalBefore = track.total
        if track.since != nil { track.total += now - before }
        if limit.isBeyond(reading) {
            track.since = track.since ?? now
            track.inARow += 1
        } else {
            (track.since, track.inARow, track.answered) = (nil, 0, false)
        }
        let isMet: Bool
        switch limit.hold {
        case .inARow(let count): isMet = track.inARow >= count
        case .lasting(let hold): isMet = track.since.map { now - $0 >= hold } ?? false
        // The sample that completes a sum may lie on the good side.
        case .inTotal(let hold): isMet = track.total >= hold && (track.since != nil || totalBefore < hold)
        }
        if isMet { track.metAt = now }
    }

    private mutating func takeDisagreement(gap: Moment, at now: Moment) {
        guard let pack = last[.pack], let skin = last[.skin] else { return }
        // Readings so far apart say nothing about each other; how far, the specification leaves open.
        let age = now - min(pack.at, skin.at)
        guard age <= seconds(10) else {
            disagreeSurely = nil
            return
        }
        let disagrees =
            modality == .ice
            ? skin.reading < pack.reading - Figures.disagreement.degrees
            : skin.reading > Figures.disagreement.hotFrom && skin.reading > pack.reading + Figures.disagreement.degrees
        guard disagrees else {
            (disagreeSurely, disagreePerhaps) = (nil, nil)
            return
        }
        disagreeSurely = age > seconds(3) || gap > seconds(3) ? nil : disagreeSurely ?? now
        disagreePerhaps = disagreePerhaps ?? now
        if let since = disagreePerhaps, now - since >= Figures.disagreement.hold { disagreementPerhapsAt = now }
        if let since = disagreeSurely, now - since >= Figures.disagreement.hold { disagreementMetAt = now }
    }

    /// A service came back, and could not listen meanwhile.
    mutating func listen(from now: Moment) {
        for role in probes { heardAtLeast[role] = now }
        disagreeSurely = nil
    }

    // MARK: Verdicts

    /// It was crossed by what was read now, or by what counts from now on.
    private func isNow(_ metAt: Moment?, _ now: Moment) -> Bool {
        guard let metAt else { return false }
        return metAt == now || resumedAt == now && metAt > resumedFrom
    }

    /// Why the session must be over by now, the gravest reason first; nil: it need not.
    func mustEnd(at now: Moment) -> EndReason? {
        for (limit, track) in zip(Figures.limits, tracks)
        where isNow(track.metAt, now) && !isSurelyShielded(limit, track) {
            // With a skin probe that was lost lately it is open whether it still counts.
            if limit.onlyWarnsUnderSkinProbe, probes.contains(.skin) { continue }
            return limit.isCold ? .tooCold : .tooHot
        }
        if isNow(doseMetAt, now) { return .dose }
        if isNow(disagreementMetAt, now)
            || probes.contains(where: { now > (heardAtLeast[$0] ?? now) + Figures.silence })
        {
            return .probeFault
        }
        return now >= ceilingAt ? .ceiling : nil
    }

    /// Whether the specification lets a session end for this now.
    func mayEnd(_ reason: EndReason, at now: Moment) -> Bool {
        switch reason {
        case .tooCold, .tooHot:
            return zip(Figures.limits, tracks).contains { limit, track in
                limit.isCold == (reason == .tooCold) && isNow(track.metAt, now) && !isSurelyShielded(limit, track)
            }
        case .dose:
            return isNow(last[.skin]?.at, now) && doseAtMost > 0
                && (doseAtMost >= Figures.doseStop - 1e-6 || earlierAtMost + doseAtMost >= Figures.dosePerDay - 1e-6)
        case .probeFault:
            let isSilent = probes.contains { role in
                let heard = heardAtMost[role] ?? now
                return now >= (heard == now ? heardBefore[role] ?? now : heard) + Figures.silence
            }
            // The other probe's reading of the same instant may take it back.
            return isSilent || disagreementPerhapsAt == now
                || disagreePerhaps.map { now - $0 >= Figures.disagreement.hold } ?? false
        case .ceiling: return now >= ceilingAt
        case .completed, .stoppedEarly, .powerLoss, .shutdown: return true
        }
    }

    /// The probe whose limit was crossed now, for what a session that it ended leaves behind; nil: it takes the log to say.
    func crossedBy(_ reason: EndReason, at now: Moment) -> ProbeRole? {
        let roles = Set(
            zip(Figures.limits, tracks).filter { limit, track in
                isNow(track.metAt, now) && limit.isCold == (reason == .tooCold)
            }.map { $0.0.role })
        return roles.count == 1 ? roles.first : nil
    }

    private func isSurelyShielded(_ limit: Figures.Limit, _ track: Track) -> Bool {
        guard limit.onlyWarnsUnderSkinProbe, let skin = track.skinHeardAt, let met = track.metAt else { return false }
        return met - skin <= seconds(5)
    }

    // MARK: After the end

    /// The skin crossed a stop limit now, and nobody has answered for that.
    func skinCrosses(at now: Moment) -> Bool {
        zip(Figures.limits, tracks).contains { limit, track in
            limit.role == .skin && track.metAt == now && !track.answered
        }
    }

    /// Anything at all that may ask for the pack to be taken off now.
    func mayAlarm(at now: Moment) -> Bool {
        tracks.contains { $0.metAt == now } || mayEnd(.dose, at: now)
    }

    /// Someone acknowledged: what lies beyond a limit now waits until it is asked about again.
    mutating func answer() {
        for index in tracks.indices { tracks[index].answered = tracks[index].since != nil }
    }

    mutating func forgetAnswer() {
        for index in tracks.indices { tracks[index].answered = false }
    }

    /// The probe's last valid reading since then is beyond a stop limit.
    func isBeyond(_ role: ProbeRole, since: Moment) -> Bool {
        guard let heard = last[role], heard.at >= since else { return false }
        return zip(Figures.limits, tracks).contains { limit, track in
            guard limit.role == role, limit.isBeyond(heard.reading) else { return false }
            if case .inTotal(let hold) = limit.hold { return track.total >= hold }
            return true
        }
    }
}
