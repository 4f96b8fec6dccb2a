import ArgumentParser
import CoachService
import Glibc
import SessionLog

/// `packcoach doctor`: what is wrong, and what mends it.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check board, probes, service, log and clock; say what mends each problem.",
        discussion: """
            packcoach doctor           each check, and the command that mends it
            sudo packcoach doctor      root sees who holds a line, and opens any chip
            packcoach doctor --json    for scripts, and to show to somebody else

            It changes nothing, takes no line, and leaves a session alone. It reads each probe a few times, which takes \
            some seconds. Exit status: 0 all is well, 1 there are problems.
            """)

    @OptionGroup var source: ConfigurationOption
    @OptionGroup var socket: SocketOption
    @Flag(help: "As JSON.") var json = false

    /// Of a doctor who found something.
    private static let hasProblems = ExitCode(1)

    func run() throws {
        let patient = Patient.ofThisMachine(configurationPath: source.path, socket: socket.path)
        var report = DoctorReport(
            board: patient.model.name, kernel: patient.files.line("/proc/sys/kernel/osrelease") ?? "",
            version: Release.version)
        let text = DoctorText(width: Console.width, style: Console.style)
        if !json { StandardOutput.say(text.head(report)) }
        for section in Check.Section.allCases {
            if !json { text.section(section).forEach(StandardOutput.say) }
            for check in Check.all where check.section == section {
                for finding in check.look(patient) {
                    report.checks.append(DoctorReport.Entry(check, finding))
                    if !json { text.lines(check, finding).forEach(StandardOutput.say) }
                }
            }
        }
        if json {
            print(try LogJSON.text(report))
        } else {
            text.foot(report).forEach(StandardOutput.say)
        }
        try StandardStreams.flush()
        if report.problems > 0 { throw Self.hasProblems }
    }
}

/// Standard output as far as a report cares.
enum Console {
    private static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Columns; nil: a file or a pipe, whose lines are not wrapped.
    static var width: Int? {
        var window = winsize()
        guard isTerminal, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0 else { return nil }
        return Int(window.ws_col)
    }

    /// In a file or a pipe text is UTF-8 without ink.
    static var style: ScreenStyle {
        guard isTerminal else { return ScreenStyle(ink: .none, glyphs: .unicode) }
        return ScreenStyle.detect { name in getenv(name).map { String(cString: $0) } }
    }
}
