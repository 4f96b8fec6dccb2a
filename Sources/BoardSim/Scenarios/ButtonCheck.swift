import CoachCore

/// Finds what a finger cannot do: press a button that is held, let go of one that is not.
enum ButtonCheck {
    /// - Parameter scenario: its steps in the order of time.
    static func mistakes(of scenario: Scenario) -> [ScenarioMistake] {
        var mistakes: [ScenarioMistake] = []
        var isHeld = scenario.buttonIsHeld
        /// When the last movement is over.
        var busyUntil = Duration.zero
        for step in scenario.steps {
            guard case .stimulus(let stimulus) = step.action, let movement = movement(stimulus) else { continue }
            let problem: String? =
                if step.at < busyUntil {
                    "the button is still moving from the statement before: leave it time"
                } else if isHeld, movement.closes {
                    "the button is held already: write \"release\" first"
                } else if !isHeld, !movement.closes {
                    "nobody holds the button: write \"hold\" first"
                } else {
                    nil
                }
            if let problem {
                mistakes.append(ScenarioMistake(file: scenario.file, line: step.line, message: problem))
            }
            isHeld = movement.staysClosed
            busyUntil = max(busyUntil, step.at + movement.length)
        }
        return mistakes.sorted { $0.line < $1.line }
    }

    private static func movement(_ stimulus: Scenario.Stimulus) -> (closes: Bool, staysClosed: Bool, length: Duration)?
    {
        switch stimulus {
        case .press(let closed, let bounce): (true, false, closed + bounce + bounce)
        case .hold(let bounce): (true, true, bounce)
        case .release(let bounce): (false, false, bounce)
        default: nil
        }
    }
}
