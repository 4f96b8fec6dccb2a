import BoardHAL
import CoachCore

/// A finger on a bouncing contact: what it meant, and the edges that the line made of it.
struct ContactTrain {
    /// The presses and releases of the finger, in order, dated as the debouncer should date them.
    private(set) var meant: [ButtonChange] = []
    private(set) var edges: [ButtonEdge] = []
    private var now: Instant

    init(from start: Instant) {
        now = start
    }

    /// One press: the contact bounces for up to `bounce` on closing and again on opening, is held in between and left
    /// alone after it.
    mutating func press(
        held: Duration, bounce: Duration, rest: Duration, using generator: inout some RandomNumberGenerator
    ) {
        meant.append(.pressed(at: now))
        swing(to: true, within: bounce, using: &generator)
        now = now + held
        swing(to: false, within: bounce, using: &generator)
        meant.append(.released(at: edges[edges.count - 1].at))
        now = now + rest
    }

    /// An odd number of edges, the first now, the last at the new level and not later than `bounce` from now.
    private mutating func swing(
        to closed: Bool, within bounce: Duration, using generator: inout some RandomNumberGenerator
    ) {
        let pairs = Int.random(in: 0...6, using: &generator)
        let offsets = (0..<2 * pairs).map { _ in Int64.random(in: 1...bounce.nanoseconds, using: &generator) }.sorted()
        for (index, offset) in ([0] + offsets).enumerated() {
            edges.append(ButtonEdge(closed: closed == index.isMultiple(of: 2), at: now + .nanoseconds(offset)))
        }
        now = edges[edges.count - 1].at
    }

    /// The line's level at an instant.
    func isClosed(at instant: Instant) -> Bool {
        // By halves: a train of thousands of presses is asked tens of thousands of times.
        var (low, high) = (0, edges.count)
        while low < high {
            let middle = (low + high) / 2
            if edges[middle].at <= instant { low = middle + 1 } else { high = middle }
        }
        return low > 0 && edges[low - 1].closed
    }
}

/// Plays edges as the service's loop does: drains what is there, then reads the level when the debouncer asks for it.
/// - Parameters:
///   - seen: the edges that reach the service; those of the train unless some were lost.
///   - drainEvery: how late edges are read; they are read at the multiples of this.
func play(
    _ train: ContactTrain, seen: [ButtonEdge]? = nil, into debouncer: inout Debouncer, drainEvery: Duration
) -> [ButtonChange] {
    var changes: [ButtonChange] = []
    var waiting = (seen ?? train.edges)[...]
    var now = Instant.boot
    while !waiting.isEmpty || debouncer.settlesAt != nil {
        let drainAt = waiting.first.map { edge in
            let step = drainEvery.nanoseconds
            return Instant(nanoseconds: (edge.at.nanoseconds + step - 1) / step * step)
        }
        now = [drainAt, debouncer.settlesAt].compactMap { $0 }.reduce(Instant(nanoseconds: .max), min)
        let closed = train.isClosed(at: now)
        let batch = waiting.prefix { $0.at <= now }
        waiting.removeFirst(batch.count)
        changes += debouncer.changes(Array(batch))
        let due = debouncer.settlesAt
        if let change = debouncer.settle(closed: closed, at: now) { changes.append(change) }
        // A debouncer that asks for a settle and then refuses it would keep us here for ever.
        if batch.isEmpty, debouncer.settlesAt == due { return changes }
    }
    return changes
}
