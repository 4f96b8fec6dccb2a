import ArgumentParser
import CoachCore
import CoachService
import SessionLog

/// `packcoach start`: what a press does when idle.
struct StartCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start",
        abstract: "Start a session; within a minute of an early stop, take that back.",
        discussion: """
            packcoach start            ice or heat, as the pack reads
            packcoach start heat       refused where the pack says otherwise
            packcoach start --override-rest "physiotherapist said so"
            """)

    @Argument(help: "ice or heat; else the pack decides.")
    var modality: Modality?

    @Option(
        help: ArgumentHelp(
            "Pass over the rest, from 30 min after the last session on; the log keeps the reason.",
            valueName: "reason"))
    var overrideRest: String?

    @OptionGroup var socket: SocketOption

    func validate() throws {
        if let overrideRest, let mistake = OverrideReason.mistake(in: overrideRest) {
            throw ValidationError("--override-rest: \(mistake).")
        }
    }

    func run() throws {
        try socket.withService { client in
            let stopped = try client.status().resume?.session
            let session = try start(client)
            for line in StartText.lines(session: session, try client.status(), goesOn: session == stopped) {
                StandardOutput.say(line)
            }
        }
    }

    /// Whoever gave a reason is told why that did not help.
    private func start(_ client: ControlClient) throws -> Int64 {
        do throws(ControlFailure) {
            return try client.start(modality, overrideReason: overrideRest)
        } catch {
            guard overrideRest != nil, case .refused(let refusal) = error, refusal.code == RefusalCode.rest.rawValue
            else { throw error }
            throw Failure(.refused, "\(error) \(StartText.overrideDoesNotHelp)")
        }
    }
}

extension Modality: ExpressibleByArgument {}

/// `packcoach stop`: ends a session as a press does.
struct StopCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stop",
        abstract: "End the session that runs.",
        discussion: """
            packcoach stop    before the window it ends early; in it, it is completed
            """)

    @OptionGroup var socket: SocketOption

    func run() throws {
        try socket.withService { client in
            let (session, reason) = try client.stop()
            StandardOutput.say(StopText.line(session: session, reason: reason))
            if reason == EndReason.stoppedEarly.rawValue {
                StandardOutput.say("Within \(CoachRules.resumeWithin.words), packcoach start takes that back.")
            }
        }
    }
}

/// `packcoach ack`: answers an alarm as a press does.
struct AcknowledgeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ack",
        abstract: "Acknowledge an alarm: the pack is off. Or hide a fault that blinks.",
        discussion: """
            packcoach ack    once the pack is off; keep it off
            """)

    @OptionGroup var socket: SocketOption

    func run() throws {
        try socket.withService { client in
            if let session = try client.acknowledge() {
                StandardOutput.say(
                    "Alarm of session \(session) acknowledged. Keep the pack off; look at your skin.")
            } else {
                StandardOutput.say("Acknowledged: the fault no longer blinks. It is still there; see packcoach status.")
            }
        }
    }
}
