import CoachCore

/// Places what happened in earlier boots on this boot's time line, never earlier than is proven.
///
/// Proof that time passed is of two kinds. A boot that is known to have run for a while took at least that long. And
/// where the clock was synchronised in two boots, wall time says how far two moments lie apart: for the earlier one the
/// largest offset of its boot counts and for the later one the first of its own, so that a wall clock that was set in
/// the meantime can make a rest longer and never shorter. The proofs are joined so that the most time results that all
/// of them allow.
struct TimeLine {
    /// An instant of this boot, and how it came about.
    struct Placed {
        /// The latest that it can have been.
        var instant: Instant
        /// Proof alone dates it, because a clock that should tell was not synchronised.
        var unproven: Bool
    }

    private struct Earlier {
        var lastSeen: Int64
        /// Proven time from the start of the next boot to now.
        var sinceNextStart: Int64
        var largestOffset: Int64?
        /// The wall time that now has at least, as the clock of the next boot with one would tell if nobody had set it.
        var nowByLaterClocks: Int64?
    }

    private let now: Instant
    private let isSynchronised: Bool
    /// By the boot's row; a boot that is not in here is this one.
    private var earlier: [Int64: Earlier] = [:]
    /// This boot's row; nil where the log does not know it yet.
    let current: Int64?

    /// - Parameter boots: all that the log knows, in their order.
    init(boots: [BootRecord], bootID: String, now: ClockReading) {
        let known = boots.last { $0.bootID == bootID }
        let anchor = known?.first ?? (now.synchronised ? ClockOffset(now) : nil)
        current = known?.id
        self.now = now.instant
        isSynchronised = anchor != nil

        var sinceStart = now.instant.nanoseconds
        var nowByClock = anchor.map { $0.nanoseconds.addingClamped(sinceStart) }
        for boot in boots.reversed() where boot.bootID != bootID {
            let lastSeen = boot.lastSeen.nanoseconds
            earlier[boot.id] = Earlier(
                lastSeen: lastSeen, sinceNextStart: sinceStart, largestOffset: boot.largest?.nanoseconds,
                nowByLaterClocks: nowByClock)
            var sinceEnd = sinceStart
            if let largest = boot.largest, let nowByClock {
                sinceEnd = max(
                    sinceEnd, nowByClock.subtractingClamped(largest.nanoseconds).subtractingClamped(lastSeen))
            }
            sinceStart = max(0, lastSeen).addingClamped(sinceEnd)
            // On this boot's own clock, before anybody set it: what it was put forward by is no time that passed.
            if let first = boot.first { nowByClock = first.nanoseconds.addingClamped(sinceStart) }
        }
    }

    func place(_ instant: Instant, in boot: Int64) -> Placed {
        guard let earlier = earlier[boot] else { return Placed(instant: instant, unproven: false) }
        var age = earlier.sinceNextStart.addingClamped(max(0, earlier.lastSeen.subtractingClamped(instant.nanoseconds)))
        if let largest = earlier.largestOffset, let now = earlier.nowByLaterClocks {
            age = max(age, now.subtractingClamped(largest).subtractingClamped(instant.nanoseconds))
        }
        // A damaged row may claim any time; farther away than this nothing is.
        return Placed(
            instant: now - .nanoseconds(min(age, LogRange.nanoseconds)),
            unproven: !isSynchronised || earlier.largestOffset == nil)
    }
}
