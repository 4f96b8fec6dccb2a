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

    var path: String { ControlPath.path(option: option) }
}
