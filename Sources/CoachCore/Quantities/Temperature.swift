/// A temperature in whole thousandths of a degree Celsius, as the kernel's probe drivers report it.
///
/// Integer arithmetic, so that a limit is met or not met to the millidegree and never by rounding.
public struct Temperature: Hashable, Comparable, Sendable {
    /// Thousandths of a degree Celsius.
    public var millidegrees: Int32

    public init(millidegrees: Int32) {
        self.millidegrees = millidegrees
    }

    /// A whole or fractional number of degrees Celsius, rounded to the nearest millidegree.
    public static func celsius(_ degrees: Double) -> Temperature {
        Temperature(millidegrees: Int32((degrees * 1000).rounded()))
    }

    /// Degrees Celsius, for people and for the thermal dose; never for comparing with a limit.
    public var celsius: Double { Double(millidegrees) / 1000 }

    public static func < (left: Temperature, right: Temperature) -> Bool {
        left.millidegrees < right.millidegrees
    }

    public static func + (left: Temperature, right: Temperature) -> Temperature {
        Temperature(millidegrees: left.millidegrees + right.millidegrees)
    }

    public static func - (left: Temperature, right: Temperature) -> Temperature {
        Temperature(millidegrees: left.millidegrees - right.millidegrees)
    }
}
