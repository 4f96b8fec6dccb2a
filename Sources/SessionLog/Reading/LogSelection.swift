import CoachCore

/// Which part of the log is asked for; what is nil or empty selects everything.
public struct LogSelection: Hashable, Sendable {
    /// Leaves out what a synchronised clock dates before this.
    public var since: WallTime?
    /// Of this modality alone; nil: of both.
    public var modality: Modality?
    /// Sessions that ended so; a session that runs has no reason yet.
    public var reasons: [EndReason]

    public init(since: WallTime? = nil, modality: Modality? = nil, reasons: [EndReason] = []) {
        self.since = since
        self.modality = modality
        self.reasons = reasons
    }

    /// Everything is asked for.
    public var isEmpty: Bool { since == nil && modality == nil && reasons.isEmpty }

    /// The condition on a session `s`, and the values of its `?`.
    var condition: (sql: String, values: [(any Bindable)?]) {
        var conditions: [String] = []
        var values: [(any Bindable)?] = []
        if let since {
            conditions.append("(s.started_at >= ? OR s.clock_synced = 0)")
            values.append(RFC3339.string(since))
        }
        if let modality {
            conditions.append("s.modality = ?")
            values.append(modality.rawValue)
        }
        if !reasons.isEmpty {
            conditions.append("s.end_reason IN (\(reasons.map { _ in "?" }.joined(separator: ", ")))")
            values += reasons.map { $0.rawValue as (any Bindable)? }
        }
        return (conditions.isEmpty ? "TRUE" : conditions.joined(separator: " AND "), values)
    }
}
