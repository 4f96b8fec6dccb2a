import BoardHAL
import CoachCore
import SessionLog

/// Sounds the alarm for a session that a service with a broken configuration can no longer watch.
///
/// The board is driven as the session's own configuration wired it, which the log keeps.
public enum AlarmBeforeExit {
    /// How long it sounds if nobody presses; systemd starts the service again, and it sounds again.
    private static let length = Duration.seconds(30)

    /// Sounds it if a session of this boot is open or its alarm stands; else does nothing. What goes wrong here is told
    /// by the configuration's own error already.
    /// - Parameters:
    ///   - databases: where the log may be; the broken configuration may not tell.
    ///   - openBoard: takes the board as a configuration wires it.
    public static func sound(databases: [String], openBoard: (Configuration) throws -> any Board) {
        guard let bootID = try? BootClock.bootID() else { return }
        for path in databases {
            guard let configuration = configurationOfOpenSession(in: path, bootID: bootID),
                let board = try? openBoard(configuration)
            else { continue }
            try? sound(on: board, configuration.plan)
            return
        }
    }

    private static func configurationOfOpenSession(in path: String, bootID: String) -> Configuration? {
        guard let reader = try? LogReader(path: path),
            let session = try? reader.unfinished(bootID: bootID, now: BootClock.now()),
            session.end == nil || session.alarm != nil,
            let text = try? reader.configuration(of: session.start.id)
        else { return nil }
        return try? Configuration(parsing: text, file: path)
    }

    private static func sound(on board: any Board, _ plan: Plan) throws {
        let start = BootClock.now()
        let signals = try SignalDescriptor()
        var poller = Poller<Int>()
        poller.watch(board.buttonDescriptor, as: 0)
        poller.watch(signals.number, as: 1)
        while case let now = BootClock.now(), now < start + length {
            let shown = Indication.removeSafety(since: start, at: now, ledCount: plan.ledCount)
            try board.show(shown.frame, buzzer: shown.buzzer)
            let next = min(shown.changesAt ?? start + length, start + length)
            if try !poller.wait(upTo: max(.zero, next - BootClock.now())).isEmpty { break }
        }
        try board.show(.off(plan.ledCount), buzzer: false)
    }
}
