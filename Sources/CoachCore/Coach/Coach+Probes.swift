extension Coach {
    /// Once a second where something hangs on it, else once a minute.
    var sampleInterval: Duration {
        if case .idle = phase, aftermath == nil, watch == nil, outputTest == nil, !isProbing {
            return CoachRules.idleInterval
        }
        return CoachRules.sampleInterval
    }

    /// A probe gave a bad reading when idle: look again soon, until it is a fault.
    private var isProbing: Bool {
        badSince.keys.contains { faults[.probe($0)] == nil }
    }

    mutating func readProbes(at now: Instant) {
        switch phase {
        case .leaving, .gone: return
        case .idle, .checking, .running, .removal: break
        }
        for index in sampling.indices {
            if let fault = sampling[index].late(at: now) {
                take(Sample(role: sampling[index].role, at: now, reading: .failure(fault)), at: now, isAnswer: false)
            }
            if let due = sampling[index].nextRead(every: sampleInterval), due <= now {
                ask(sampling[index].role, at: now)
            }
        }
    }

    /// Has a probe read, unless that is under way.
    mutating func ask(_ role: ProbeRole, at now: Instant) {
        guard let index = sampling.firstIndex(where: { $0.role == role }),
            sampling[index].ask(at: now, every: sampleInterval)
        else { return }
        emit(.read(role))
    }

    mutating func take(_ sample: Sample, at now: Instant, isAnswer: Bool = true) {
        guard let index = sampling.firstIndex(where: { $0.role == sample.role }) else { return }
        if isAnswer { sampling[index].answered() }
        tellFault(of: sample, at: now)
        lastSample[sample.role] = sample
        switch phase {
        case .running: sessionSample(sample, at: now)
        case .checking(let check):
            aftermathSample(sample, at: now)
            if case .checking = phase { checkSample(sample, check, at: now) }
        case .idle:
            aftermathSample(sample, at: now)
            watchPack(at: now)
        case .removal: aftermathSample(sample, at: now)
        case .leaving, .gone: return
        }
    }

    /// Logs where a probe's faults begin, change and end; a lone bad read is told and survived.
    private mutating func tellFault(of sample: Sample, at now: Instant) {
        let before: ProbeFault? =
            if case .failure(let fault) = lastSample[sample.role]?.reading { fault } else { nil }
        switch sample.reading {
        case .failure(let fault):
            if badSince[sample.role] == nil { badSince[sample.role] = now }
            if fault != before {
                log(.probeFault, "\(sample.role.rawValue) \(fault.rawValue)", session: runningID, at: now)
            }
        case .success(let reading):
            if before != nil {
                log(.probeOK, "\(sample.role.rawValue) \(reading)", session: runningID, at: now)
            }
            badSince[sample.role] = nil
            faults[.probe(sample.role)] = nil
        }
    }
}
