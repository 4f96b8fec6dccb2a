import ArgumentParser

/// Exit codes after sysexits(3), as every command uses them.
enum ExitStatus: Int32 {
    case usage = 64
    /// Bad data: a file that is damaged or of a newer version, an expectation that failed.
    case data = 65
    /// Not possible now.
    case unavailable = 69
    /// Input or output failed.
    case inputOutput = 74
    /// A start was refused.
    case refused = 75
    case permission = 77
    case configuration = 78
}

/// A command's end that a person is told about.
struct Failure: Error, CustomStringConvertible {
    let status: ExitStatus
    /// One sentence or more: what failed and what to do.
    let description: String

    init(_ status: ExitStatus, _ description: String) {
        self.status = status
        self.description = description
    }
}
