/// What a check came to: a sentence, and for a problem the command that mends it on this board.
struct Diagnosis: Hashable, Sendable {
    /// The word in JSON.
    enum Verdict: String, Sendable {
        case ok, problem
        /// It does not apply here, or may not be seen by this user.
        case skipped
    }

    let verdict: Verdict
    let message: String
    /// A command, complete as it stands. Nil: nothing is to be mended, or no command can.
    let remedy: String?

    static func ok(_ message: String) -> Diagnosis { Diagnosis(verdict: .ok, message: message, remedy: nil) }

    static func problem(_ message: String, mend remedy: String?) -> Diagnosis {
        Diagnosis(verdict: .problem, message: message, remedy: remedy)
    }

    static func skipped(_ why: String) -> Diagnosis { Diagnosis(verdict: .skipped, message: why, remedy: nil) }
}

/// One thing that a doctor looks at. Looking changes nothing and takes no line.
struct Check: Sendable {
    /// What it is about, in the order of the report.
    enum Section: String, CaseIterable, Sendable {
        case board, probes, service, log, clock
    }

    let section: Section
    /// A word or two, unique.
    let name: String
    /// What is asked, for whoever adds or looks for a check.
    let question: String
    /// Several where there are several parts, each with its name in the sentence; none where it does not apply.
    let look: @Sendable (Patient) -> [Diagnosis]

    init(
        _ section: Section, _ name: String, _ question: String, look: @escaping @Sendable (Patient) -> [Diagnosis]
    ) {
        self.section = section
        self.name = name
        self.question = question
        self.look = look
    }
}

extension Check {
    /// All of them, in the order in which one thing hangs on another.
    static let all: [Check] = [
        configuration, chip, device, lines, overlay, pins, driver, supply,
        present, readings, genuine, power, resolution,
        account, member, unit, watchdog, fallback, socket, faults,
        logFile, disk, database,
        clock,
    ]
}
