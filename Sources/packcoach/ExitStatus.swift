import ArgumentParser
import Glibc

/// Exit codes after sysexits(3), as every command uses them.
enum ExitStatus: Int32, CaseIterable {
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

    /// For the manual.
    var words: String {
        switch self {
        case .usage: "The command line was not understood."
        case .data: "Bad data: a log that is damaged or of a newer version, a scenario that did not come true."
        case .unavailable: "Not possible now, such as stop where nothing runs, or the service is not running."
        case .inputOutput: "Input or output failed."
        case .refused: "A start was refused; the code is printed."
        case .permission: "Only members of group packcoach may."
        case .configuration: "The configuration is wrong; each mistake is named with its line."
        }
    }
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

    /// A call to the system failed.
    /// - Parameters:
    ///   - operation: what was to be done, as in "cannot …"; the reason, errno, is put behind it.
    ///   - advice: what to do about it, with the sign before it.
    init(cannot operation: String, _ status: ExitStatus = .inputOutput, advice: String = "", code: Int32 = errno) {
        self.init(status, "cannot \(operation): \(String(cString: strerror(code)))\(advice)")
    }
}
