import CoachCore

extension Configuration {
    /// What the core needs of it.
    public var plan: Plan {
        Plan(
            ice: ice, heat: heat, probes: probes.map(\.role), ledCount: leds.lines.count, chirps: buzzer.chirps == .all)
    }
}
