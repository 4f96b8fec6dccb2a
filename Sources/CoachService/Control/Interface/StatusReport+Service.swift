import CoachCore
import SessionLog

extension StatusReport {
    /// - Parameters:
    ///   - faultWords: what was told of faults that are no probe's.
    ///   - clock: both clocks at the moment of the status.
    init(
        _ status: CoachStatus, shown: Indication, faultWords: [CoachCore.Fault: String], clock: ClockReading,
        database: String
    ) {
        state = status.state.rawValue
        isChecking = status.isChecking
        modality = status.modality?.rawValue
        session = status.session
        elapsed = status.elapsed?.inMilliseconds
        left = status.left?.inMilliseconds
        opensIn = status.opensIn?.inMilliseconds
        resume = status.resumable.map {
            Resumption(
                session: $0.session, modality: $0.modality.rawValue,
                left: max(.zero, $0.until - clock.instant).inMilliseconds)
        }
        leds = shown.frame.pattern
        lit = shown.lit.pattern
        buzzer = shown.buzzer
        probes = status.probes.map { Probe($0, status.lastSamples[$0], at: clock.instant) }
        faults = status.faults.map { fault in
            Fault(name: fault.name, message: status.words(of: fault) ?? faultWords[fault] ?? "")
        }
        ice = Allowance(status.refusal(of: .ice), clock: clock)
        heat = Allowance(status.refusal(of: .heat), clock: clock)
        onsetIsMarked = status.onset != nil
        onsetAge = status.onset.map { (clock.instant - $0).inMilliseconds }
        packIsReady = status.packIsReady
        now = RFC3339.string(clock.wall)
        clockIsSynchronised = clock.synchronised
        self.database = database
        version = Release.version
    }
}

extension StatusReport.Probe {
    fileprivate init(_ role: ProbeRole, _ sample: Sample?, at now: Instant) {
        self.role = role.rawValue
        switch sample?.reading {
        case .success(let temperature): (celsius, fault) = (temperature.celsius, nil)
        case .failure(let reason): (celsius, fault) = (nil, reason.rawValue)
        case nil: (celsius, fault) = (nil, nil)
        }
        age = sample.map { (now - $0.at).inMilliseconds }
    }
}

extension StatusReport.Allowance {
    init(_ refusal: Refusal?, clock: ClockReading) {
        let told = refusal.map { StartRefusal($0, clock: clock) }
        isAllowed = told == nil
        code = told?.code
        message = told?.message
        from = told?.until
        left = told?.left
    }
}

extension EventReport {
    init(_ event: LogEvent, clock: ClockReading) {
        at = RFC3339.string(clock.wall + (event.at - clock.instant))
        kind = event.kind.rawValue
        detail = event.detail
        session = event.session
    }
}

extension CoachStatus {
    /// What is wrong with a probe; nil: the fault is no probe's.
    fileprivate func words(of fault: Fault) -> String? {
        guard case .probe(let role) = fault else { return nil }
        guard case .failure(let reason) = lastSamples[role]?.reading else { return "no temperature: check its cable" }
        return "no temperature (\(reason.rawValue)): check its cable"
    }
}

extension ClockReading {
    /// The wall time of an instant to the second, rounded up; nil where the clock does not know.
    func time(at instant: Instant) -> String? {
        guard synchronised else { return nil }
        let milliseconds = (wall + (instant - self.instant)).milliseconds
        return RFC3339.string(WallTime(milliseconds: (milliseconds + 999) / 1000 * 1000))
    }
}

extension Duration {
    /// Seconds, to the millisecond.
    var inMilliseconds: Double { Double(milliseconds) / 1000 }
}
