import BoardHAL
import BoardSim
import CoachCore
import CoachService
import Glibc
import Synchronization

/// A board in memory for `run --board simulated`: a pack lies on its probe, and a line on standard input is a press.
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

    /// - Parameter pack: what lies on the probe, as it comes from the freezer, the microwave oven or the shelf.
    init(_ configuration: Configuration, pack: PackKind) throws {
        roles = configuration.probes.map(\.role)
        hasSwitch = configuration.modeSwitch != nil
        let sources = Dictionary(uniqueKeysWithValues: roles.map { ($0, SimulatedProbe.Source.hwmon) })
        shared = Shared(
            SimulatedBoard(
                leds: configuration.leds.lines.count, probes: sources, modeSwitch: hasSwitch ? .ice : nil,
                model: PackOnSkin(pack, at: Trial.temperature(of: pack)), at: BootClock.now()))
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
    func buttonEdges(at now: Instant) throws(BoardFault) -> [ButtonEdge] {
        // The loop also asks when nothing was typed, and must never wait. Not by O_NONBLOCK: a terminal would keep it.
        var typed = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        guard poll(&typed, 1, 0) > 0 else { return [] }
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = read(STDIN_FILENO, &bytes, bytes.count)
        if count < 0, errno == EINTR || errno == EAGAIN { return [] }
        if count <= 0 { Self.muteStandardInput() }
        guard bytes.prefix(max(0, count)).contains(UInt8(ascii: "\n")) else { return [] }
        return [ButtonEdge(closed: true, at: now)]
    }

    /// At its end standard input would stay readable for ever; the read end of a pipe that nobody writes does not.
    private static func muteStandardInput() {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return }
        // Its writing end stays open as long as the process: nobody ever writes.
        dup2(ends[0], STDIN_FILENO)
        close(ends[0])
    }

    func buttonIsClosed() -> Bool { false }

    var switchDescriptor: Int32? { nil }

    func switchPosition() -> Modality? { hasSwitch ? .ice : nil }
}
