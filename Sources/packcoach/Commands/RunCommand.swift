import ArgumentParser
import BoardHAL
import BoardSim
import CoachCore
import CoachService
import SessionLog

/// `packcoach run`: the service.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "The service: button, LEDs, buzzer, probes and log.",
        discussion: """
            packcoach run                                        on the board
            packcoach run --board simulated                      without one
            packcoach run --board simulated --pack heat

            Meant for systemd; ends on SIGTERM or Control-C with LEDs and buzzer off. Without a board, \
            --board simulated runs it on one in memory, where a line on standard input is a press.
            """)

    enum BoardChoice: String, ExpressibleByArgument, CaseIterable {
        case real, simulated
    }

    @OptionGroup var source: ConfigurationOption
    @OptionGroup var socket: SocketOption

    @Option(help: "The board: real or simulated.")
    var board = BoardChoice.real

    @Option(help: "What lies on the simulated board's probe; ice if nothing is said.")
    var pack: PackKind?

    func validate() throws {
        guard pack == nil || board == .simulated else {
            throw ValidationError("--pack is for --board simulated; a real probe reads what lies on it.")
        }
    }

    /// - Throws: `ExitCode` 78, after the alarm if a session is open that can then not be watched.
    private func load() throws -> Configuration {
        do {
            return try source.load(orDefault: board == .simulated)
        } catch {
            if board == .real, let file = try? HandoverFile(besides: socket.path) {
                let databases = [Configuration.database(namedIn: source.path), Configuration.default.database]
                AlarmBeforeExit.sound(file, databases: databases.compactMap { $0 }, openBoard: AlarmHeader.open)
            }
            throw error
        }
    }

    func run() throws {
        let configuration = try load()
        do {
            switch board {
            case .real:
                try LinuxLoop(
                    configuration: configuration, probes: LinuxHeader.probes(configuration), controlPath: socket.path,
                    file: source.path, isSimulated: false
                ) { try LinuxHeader.open(configuration) }.run()
            case .simulated:
                let header = try SimulatedHeader(configuration, pack: pack ?? .ice)
                try LinuxLoop(
                    configuration: configuration, probes: header.probes, controlPath: socket.path,
                    file: source.path, isSimulated: true
                ) { header }.run()
            }
        } catch is StoppedEarly {
            return
        } catch let error as AlreadyRunning {
            throw Failure(.unavailable, error.description)
        } catch let error as BoardUnavailable {
            throw Failure(error.isPermission ? .permission : .unavailable, error.description)
        } catch let error as LogError {
            throw Failure(ExitStatus(error.kind), error.description)
        }
    }
}

extension PackKind: ExpressibleByArgument {}
