import ArgumentParser
import CoachService

/// `packcoach alarm`: the removal alarm without the service. Of systemd's units alone; nobody needs to type it.
struct AlarmCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alarm",
        abstract: "Sound the alarm of a session that a failed service left open; systemd runs this.",
        discussion: """
            Needs neither log nor configuration nor probe: the service leaves what this has to know beside its control \
            socket. A press answers it. Does nothing where no session was left open.

            packcoach alarm --off    LEDs and buzzer off, whatever left them on
            """,
        shouldDisplay: false)

    @OptionGroup var socket: SocketOption

    @Flag(help: "Only switch LEDs and buzzer off, as after a service that was killed.")
    var off = false

    @Option(
        help: ArgumentHelp(
            "End after so long, answered or not, with exit status 69: it is time to try the service again.",
            valueName: "n"))
    var seconds: Int?

    func validate() throws {
        guard seconds.map({ (1...86_400).contains($0) }) ?? true else {
            throw ValidationError("--seconds: a number from 1 to 86400.")
        }
    }

    func run() throws {
        let file = try HandoverFile(besides: socket.path)
        if off { return try switchOff(file) }
        let ending = try FallbackAlarm(file, openBoard: AlarmHeader.open)
            .run(for: seconds.map { .seconds($0) }, staysUntilEnd: seconds != nil)
        if seconds != nil, ending != .stopped {
            throw Failure(.unavailable, "it is time to try the service again")
        }
    }

    /// What fails here must not keep systemd from starting the service again; it is told all the same.
    private func switchOff(_ file: HandoverFile) throws {
        do {
            try FallbackAlarm.switchOff(file, openBoard: AlarmHeader.open)
        } catch {
            var errors = StandardError()
            print("packcoach: LEDs and buzzer could not be switched off: \(error)", to: &errors)
        }
    }
}
