import ArgumentParser
import CoachService
import Glibc

/// The program: one binary, the service and all that steers and reviews it.
@main
struct Packcoach: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "A coach for ice and heat packs on a sore hip.",
        discussion: """
            Not a medical device. Dry cloth between pack and skin, pack on top, never lie on it; not while asleep.
            """,
        version: Release.version,
        subcommands: [
            RunCommand.self, SimulateCommand.self, StatusCommand.self, WatchCommand.self, StartCommand.self,
            StopCommand.self, AcknowledgeCommand.self, RanCommand.self, OnsetCommand.self, LogCommand.self,
            ReportCommand.self, DoctorCommand.self, SelfTestCommand.self, ConfigCommand.self, AlarmCommand.self,
            ManualCommand.self,
        ])

    static func main() {
        StandardStreams.open()
        do {
            try carryOut()
            try StandardStreams.flush()
        } catch let failure as Failure {
            var errors = StandardError()
            print("packcoach: \(failure)", to: &errors)
            exit(withError: ExitCode(failure.status.rawValue))
        } catch {
            exit(withError: error)
        }
    }

    /// Columns of the help at least: in fewer than its own indent the argument parser traps.
    private static let leastWidth = 40

    private static func carryOut() throws {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let failure as Failure {
            throw failure
        } catch {
            setenv("COLUMNS", "\(max(OutputShape.ofStandardOutput().width, leastWidth))", 1)
            guard exitCode(for: error) == .success else { throw error }
            // Help, the version or a completion script: output like any other, which may find no room.
            let text = fullMessage(for: error)
            if !text.isEmpty { print(text) }
        }
    }
}
