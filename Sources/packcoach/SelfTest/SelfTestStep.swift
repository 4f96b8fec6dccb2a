import ArgumentParser

/// The parts of a self-test, in their order.
enum SelfTestStep: String, CaseIterable, ExpressibleByArgument {
    case leds, buzzer, button, probes
}

/// What a step came to.
struct SelfTestResult: Hashable {
    let step: SelfTestStep
    /// A sentence.
    let message: String
    /// What to do about it; nil: the part works, as far as anybody could tell.
    let advice: String?
}
