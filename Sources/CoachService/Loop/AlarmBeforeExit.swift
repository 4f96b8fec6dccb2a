import CoachCore
import SessionLog

/// SR-20: sounds the alarm for a session that a service with a broken configuration can no longer watch.
///
/// The board is driven as the session's own configuration wired it: the ``Handover`` has that, and else the log.
public enum AlarmBeforeExit {
    /// How long it sounds if nobody presses. Afterwards systemd has the fallback alarm sound on.
    private static let length = Duration.seconds(30)

    /// Sounds it if a session of this boot is open or its alarm stands; else does nothing. What goes wrong here is told
    /// by the configuration's own error already.
    /// - Parameters:
    ///   - file: what the service before left.
    ///   - databases: where the log may be; the broken configuration may not tell.
    ///   - openBoard: takes what can be had of the board.
    public static func sound(
        _ file: HandoverFile, databases: [String], openBoard: @escaping (BoardWiring) throws -> any AlarmBoard
    ) {
        let left = file.read() == nil ? databases.lazy.compactMap(handover).first : nil
        // systemd would take so long a start for one that hangs.
        _ = try? ServiceManager.notify(.extendTimeout(length * 2), .status("the configuration is broken"))
        _ = try? FallbackAlarm(file, left: left, openBoard: openBoard).run(for: length, staysUntilEnd: false)
    }

    /// What the service would have left, as far as the log knows.
    private static func handover(of database: String) -> Handover? {
        guard let bootID = try? BootClock.bootID(), let reader = try? LogReader(path: database),
            var session = try? reader.unfinished(bootID: bootID, now: BootClock.now()),
            session.end == nil || session.alarm != nil,
            let text = try? reader.configuration(of: session.start.id),
            let configuration = try? Configuration(parsing: text, file: database)
        else { return nil }
        session.samples = []
        return Handover(wiring: BoardWiring(configuration, isSimulated: false), session: Handover.Session(session))
    }
}
