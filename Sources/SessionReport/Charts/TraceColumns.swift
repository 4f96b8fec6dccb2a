import CoachCore

/// A session's readings as a picture can show them: of each column of pixels the lowest and the highest, so that no
/// peak is lost, however many readings fall into it.
///
/// One pass over the readings, and memory for the columns alone.
struct TraceColumns {
    /// What one probe read in one column.
    struct Column: Hashable {
        var low: Int32
        var high: Int32
        /// The highest came after the lowest.
        var rises = false
        /// Nothing was read for a while before this column: the line does not reach back.
        var isAfterGap = false
    }

    let count: Int
    private let millisecondsPerColumn: Double
    private var columns: [ProbeRole: [Column?]] = [:]
    private var lastMilliseconds: [ProbeRole: Int64] = [:]
    /// Where a fault stood in place of a reading, whichever probe it was.
    private(set) var faults: [Bool]

    /// - Parameters:
    ///   - count: how many columns.
    ///   - length: the time over which they go.
    init(count: Int, over length: Duration) {
        self.count = count
        millisecondsPerColumn = Double(max(1, length.milliseconds)) / Double(count)
        faults = Array(repeating: false, count: count)
    }

    /// The probes that gave anything.
    var roles: [ProbeRole] { ProbeRole.allCases.filter { columns[$0] != nil } }

    func columns(of role: ProbeRole) -> [Column?] { columns[role] ?? [] }

    /// Of one probe, over all columns; nil where it gave nothing.
    func range(of role: ProbeRole) -> ClosedRange<Double>? {
        let given = columns(of: role).compactMap { $0 }
        guard let low = given.map(\.low).min(), let high = given.map(\.high).max() else { return nil }
        return Temperature(millidegrees: low).celsius...Temperature(millidegrees: high).celsius
    }

    /// The next reading, in the order of time.
    /// - Parameter millidegrees: nil: a fault.
    mutating func take(_ milliseconds: Int64, _ role: ProbeRole, _ millidegrees: Int32?) {
        let column = min(count - 1, max(0, Int(Double(milliseconds) / millisecondsPerColumn)))
        guard let value = millidegrees else {
            faults[column] = true
            return
        }
        let last = lastMilliseconds.updateValue(milliseconds, forKey: role)
        let gap = last.map { milliseconds - $0 >= SafetyLimits.silenceNotice.milliseconds } ?? false
        columns[role, default: Array(repeating: nil, count: count)][column].widen(by: value, afterGap: gap)
    }
}

extension TraceColumns.Column? {
    fileprivate mutating func widen(by value: Int32, afterGap: Bool) {
        guard var column = self else {
            self = TraceColumns.Column(low: value, high: value, isAfterGap: afterGap)
            return
        }
        if value < column.low {
            column.low = value
            column.rises = false
        } else if value > column.high {
            column.high = value
            column.rises = true
        }
        self = column
    }
}
