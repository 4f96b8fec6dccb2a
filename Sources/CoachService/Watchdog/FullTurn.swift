import CoachCore

extension CoachStatus {
    /// SR-22: in a session whether each probe was heard, or was found not to answer, as lately as it has to be; else it
    /// does not matter. A reader that hangs is no reason to start the service again: it ends the session by itself
    /// (SR-06), and its alarm must not be disturbed.
    func hasHeardProbes(at now: Instant) -> Bool {
        guard elapsed != nil else { return true }
        return probes.allSatisfy { role in
            guard let sample = lastSamples[role] else { return false }
            if case .failure(.hung) = sample.reading { return true }
            return now - sample.at <= CoachRules.sampleInterval + CoachRules.hungAfter
        }
    }
}

extension Service {
    /// Whether the turns of late made a whole one: the probes heard, the rules asked, LEDs and buzzer driven. This is
    /// asked at the end of a turn, so what is left to see to are the probes.
    func hasFullTurn(at now: Instant) -> Bool { status(at: now).hasHeardProbes(at: now) }
}
