extension Temperature: CustomStringConvertible {
    /// One decimal, rounded half away from zero: `-1.5 °C`.
    public var description: String {
        let tenths = (abs(millidegrees) + 50) / 100
        let sign = millidegrees < 0 && tenths != 0 ? "-" : ""
        return "\(sign)\(tenths / 10).\(tenths % 10) °C"
    }
}
