extension Coach {
    // MARK: Faults of the device

    mutating func note(_ fault: Fault, isThere: Bool, words: String, at now: Instant) {
        guard (faults[fault] != nil) != isThere else { return }
        faults[fault] = isThere ? StandingFault(since: now) : nil
        log(
            isThere ? .fault : .faultCleared, words.isEmpty ? fault.name : "\(fault.name): \(words)",
            session: runningID, at: now)
    }

    /// A clock that nobody vouches for is a fault where it matters: a session or a mark that still counts is dated by
    /// proof alone, so that rests last longer than they need to.
    mutating func noteClock(at now: Instant) {
        note(
            .clock, isThere: history.unproven,
            words: history.unproven
                ? "not synchronised, so rests count only time that has provably passed: connect the board to a network"
                : "what counts for rests is dated again",
            at: now)
    }

    /// A press or an acknowledgement has seen what blinks: no more of it. Others blink on.
    mutating func hideFault() {
        guard let shown = shownFault else { return }
        for fault in faults.keys where fault.blinks == shown.fault.blinks { faults[fault]?.isHidden = true }
    }

    /// The fault that blinks, and from when on.
    var shownFault: (fault: Fault, since: Instant)? {
        let first = faults.filter { !$0.value.isHidden }.keys.min()
        return first.flatMap { fault in faults[fault].map { (fault, $0.since) } }
    }

    // MARK: Deadlines

    mutating func meetIdleDeadlines(at now: Instant) {
        if let due = watch?.until, due <= now { watch = nil }
        for (role, since) in badSince where since + CoachRules.idleFaultAfter <= now && faults[.probe(role)] == nil {
            faults[.probe(role)] = StandingFault(since: since + CoachRules.idleFaultAfter)
        }
    }

    // MARK: Watching a pack

    /// Whether a press would now start, told once.
    mutating func watchPack(at now: Instant) {
        guard case .idle = phase, var watch else { return }
        let isReady = wouldStart(watch, at: now)
        watch.readySince = isReady ? watch.readySince ?? now : nil
        if isReady, !watch.wasAnnounced {
            watch.wasAnnounced = true
            log(.notice, "\(Notice.packReady.rawValue): a press would now start", at: now)
            play(.twoChirps, at: now)
        }
        self.watch = watch
    }

    private func wouldStart(_ watch: PackWatch, at now: Instant) -> Bool {
        let readings = lastSample.filter { entry in
            if case .success = entry.value.reading { true } else { false }
        }
        guard plan.probes.allSatisfy({ readings[$0] != nil }), !button.isStuck,
            case .success(let modality) = verdict(request: nil, readings: readings, overridesRest: false, at: now)
        else { return false }
        return watch.request == nil || watch.request == modality
    }
}
