/// Follows one cut-off through the samples of its probe.
///
/// Time runs continuously between samples: gaps, jitter and late samples neither start a hold over nor shorten it.
/// Faults never reach it, so they neither confirm nor reset anything.
struct CutoffTracker: Hashable, Sendable {
    let cutoff: Cutoff
    /// The first valid sample of the stretch beyond the threshold.
    private(set) var beyondSince: Instant?
    /// Valid samples in a row beyond the threshold.
    private var samplesBeyond = 0
    /// All time beyond the threshold.
    private var totalBeyond = Duration.zero
    /// The last valid sample.
    private var lastAt: Instant?
    /// A person has answered for this stretch beyond the threshold.
    private(set) var isAnswered = false

    init(_ cutoff: Cutoff) {
        self.cutoff = cutoff
    }

    /// The last valid sample lies beyond the threshold.
    var isBeyond: Bool { beyondSince != nil }

    /// Takes a valid sample.
    /// - Returns: whether the cut-off is crossed at this sample.
    mutating func take(_ reading: Temperature, at now: Instant) -> Bool {
        let before = totalBeyond
        // The stretch since the last sample belongs to what that sample said: a gap in danger is danger.
        if let lastAt, isBeyond { totalBeyond += now - lastAt }
        lastAt = now
        if cutoff.isBeyond(reading) {
            beyondSince = beyondSince ?? now
            samplesBeyond += 1
        } else {
            beyondSince = nil
            samplesBeyond = 0
            isAnswered = false
        }
        switch cutoff.hold {
        case .sustained(let hold): return beyondSince.map { now - $0 >= hold } ?? false
        case .samples(let count): return samplesBeyond >= count
        // Also when the sample that completes the sum lies on the good side: the time is over all the same.
        case .total(let hold): return totalBeyond >= hold && (isBeyond || before < hold)
        }
    }

    /// The last valid sample alone would be reason to keep the pack off.
    var isDanger: Bool {
        guard isBeyond else { return false }
        // Below 10 °C is a danger only to skin that has been there for too long already.
        if case .total(let hold) = cutoff.hold { return totalBeyond >= hold }
        return true
    }

    /// An alarm was acknowledged: what lies beyond now is asked about once, at its own time. What crosses anew is not
    /// touched by this.
    mutating func answer() { isAnswered = isBeyond }

    /// That time has come.
    mutating func forgetAnswer() { isAnswered = false }
}
