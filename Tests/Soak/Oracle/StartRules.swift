import CoachCore

/// When a start is allowed, by true time: clocks may make the service more careful than this, never less.
struct StartRules {
    let setup: Setup
    let past: [Past]
    var run: Moment?
    var onset: Moment?

    /// Why `modality` must not start at `now`; nil: it may.
    /// - Parameter slack: so much too early is let pass; wall times have milliseconds.
    func obstacle(to modality: Modality, override: Bool, at now: Moment, slack: Moment = milliseconds(2))
        -> RefusalCode?
    {
        let counting = past.filter { !$0.isNone }
        let resting = counting.filter { now + slack < $0.restFrom + $0.rest(before: modality, setup) }
        if !resting.isEmpty {
            let last = counting.max { $0.restFrom < $1.restFrom }
            let mayPass = (resting + [last].compactMap { $0 })
                .allSatisfy { !$0.harmed && now + slack >= $0.restFrom + Figures.otherRest }
            if !(override && mayPass) { return .rest }
        }
        if modality == .heat, let onset, now + slack < onset + Figures.noHeatAfterOnset { return .tooEarlyForHeat }
        if modality == .heat, let run, now + slack < run + Figures.noHeatAfterRun { return .heatAfterRun }
        let today = past.filter { now + slack < $0.restFrom + Figures.day }
        let count = today.count { $0.modality == modality && !$0.isNone && !$0.isShort }
        if count >= Figures.perDay[modality] ?? 0 { return .tooManyToday }
        if modality == .heat, today.reduce(0, { $0 + $1.doseAtLeast }) >= Figures.dosePerDay + 1e-6 { return .dose }
        return nil
    }

    /// What the pack itself says; `wish` is what a switch or a command asks for.
    func packObstacle(pack: Int32?, wish: Modality?, modality: Modality) -> RefusalCode? {
        guard let pack else { return modality == wish ?? .ice ? nil : .packNotReady }
        let sensed: Modality? =
            pack <= Figures.iceAtMost ? .ice : pack >= Figures.heatAtLeast ? .heat : nil
        if sensed != modality || wish != nil && wish != modality { return .packNotReady }
        if pack >= Figures.tooHotFrom { return .packTooHot }
        let coldest = setup.probes.contains(.skin) ? Figures.tooColdUnderSkinProbe : Figures.tooColdBelow
        if setup.probes.contains(.skin) ? pack <= coldest : pack < coldest { return .packTooCold }
        return nil
    }

    /// CEM43 minutes of the last 24 h, at least and at most.
    func dose(at now: Moment) -> (atLeast: Double, atMost: Double) {
        let today = past.filter { now < $0.restFrom + Figures.day }
        return (today.reduce(0) { $0 + $1.doseAtLeast }, past.reduce(0) { $0 + $1.doseAtMost })
    }
}
