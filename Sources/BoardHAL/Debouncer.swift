import CoachCore

/// One edge of the button's contact, as the kernel stamped it. Contacts bounce: a press is a train of these.
public struct ButtonEdge: Hashable, Sendable {
    /// Which way: closed is pressed, whatever the line's active level.
    public var closed: Bool
    /// When the kernel saw it, not when somebody read it.
    public var at: Instant

    public init(closed: Bool, at: Instant) {
        self.closed = closed
        self.at = at
    }
}

/// What the finger did, once the bounce is taken out.
public enum ButtonChange: Hashable, Sendable {
    /// Dated by the first edge of its train.
    case pressed(at: Instant)
    /// Dated by the edge with which the contact opened for good.
    case released(at: Instant)
}

/// Turns a bouncing contact's edges into presses and releases: neither doubles a press nor loses one.
///
/// Eager on closing: the first closing edge of a line that was open is a press at once, so that the answer never
/// waits for the bounce. All that follows belongs to the same train until the line has kept one level for a whole
/// period. A release is only known then, because a contact under a finger may break for an instant.
///
/// The kernel names an edge after the level that it finds when it comes to look, so the first edges of a press may be
/// called opening ones. They begin its train all the same.
///
///     closed       ┌┐┌┐┌───────────────┐┌┐┌┐
///     open    ─────┘└┘└┘               └┘└┘└──────────────
///                  ^ pressed, at once       ^ released, known one period later
///
/// The kernel's event buffer can overflow and lose edges. What the line really is, asked at ``settlesAt``, mends that.
public struct Debouncer: Sendable {
    private let period: Duration
    /// The level the last edge announced, or that was read since.
    private var level: Bool
    /// The last edge of the train that is running; nil while the line is stable.
    private var lastEdge: Instant?
    /// The first edge of that train; nil where nobody saw the line stable before it.
    private var firstEdge: Instant?
    /// What has been reported: true between a press and its release.
    public private(set) var isClosed: Bool

    /// - Parameters:
    ///   - period: how long the line keeps one level before a train is over.
    ///   - closed: the line's level now. A button closed from the start is not a press; its release is a release.
    ///   - at: now. The line may be bouncing at this very moment, so the first period counts as a train: a closing
    ///     edge in it is a press only if the line stays closed.
    public init(period: Duration, closed: Bool, at: Instant) {
        self.period = period
        level = closed
        isClosed = closed
        lastEdge = at
    }

    /// When the loop should read the line and call ``settle(closed:at:)``; nil while the line is stable.
    public var settlesAt: Instant? {
        lastEdge.map { $0 + period }
    }

    /// Takes one edge in, in the order in which the kernel gave them.
    ///
    /// Edges read late can hide a release: if the line had settled open before this closing edge and nobody asked,
    /// the press that is returned implies it. ``changes(_:)`` reports both.
    /// - Returns: the press that this edge begins, or what had settled before it.
    public mutating func edge(_ edge: ButtonEdge) -> ButtonChange? {
        let settled = settle(before: edge.at)
        let pressed = begin(edge)
        return pressed ?? settled
    }

    /// Takes the edges of one drain in, with everything that settled between them.
    public mutating func changes(_ edges: [ButtonEdge]) -> [ButtonChange] {
        var changes: [ButtonChange] = []
        for edge in edges {
            if let settled = settle(before: edge.at) { changes.append(settled) }
            if let pressed = begin(edge) { changes.append(pressed) }
        }
        return changes
    }

    /// Ends the train with the line's real level, which mends edges that were lost. Does nothing before ``settlesAt``.
    ///
    /// Read the level first, then drain and take in the edges, then call this: an edge between the two reads then
    /// prolongs the train, and a level older than an edge is never believed.
    /// - Parameters:
    ///   - closed: the level read from the line.
    ///   - at: when it was read.
    public mutating func settle(closed: Bool, at: Instant) -> ButtonChange? {
        guard let lastEdge, at - lastEdge >= period else { return nil }
        let began = firstEdge ?? lastEdge
        level = closed
        self.lastEdge = nil
        firstEdge = nil
        guard closed != isClosed else { return nil }
        isClosed = closed
        return closed ? .pressed(at: began) : .released(at: lastEdge)
    }

    /// Ends a train that was over before an edge that came in only now; no level was read, the last edge's stands.
    private mutating func settle(before instant: Instant) -> ButtonChange? {
        settle(closed: level, at: instant)
    }

    private mutating func begin(_ edge: ButtonEdge) -> ButtonChange? {
        if lastEdge == nil { firstEdge = edge.at }
        level = edge.closed
        lastEdge = lastEdge.map { max($0, edge.at) } ?? edge.at
        guard let firstEdge, edge.closed, !isClosed else { return nil }
        isClosed = true
        return .pressed(at: firstEdge)
    }
}
