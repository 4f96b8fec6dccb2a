import CoachCore

/// What the oracle knows of the past, and the start rules as they are specified, said once more.
struct OracleRules: Hashable {
    struct Past: Hashable {
        var id: Int64
        var modality: Modality
        var reason: EndReason
        var probe: ProbeRole?
        var duration: Duration
        /// Rests run from here.
        var endedAt: Instant
        var dose: Double

        private var byPerson: Bool { reason == .stoppedEarly || reason == .completed }
        var isNone: Bool { byPerson && duration < .seconds(30) }
        var isShort: Bool {
            duration < .seconds(300)
                && (reason == .probeFault || probe == .pack && (reason == .tooCold || reason == .tooHot))
        }
        var harmed: Bool { reason == .tooCold || reason == .tooHot || reason == .dose }

        func rest(before next: Modality) -> Duration {
            if next != modality || isShort { return .seconds(30 * 60) }
            return next == .ice ? .seconds(3 * 3600) : .seconds(3600)
        }
    }

    var past: [Past] = []
    var run: Instant?
    var onset: Instant?

    mutating func keep(_ session: Past) {
        past.removeAll { $0.id == session.id }
        past.append(session)
    }

    /// The first rule that forbids a start, or the modality that it would have.
    func judge(
        request: Modality?, override: Bool, probes: [ProbeRole], pack: Int32?, at now: Instant
    ) -> Result<Modality, Refused> {
        var modality = request ?? .ice
        if let pack {
            guard pack <= 15_000 || pack >= 35_000 else { return .failure(Refused(.packNotReady)) }
            modality = pack <= 15_000 ? .ice : .heat
            if let request, request != modality { return .failure(Refused(.packNotReady)) }
            if pack >= 49_500 { return .failure(Refused(.packTooHot)) }
            if pack < -4500, !probes.contains(.skin) || pack <= -24_500 { return .failure(Refused(.packTooCold)) }
        }
        if let code = wait(before: modality, override: override, at: now) { return .failure(Refused(code)) }
        return .success(modality)
    }

    private func wait(before modality: Modality, override: Bool, at now: Instant) -> RefusalCode? {
        let counting = past.filter { !$0.isNone }
        let standing = counting.filter { now - $0.endedAt < $0.rest(before: modality) }
        if !standing.isEmpty {
            let asked = standing + counting.filter { one in counting.allSatisfy { $0.endedAt <= one.endedAt } }
            let mayPass = asked.allSatisfy { !$0.harmed && now - $0.endedAt >= .seconds(30 * 60) }
            if !(override && mayPass) { return .rest }
        }
        if modality == .heat, let onset, now - onset < .seconds(48 * 3600) { return .tooEarlyForHeat }
        if modality == .heat, let run, now - run < .seconds(3 * 3600) { return .heatAfterRun }
        let today = past.filter { now - $0.endedAt < .seconds(24 * 3600) }
        let count = today.count { $0.modality == modality && !$0.isNone && !$0.isShort }
        if count >= (modality == .ice ? 6 : 3) { return .tooManyToday }
        if modality == .heat, today.reduce(0, { $0 + $1.dose }) >= 20 { return .dose }
        return nil
    }

    /// Heat that stays on after an end counts for the day as well.
    /// - Parameter total: of the session, where all of it was counted; nil: what there was is not in it.
    mutating func add(_ dose: Double, to id: Int64, total: Double?) {
        guard dose > 0, let index = past.firstIndex(where: { $0.id == id }) else { return }
        past[index].dose = total.map { max(past[index].dose, $0) } ?? past[index].dose + dose
    }

    func doseOfTheDay(at now: Instant) -> Double {
        past.filter { now - $0.endedAt < .seconds(24 * 3600) }.reduce(0) { $0 + $1.dose }
    }

    struct Refused: Error, Hashable {
        let code: RefusalCode
        init(_ code: RefusalCode) { self.code = code }
    }
}
