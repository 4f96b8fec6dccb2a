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
            packcoach report --since 2026-05-04 > hip.html
            ssh pi packcoach report > hip.html

            The page needs no network and prints on A4. Name and side are [about] of the configuration.
            """)

    @OptionGroup var source: LogSource
    @Option(help: "The last so many days, today among them; 30 unless said.")
    var days: Int?
    @OptionGroup var since: SinceOption
    @Option(name: .shortAndLong, help: ArgumentHelp("Write to this file, complete or not at all.", valueName: "file"))
    var output: String?
    @Flag(help: "Replace the file if it is there.") var force = false
    @Flag(help: "Times in UTC.") var utc = false

    private static let standardDays = 30
    /// Ten years.
    private static let daysAllowed = 1...3660

    func validate() throws {
        if days != nil, since.text != nil { throw ValidationError("--days and --since: give one of them") }
        if let days, !Self.daysAllowed.contains(days) {
            throw ValidationError("--days \(days): give 1 to \(Self.daysAllowed.upperBound)")
        }
        if force, output == nil { throw ValidationError("--force replaces the file that --output names") }
        _ = try period(now: BootClock.reading().wall)
        if writesOut, isatty(STDOUT_FILENO) == 1 {
            throw ValidationError("the page is for a browser: packcoach report > hip.html, or --output hip.html")
        }
    }

    func run() throws {
        let period = try period(now: now())
        let about =
            source.simulated ? Configuration.default.about : try source.configuration.load(orDefault: true).about
        let time = LocalTime(utc: utc)
        let report = Report(period: period, name: about.name, site: about.site, release: Release.version) {
            EventWords($0, time: time).words
        }
        // The log first: where it cannot be read no file is begun.
        tell(try source.read { try write(report, of: $0) }, period)
    }

    // MARK: Period

    /// Trials skip hours, so that the newest may lie ahead.
    private func now() throws -> WallTime {
        let now = BootClock.reading().wall
        guard source.simulated else { return now }
        return try source.read { max(now, try $0.sessions(limit: 1).first?.startedAt ?? now) }
    }

    private func period(now: WallTime) throws -> ReportPeriod {
        let time = LocalTime(utc: utc)
        guard let start = try since.time(time) else {
            return ReportPeriod(days: days ?? Self.standardDays, until: now, time: time)
        }
        guard start < now else { throw ValidationError("--since \(since.text ?? ""): that lies in the future") }
        return ReportPeriod(from: start, until: now, time: time)
    }

    // MARK: Output

    private var writesOut: Bool { output == nil || output == "-" }

    private func write(_ report: Report, of log: LogReader) throws -> Int {
        guard let output, !writesOut else { return try report.write(log) { try StandardOutput.put($0) } }
        let file = try AtomicFile(path: output, replaces: force)
        let count = try report.write(log) { try file.write(Array($0.utf8)[...]) }
        try file.commit()
        return count
    }

    /// Standard output is the page alone.
    private func tell(_ count: Int, _ period: ReportPeriod) {
        var errors = StandardError()
        let days = "\(period.days) day\(period.days == 1 ? "" : "s")"
        if count == 0 {
            print("No session in these \(days); the page says so. See packcoach log.", to: &errors)
        } else if let output, !writesOut {
            print("\(output): \(count) session\(count == 1 ? "" : "s") in \(days).", to: &errors)
        }
    }
}
