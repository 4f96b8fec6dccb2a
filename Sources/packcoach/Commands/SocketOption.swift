import ArgumentParser
import CoachService

/// `--socket PATH`, for the service and every command that asks it.
struct SocketOption: ParsableArguments {
    @Option(
        name: .customLong("socket"),
        help: ArgumentHelp(
            "The service's control socket; else PACKCOACH_SOCKET, else /run/packcoach/io.packcoach.",
            valueName: "path"))
    var option: String?

    func validate() throws {
        if option?.isEmpty == true { throw ValidationError("--socket: give the socket's path.") }
    }

    var path: String { ControlPath.path(option: option) }
}

extension SocketOption {
    /// Asks the service.
    /// - Throws: ``Failure``, with what to do about it.
    func withService(_ body: (ControlClient) throws -> Void) throws {
        do {
            try body(ControlClient(path: path))
        } catch let failure as ControlFailure {
            throw Failure(failure)
        }
    }
}

extension Failure {
    init(_ failure: ControlFailure) {
        let status: ExitStatus =
            switch failure {
            case .notRunning, .noAnswer, .notPossible, .tooManyConnections: .unavailable
            case .permission: .permission
            case .refused: .refused
            case .inFuture: .usage
            case .log, .lost, .other: .inputOutput
            }
        self.init(status, failure.description)
    }
}
