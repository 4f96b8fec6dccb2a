import ArgumentParser

/// The parts of a self-test, in their order.
enum SelfTestStep: String, CaseIterable, ExpressibleByArgument {
    case leds, buzzer, button, probes
}

/// What a step came to.
struct SelfTestResult: Hashable, Encodable {
    let step: SelfTestStep
    /// A sentence.
    let message: String
    /// What to do about it; nil: the part works, as far as anybody could tell.
    let advice: String?

    enum CodingKeys: CodingKey { case check, status, message, remedy }

    /// In the doctor's words.
    func encode(to encoder: any Encoder) throws {
        try encoder.encode(
            CodingKeys.self,
            [
                .check: step.rawValue, .status: (advice == nil ? Diagnosis.Verdict.ok : .problem).rawValue,
                .message: message, .remedy: advice,
            ])
    }
}

/// What all steps came to, as JSON.
struct SelfTestReport: Encodable {
    let problems: Int
    let checks: [SelfTestResult]
}
