import BoardHAL
import CoachCore

/// What passed between the service and its machine since the oracle last looked. Times are true.
final class Record {
    struct Delivery {
        var role: ProbeRole
        var reading: Reading
        var at: Moment
    }

    struct Edge {
        var closed: Bool
        var at: Moment
    }

    struct Told {
        var session: Int64?
        var at: Moment
        var kind: EventKind
        var detail: String

        /// The first word of the detail: a refusal's code, an end's reason, a notice's name.
        var code: String { String(detail.prefix { $0 != ":" && $0 != " " && $0 != "," }) }
    }

    struct Given {
        var ticket: Int
        var answer: Answer
    }

    /// A service came up: it is a new one that did what follows.
    var cameUp = false
    /// The button's line when it did.
    var closedAtStart = false
    var deliveries: [Delivery] = []
    var edges: [Edge] = []
    var told: [Told] = []
    var given: [Given] = []

    func clear() {
        cameUp = false
        deliveries.removeAll(keepingCapacity: true)
        edges.removeAll(keepingCapacity: true)
        told.removeAll(keepingCapacity: true)
        given.removeAll(keepingCapacity: true)
    }
}
