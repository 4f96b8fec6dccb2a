/// From when on what happened may not be in the log: the disk is in trouble, or takes its time.
struct Doubt {
    /// How long the log may take for one thing.
    var delay: Moment = 0
    private var troubleSince: Moment?
    private var lastTrouble: ClosedRange<Moment>?

    mutating func trouble(_ isThere: Bool, at now: Moment) {
        if isThere, troubleSince == nil {
            // Two troubles close to each other are one: nothing may have been written in between.
            troubleSince = lastTrouble.flatMap { now <= $0.upperBound + slack ? $0.lowerBound : nil } ?? now
        } else if !isThere, let since = troubleSince {
            (troubleSince, lastTrouble) = (nil, since...now)
        }
    }

    var isTroubled: Bool { troubleSince != nil }

    /// What happened before this is in the log at `now`.
    func since(_ now: Moment) -> Moment {
        // A write that is under way, what waits behind it, and what was asked meanwhile.
        let under = delay * 6
        if let troubleSince { return troubleSince - under }
        if let lastTrouble, now <= lastTrouble.upperBound + slack { return lastTrouble.lowerBound - under }
        // Without a delay it is written at the same instant.
        return under == 0 ? now + 1 : now - under
    }

    private var slack: Moment { Figures.logRetries + delay * 6 }
}
