import CoachCore

/// The limits that no configuration reaches, for people: where they stand in the code is the only place of their figures.
public struct FixedLimit: Hashable, Sendable {
    /// `heat, skin probe`
    public let subject: String
    /// `warn`, `stop`, `refuse`, or `but` for an exception.
    public let action: String
    /// The limit itself, for people.
    public let words: String

    /// What the limits are held against.
    public static let compared = "the reading, less or more by the probe's tolerance of \(SafetyLimits.tolerance)"

    /// All of them.
    public static let all: [FixedLimit] = cutoffs + doses + rules

    private static let cutoffs: [FixedLimit] = [
        ("ice, skin probe", SafetyLimits.iceOnSkin), ("ice, pack probe", SafetyLimits.iceOnPack),
        ("heat, skin probe", SafetyLimits.heatOnSkin), ("heat, pack probe", SafetyLimits.heatOnPack),
    ].flatMap { subject, cutoffs in
        cutoffs.map { cutoff in
            let action =
                switch cutoff.action {
                case .warn: "warn"
                case .stop: "stop"
                }
            let atOnce = if case .samples = cutoff.hold { " at once" } else { "" }
            return FixedLimit(subject: subject, action: action, words: cutoff.words + atOnce)
        }
    }

    private static let doses = [
        FixedLimit(
            subject: "ice, pack probe", action: "but",
            words: "with a valid skin probe its stops above \(SafetyLimits.beyondFreezer.threshold) only warn"),
        FixedLimit(subject: "heat, skin probe", action: "warn", words: dose(SafetyLimits.doseWarning)),
        FixedLimit(subject: "heat, skin probe", action: "stop", words: dose(SafetyLimits.doseStop)),
        FixedLimit(
            subject: "heat, skin probe", action: "refuse",
            words: "\(dose(SafetyLimits.dosePerDay)) in \(CoachRules.day.words)"),
        FixedLimit(
            subject: "any probe", action: "stop",
            words: "no valid sample for \(SafetyLimits.silenceStop.words)"),
    ]

    private static func dose(_ minutes: Double) -> String { "at a dose of \(Int(minutes)) CEM43 minutes" }

    private static let rules: [FixedLimit] =
        Modality.allCases.map { modality in
            FixedLimit(
                subject: modality.rawValue, action: "refuse",
                words: "more than \(CoachRules.sessionsPerDay(modality)) sessions in \(CoachRules.day.words)")
        } + [
            FixedLimit(
                subject: "heat", action: "refuse", words: "for \(CoachRules.noHeatAfterOnset.words) from the onset"),
            FixedLimit(subject: "heat", action: "refuse", words: "for \(CoachRules.noHeatAfterRun.words) after a run"),
            FixedLimit(
                subject: "any", action: "refuse",
                words: "for \(CoachRules.shortRest.words) after a session of the other kind"),
        ]
}
