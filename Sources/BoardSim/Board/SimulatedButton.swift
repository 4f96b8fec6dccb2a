import BoardHAL
import CoachCore

/// A button whose contact bounces as real ones do: it makes edges for the debouncer and reports its level.
public struct SimulatedButton: Sendable {
    /// How long `press` keeps the contact closed after any bounce.
    public static let usualPress = Duration.milliseconds(100)

    /// The level of the line, as of the last ``takeEdges(through:)``.
    public private(set) var isClosed: Bool
    /// Edges that are still to come, in order.
    private var coming: [ButtonEdge] = []
    private var generator: SeededGenerator

    /// - Parameter closed: somebody or something holds it already.
    public init(closed: Bool = false, seed: UInt64 = 0) {
        isClosed = closed
        generator = SeededGenerator(seed: seed)
    }

    /// When the line moves next.
    public var nextEdge: Instant? { coming.first?.at }

    /// A finger presses at `now` and lets go after the bounce and `closed`; the opening bounces for as long.
    public mutating func press(
        at now: Instant, closed: Duration = SimulatedButton.usualPress, bounce: Duration = .zero
    ) {
        let start = max(now, coming.last?.at ?? now)
        hold(at: start, bounce: bounce)
        release(at: start + bounce + closed, bounce: bounce)
    }

    /// A finger presses and stays.
    public mutating func hold(at now: Instant, bounce: Duration = .zero) {
        train(to: true, at: now, bounce: bounce)
    }

    /// The finger goes.
    public mutating func release(at now: Instant, bounce: Duration = .zero) {
        train(to: false, at: now, bounce: bounce)
    }

    /// The edges that have happened by `now`, oldest first; the level follows them.
    public mutating func takeEdges(through now: Instant) -> [ButtonEdge] {
        let edges = Array(coming.prefix { $0.at <= now })
        coming.removeFirst(edges.count)
        isClosed = edges.last?.closed ?? isClosed
        return edges
    }

    /// Nothing where the contact will be at this level anyway. The first edge is at `now`, the last one `bounce` later.
    private mutating func train(to closed: Bool, at now: Instant, bounce: Duration) {
        guard (coming.last?.closed ?? isClosed) != closed else { return }
        // Two trains never mix: the second begins when the first is over.
        let start = max(now, coming.last.map { $0.at + .microseconds(1) } ?? now)
        coming.append(ButtonEdge(closed: closed, at: start))
        for (index, offset) in bounces(within: bounce).enumerated() {
            coming.append(ButtonEdge(closed: (index % 2 == 0) != closed, at: start + offset))
        }
    }

    /// An even number of instants after the first edge, so that the contact ends where it was going; the last is at
    /// the very end. Contacts part for some 50 µs to 2 ms at a time.
    private mutating func bounces(within bounce: Duration) -> [Duration] {
        guard bounce > .microseconds(10) else { return [] }
        var offsets: [Duration] = []
        var next = gap()
        while next < bounce {
            offsets.append(next)
            next += gap()
        }
        if offsets.isEmpty {
            offsets = [bounce / 2]
        } else if offsets.count.isMultiple(of: 2) {
            offsets.removeLast()
        }
        return offsets + [bounce]
    }

    private mutating func gap() -> Duration {
        .microseconds(Int64.random(in: 50...2000, using: &generator))
    }
}
