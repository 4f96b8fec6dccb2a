import BoardHAL
import CoachCore

/// A stop signal came before the service was up.
public struct StoppedEarly: Error {}

/// Waits for a board that is not there yet: a service may well start before its devices' drivers.
enum BoardWait {
    /// Between two attempts.
    private static let interval = Duration.seconds(1)

    /// - Throws: ``BoardUnavailable`` where waiting cannot help, ``StoppedEarly``, `SystemFailure`.
    static func board(
        signals: borrowing SignalDescriptor, journal: JournalThread, open: () throws -> any Board
    ) throws -> any Board {
        var told: BoardUnavailable?
        var poller = Poller<Int>()
        poller.watch(signals.number, as: 0)
        while true {
            do {
                return try open()
            } catch let unavailable as BoardUnavailable where unavailable.mayAppear {
                if told != unavailable {
                    told = unavailable
                    journal.tell(.warning, "waiting for the board: \(unavailable)")
                }
                // Waiting is no failure to start.
                _ = try? ServiceManager.notify(
                    .status("waiting for the board: \(unavailable)"), .extendTimeout(interval * 10))
            }
            if try !poller.wait(upTo: interval).isEmpty, try signals.next() != nil { throw StoppedEarly() }
        }
    }
}
