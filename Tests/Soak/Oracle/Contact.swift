import CoachCore

/// The button as its owner means it: which trains of edges are presses, and whether each acts exactly once.
struct Contact {
    struct Press {
        var at: Moment
        /// It must do something: nothing was unclear about the line before it.
        var isClear: Bool
        var wasUsed = false
    }

    private let debounce: Moment
    private var lastEdge: Moment?
    private var firstEdge: Moment = 0
    private var level = false
    private var isPressed = false
    private var cameUpAt: Moment = 0
    /// Closed since; nil: open, or not known to be closed.
    private(set) var closedSince: Moment?
    private var closedAtStart = false
    private(set) var presses: [Press] = []

    init(debounceMilliseconds: Int64) {
        debounce = milliseconds(debounceMilliseconds)
    }

    mutating func cameUp(closed: Bool, at now: Moment) {
        (lastEdge, firstEdge, level, isPressed, cameUpAt) = (now, now, closed, closed, now)
        (closedSince, closedAtStart) = (closed ? now : nil, closed)
        presses = []
    }

    /// - Returns: the press that this edge begins; nil: none.
    mutating func take(_ closed: Bool, at now: Moment) -> Press? {
        settle(at: now)
        if lastEdge == nil { firstEdge = now }
        (level, lastEdge) = (closed, max(now, lastEdge ?? now))
        guard closed, !isPressed else { return nil }
        isPressed = true
        closedSince = firstEdge
        let press = Press(at: firstEdge, isClear: firstEdge - cameUpAt > debounce)
        presses.append(press)
        if presses.count > 8 { presses.removeFirst() }
        return press
    }

    /// A line that has rested long enough is what it is.
    mutating func settle(at now: Moment) {
        guard let edge = lastEdge, now - edge >= debounce else { return }
        lastEdge = nil
        if !level { (isPressed, closedSince, closedAtStart) = (false, nil, false) }
    }

    /// Nothing may start: the button has been closed for too long, or since the service started.
    func isSurelyStuck(at now: Moment) -> Bool {
        guard let closedSince, level else { return false }
        return closedAtStart && now - closedSince > debounce || now - closedSince > Figures.stuck + debounce
    }

    /// Whether someone pressed at that moment; each press does one thing.
    mutating func use(at moment: Moment) -> Bool {
        // At once after the service's start nobody knows what a contact that moves had been doing.
        if moment >= cameUpAt, moment < cameUpAt + seconds(1) { return true }
        guard let index = presses.firstIndex(where: { $0.at == moment && !$0.wasUsed }) else { return false }
        presses[index].wasUsed = true
        return true
    }

    /// A press within that time before now that may have asked for a start.
    func asked(since: Moment) -> Press? { presses.last { $0.at >= since && !$0.wasUsed } }
}
