/// The times that configuration may set, already checked against what safety allows.
public struct SessionTimes: Hashable, Sendable {
    /// From here on ending the session counts as completed.
    public var minimum: Duration
    /// Nothing can lengthen a session past this.
    public var ceiling: Duration
    /// Rest before the same modality again.
    public var rest: Duration

    public init(minimum: Duration, ceiling: Duration, rest: Duration) {
        self.minimum = minimum
        self.ceiling = ceiling
        self.rest = rest
    }
}
