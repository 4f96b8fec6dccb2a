import CoachCore

/// A session that is over, as far as it matters later.
struct Past {
    /// True time of the press; no two sessions have the same.
    var press: Moment
    var boot: Int
    var modality: Modality
    var reason: EndReason
    var crossedBy: ProbeRole?
    var endedAt: Moment
    /// Rests run from here.
    var restFrom: Moment
    var doseAtLeast: Double
    var doseAtMost: Double
    /// What the last reading of the skin added.
    var lastDose = 0.0
    /// Everything that is known of it was known by then.
    var changedAt: Moment
    var acknowledgedAt: Moment?
    /// What its log has to hold; nil: that cannot be known.
    var kept: [SessionWatch.Kept]?

    var duration: Moment { endedAt - press }
    private var byPerson: Bool { reason == .stoppedEarly || reason == .completed }
    /// As good as never begun.
    var isNone: Bool { byPerson && duration < Figures.noneBefore }
    /// The pack or a fault cut it off before it could do anything.
    var isShort: Bool {
        duration < Figures.shortBefore
            && (reason == .probeFault || crossedBy == .pack && (reason == .tooCold || reason == .tooHot))
    }
    var harmed: Bool { reason == .tooCold || reason == .tooHot || reason == .dose }

    func rest(before next: Modality, _ setup: Setup) -> Moment {
        next != modality || isShort ? Figures.otherRest : seconds(setup.rest[modality] ?? 0)
    }
}
