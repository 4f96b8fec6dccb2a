/// A board that cannot be had now.
public struct BoardUnavailable: Error, Hashable, Sendable, CustomStringConvertible {
    /// A sentence for people: what is missing or held by whom, and what to do about it.
    public var description: String
    /// The same attempt may succeed later with nobody doing anything: the driver is not loaded yet.
    public var mayAppear: Bool
    /// The user lacks a right.
    public var isPermission: Bool

    public init(_ description: String, mayAppear: Bool, isPermission: Bool) {
        self.description = description
        self.mayAppear = mayAppear
        self.isPermission = isPermission
    }
}
