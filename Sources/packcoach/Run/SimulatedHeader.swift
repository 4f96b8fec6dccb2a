import BoardHAL
import BoardSim
import CoachCore
import CoachService
import Glibc
import Synchronization

/// A board in memory for `run --board simulated`: melting ice on its probe, and a line on standard input is a press.
final class SimulatedHeader: Board {
    /// The board, shared by the loop and the probes' threads.
    private final class Shared: Sendable {
        private let board: Mutex<Holder>

        // SAFETY: the board is reached through the mutex alone.
        private struct Holder: @unchecked Sendable {
            let board: SimulatedBoard
        }

        init(_ board: sending SimulatedBoard) {
            self.board = Mutex(Holder(board: board))
        }

        func use<Value: Sendable, Failure: Error>(
            _ body: (SimulatedBoard) throws(Failure) -> Value
        ) throws(Failure) -> Value {
            try board.withLock { (holder) throws(Failure) in
                holder.board.advance(to: BootClock.now())
                return try body(holder.board)
            }
        }
    }

    private struct Probe: TemperatureProbe {
        let role: ProbeRole
        let shared: Shared

        func read() -> Reading {
            shared.use { $0.trueTemperature(role).map { .success($0) } ?? .failure(.missing) }
        }
    }

    private let shared: Shared
    private let roles: [ProbeRole]
    private let hasSwitch: Bool

    init(_ configuration: Configuration) throws {
        roles = configuration.probes.map(\.role)
        hasSwitch = configuration.modeSwitch != nil
        let sources = Dictionary(uniqueKeysWithValues: roles.map { ($0, SimulatedProbe.Source.hwmon) })
        shared = Shared(
            SimulatedBoard(
                leds: configuration.leds.lines.count, probes: sources, modeSwitch: hasSwitch ? .ice : nil,
                model: PackOnSkin(.ice, at: .celsius(0)), at: BootClock.now()))
        _ = fcntl(STDIN_FILENO, F_SETFL, fcntl(STDIN_FILENO, F_GETFL) | O_NONBLOCK)
    }

    var probes: [ProbeRole: @Sendable () -> any TemperatureProbe] {
        let shared = shared
        return Dictionary(
            uniqueKeysWithValues: roles.map { role in (role, { @Sendable in Probe(role: role, shared: shared) }) })
    }

    func show(_ frame: LEDFrame, buzzer: Bool) throws(BoardFault) {
        try shared.use { (board) throws(BoardFault) in try board.show(frame, buzzer: buzzer) }
    }

    var buttonDescriptor: Int32 { STDIN_FILENO }

    /// A line presses; the contact is open again as soon as somebody looks at it.
    func buttonEdges() throws(BoardFault) -> [ButtonEdge] {
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = read(STDIN_FILENO, &bytes, bytes.count)
        if count == 0 { Self.muteStandardInput() }
        guard bytes.prefix(max(0, count)).contains(UInt8(ascii: "\n")) else { return [] }
        return [ButtonEdge(closed: true, at: BootClock.now())]
    }

    /// At its end standard input would stay readable for ever; the read end of a pipe that nobody writes does not.
    private static func muteStandardInput() {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return }
        dup2(ends[0], STDIN_FILENO)
        close(ends[0])
    }

    func buttonIsClosed() -> Bool { false }

    var switchDescriptor: Int32? { nil }

    func switchPosition() -> Modality? { hasSwitch ? .ice : nil }
}
