/// What the buzzer says. An active buzzer: on is sound.
enum Sound: Hashable, Sendable {
    /// A session began, or: look at your skin.
    case chirp
    /// The window opened, or: a press would now start.
    case twoChirps
    /// A start was refused.
    case refusal
    /// A warning: two short beeps.
    case warning
    /// The service leaves in a session: three beeps.
    case goodbye
    /// `remove-planned`: three beeps every 30 s.
    case planned
    /// `remove-safety`: 2 Hz without a pause.
    case safety

    var rhythm: Rhythm {
        switch self {
        case .chirp: Rhythm([100], repeats: false)
        case .twoChirps: Rhythm([100, 150, 100], repeats: false)
        case .refusal: Rhythm([800], repeats: false)
        case .warning: Rhythm([250, 250, 250], repeats: false)
        case .goodbye: Rhythm([300, 200, 300, 200, 300], repeats: false)
        case .planned: Rhythm([300, 200, 300, 200, 300, 28_700], repeats: true)
        case .safety: Rhythm([250, 250], repeats: true)
        }
    }

    /// SR-19: configuration may silence it at night. Warnings and removal alarms it may not.
    var isChirp: Bool {
        switch self {
        case .chirp, .twoChirps, .refusal: true
        case .warning, .goodbye, .planned, .safety: false
        }
    }
}
