import ArgumentParser
import CoachCore
import CoachService
import Glibc
import SessionLog
import SessionReport

/// `packcoach report`: the page for a physiotherapist.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "One HTML page with charts, for a physiotherapist.",
        discussion: """
            packcoach report > hip.html               the last 30 days
            packcoach report --days 90 --output hip.html
            packcoach report --since 2026-05-04
            ssh pi packcoach report > hip.html

            The page needs no network and prints on A4. Name and side are [about] of the configuration.
            """)

    @Option(help: "The last so many days, today among them; 30 unless said.")
    var days: Int?

    @Option(
        help: ArgumentHelp(
            "From then on: 2026-05-04, \"2026-05-04 18:00\" or 2026-05-04T16:00:00Z.", valueName: "date"))
    var since: String?

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("The file to write; else standard output.", valueName: "file"))
    var output: String?

    @OptionGroup var configuration: ConfigurationOption
    @Flag(help: "The simulator's log.") var simulated = false
    @Flag(help: "Times in UTC.") var utc = false

    private static let standardDays = 30
    /// Ten years.
    private static let daysAllowed = 1...3660

    func validate() throws {
        if days != nil, since != nil { throw ValidationError("--days and --since: give one of them.") }
        if let days, !Self.daysAllowed.contains(days) {
            throw ValidationError("--days \(days): give 1 to \(Self.daysAllowed.upperBound).")
        }
        _ = try period(now: BootClock.reading().wall)
        if output == nil, isatty(STDOUT_FILENO) == 1 {
            throw ValidationError("The page is for a browser: packcoach report > hip.html, or --output hip.html.")
        }
    }

    func run() throws {
        let path = try databasePath(config: configuration.file, simulated: simulated)
        let about = simulated ? Configuration.default.about : try configuration.load(orDefault: true).about
        let report = Report(
            period: try period(now: BootClock.reading().wall), name: about.name, site: about.site,
            release: Release.version)
        let count: Int
        do {
            let log = try LogReader(path: path)
            count = try output.map { try write(report, of: log, to: $0) } ?? report.write(log, to: writeOut)
        } catch let error as LogError {
            throw Failure(ExitStatus(error.kind), error.description)
        }
        tell(count, report.period)
    }

    // MARK: Period

    private func period(now: WallTime) throws -> ReportPeriod {
        let time = LocalTime(utc: utc)
        guard let since else { return ReportPeriod(days: days ?? Self.standardDays, until: now, time: time) }
        guard let start = time.wallTime("\(since) 00:00", now: now) ?? time.wallTime(since, now: now) else {
            throw ValidationError(
                "--since \(since): give 2026-05-04, \"2026-05-04 18:00\" or 2026-05-04T16:00:00Z.")
        }
        guard start < now else { throw ValidationError("--since \(since): that lies in the future.") }
        return ReportPeriod(from: start, until: now, time: time)
    }

    // MARK: Output

    private func write(_ report: Report, of log: LogReader, to path: String) throws -> Int {
        var file = try OutputFile(path)
        let count = try report.write(log) { try file.write($0) }
        try file.keep()
        return count
    }

    private func writeOut(_ text: String) throws {
        guard writeWhole(text, to: STDOUT_FILENO) else {
            // Whoever was to read it has gone, and nobody is left to be told.
            if errno == EPIPE { throw ExitCode(ExitStatus.inputOutput.rawValue) }
            throw Failure(.inputOutput, "cannot write to standard output: \(String(cString: strerror(errno)))")
        }
    }

    /// Standard output is the page alone.
    private func tell(_ count: Int, _ period: ReportPeriod) {
        var errors = StandardError()
        if count == 0 {
            print("No session in these \(period.days) days; the page says so. See packcoach log.", to: &errors)
        } else if let output {
            print(
                "\(output): \(count) session\(count == 1 ? "" : "s") in \(period.days) day\(period.days == 1 ? "" : "s").",
                to: &errors)
        }
    }
}
