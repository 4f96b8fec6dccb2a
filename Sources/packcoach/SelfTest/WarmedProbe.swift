import CoachCore

/// Finds out which of several probes lies in somebody's hand.
struct WarmedProbe {
    /// A hand brings a probe well beyond what a draught or its neighbour does.
    static let leastRise = Temperature.celsius(2)
    static let leastLead = Temperature.celsius(1.5)

    private var first: [String: Temperature] = [:]
    private var rise: [String: Temperature] = [:]

    /// Takes a reading of the probe of that name.
    /// - Returns: the probe that is warmed; nil: not yet known.
    mutating func take(_ temperature: Temperature, of name: String) -> String? {
        let beginning = first[name] ?? temperature
        first[name] = beginning
        rise[name] = temperature - beginning
        // Each must have been seen twice, or one that is read late could be the warm one.
        guard rise.count > 1, let best = rise.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else { return nil }
        let second = rise.filter { $0.key != best.key }.map(\.value).max() ?? .celsius(0)
        return best.value >= Self.leastRise && best.value - second >= Self.leastLead ? best.key : nil
    }
}
