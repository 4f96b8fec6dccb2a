import ArgumentParser
import CoachService
import SessionLog

/// `packcoach status`: what is going on.
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "What is going on now, and when ice and heat are next allowed.",
        discussion: """
            packcoach status           on one screen
            packcoach status --json    the same for programs

            While the service is stopped the log tells when ice and heat are allowed, and whether a session was left \
            open; it says so, and state in JSON is stopped.
            """)

    @OptionGroup var socket: SocketOption
    @OptionGroup var configuration: ConfigurationOption
    @Flag(help: "As JSON.") var json = false
    @Flag(help: "Times in UTC.") var utc = false

    func run() throws {
        let status = try report()
        let advice = LogStatus.advice(for: status)
        if json {
            print(try LogJSON.text(StatusJSON(status: status, advice: advice)))
        } else {
            let text = StatusText(
                time: LocalTime(utc: utc), style: OutputTerminal.style, width: OutputTerminal.width)
            for line in text.lines(status, advice: advice) { print(line) }
        }
    }

    private func report() throws -> StatusReport {
        do throws(ControlFailure) {
            return try ControlClient(path: socket.path).status()
        } catch {
            guard case .notRunning = error else { throw Failure(error) }
            return try fromLog(Failure(error))
        }
    }

    /// - Parameter failure: why the service does not say it itself; thrown where the log knows nothing, too.
    private func fromLog(_ failure: Failure) throws -> StatusReport {
        do {
            return try LogStatus.report(configuration.load(orDefault: true))
        } catch let error as LogError {
            throw error.kind == .missing
                ? failure : Failure(ExitStatus(error.kind), "\(failure) Its log does not help either: \(error)")
        }
    }
}
