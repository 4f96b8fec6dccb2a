import CoachCore
import Testing

/// One limit of the product, and what is seen on either side of it.
///
/// Figures are typed in again, never taken from the code: a limit that moves then fails here. Every limit that the code
/// declares has one at least; `DeclaredLimits` sees to that.
struct Boundary: Sendable {
    /// What one step is.
    enum Unit: Sendable {
        case millidegrees, nanoseconds, count

        /// The steps that are tried around the limit.
        var steps: [Int64] {
            switch self {
            case .millidegrees, .count: [-1, 0, 1]
            case .nanoseconds: [-1_000_000, -1, 0, 1, 1_000_000]
            }
        }
    }

    /// On which side of the limit it is so.
    enum Side: Sendable {
        case below, atOrBelow, atOrAbove, above

        func holds(_ step: Int64) -> Bool {
            switch self {
            case .below: step < 0
            case .atOrBelow: step <= 0
            case .atOrAbove: step >= 0
            case .above: step > 0
            }
        }
    }

    /// The declarations that this is a test of, as `CoachRules.checkTimeout`.
    var limits: [String]
    /// What is so on one side and not on the other.
    var what: String
    var unit: Unit
    var side: Side
    /// Whether it is so at the limit and this step.
    var isSo: @Sendable (Int64) -> Bool

    /// At the limit's time and a step, in nanoseconds and milliseconds.
    static func time(
        _ limits: String..., what: String, _ side: Side, isSo: @escaping @Sendable (Duration) -> Bool
    ) -> Boundary {
        Boundary(limits: limits, what: what, unit: .nanoseconds, side: side) { isSo(.nanoseconds($0)) }
    }

    /// At the limit's temperature and a millidegree.
    static func temperature(
        _ limits: String..., what: String, _ side: Side, isSo: @escaping @Sendable (Int32) -> Bool
    ) -> Boundary {
        Boundary(limits: limits, what: what, unit: .millidegrees, side: side) { isSo(Int32($0)) }
    }

    /// At the limit's number and one.
    static func count(
        _ limits: String..., what: String, _ side: Side, isSo: @escaping @Sendable (Int) -> Bool
    ) -> Boundary {
        Boundary(limits: limits, what: what, unit: .count, side: side) { isSo(Int($0)) }
    }

    static let all =
        cutoffs + doses + probes + starts + waits + button + session + removal + watching + advice + configurable
}

/// One limit at one step.
struct BoundaryCase: Sendable, CustomTestStringConvertible {
    var boundary: Boundary
    var step: Int64

    static let all = Boundary.all.flatMap { boundary in
        boundary.unit.steps.map { BoundaryCase(boundary: boundary, step: $0) }
    }

    var expected: Bool { boundary.side.holds(step) }

    var testDescription: String {
        let sign = step > 0 ? "+" : ""
        let size =
            switch boundary.unit {
            case .millidegrees: "\(sign)\(step) m°C"
            case .nanoseconds where abs(step) == 1_000_000: "\(sign)\(step / 1_000_000) ms"
            case .nanoseconds: "\(sign)\(step) ns"
            case .count: "\(sign)\(step)"
            }
        return "\(boundary.what), \(size)"
    }
}
