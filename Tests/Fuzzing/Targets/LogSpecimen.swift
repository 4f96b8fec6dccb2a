import BoardSim
import CoachCore
import CoachService
import CoachSimulation
import TestSupport

/// Real logs, to be damaged: made once in a process, the same each time.
struct LogSpecimen: Sendable {
    /// The log itself and what SQLite keeps beside it, by the ends of their names.
    let files: [(suffix: String, bytes: [UInt8])]

    /// Of a service that was stopped when idle.
    static let closed = made(killed: false)
    /// Of one that was killed in a session: most of it is still in the write-ahead log.
    static let killed = made(killed: true)

    /// A machine whose log this is.
    /// - Parameters:
    ///   - at: the instant of its boot.
    ///   - boot: which boot that is; 0 is the one in which the specimens were made.
    static func machine(_ path: String, at: Instant, boot: UInt32, synchronised: Bool) throws -> SimulatedMachine {
        let board = SimulatedBoard(
            leds: 4, probes: [.pack: .w1], model: PackOnSkin(.ice, at: Temperature(millidegrees: 0), cloth: .dryTowel),
            at: at)
        return try SimulatedMachine(
            configuration: .default, board: board, disk: MachineDisk(path: path),
            wall: WallTime(milliseconds: 1_777_896_000_000) + (at - .boot), synchronised: synchronised, number: boot)
    }

    private static func made(killed: Bool) -> LogSpecimen {
        do {
            let folder = try ScratchFolder()
            let path = "\(folder.path)/packcoach.db"
            let past = """
                history ice ended 26h ago ceiling
                history heat ended 5h ago completed by skin cem43 3.5
                history onset 60h ago
                """
            try Scenario(parsing: past, file: "past").writeHistory(to: path, configuration: .default)
            let machine = try machine(path, at: .boot + .seconds(20), boot: 0, synchronised: true)
            try live(on: machine)
            if killed {
                machine.command(.start(nil, overrideReason: "a specimen"))
                try machine.advance(to: machine.time + .seconds(70))
            } else {
                machine.terminate()
            }
            // While the machine is there, as a kill would leave them.
            return withExtendedLifetime(machine) {
                LogSpecimen(
                    files: folder.files.map { name in
                        (String(name.dropFirst("packcoach.db".count)), contents("\(folder.path)/\(name)"))
                    })
            }
        } catch {
            preconditionFailure("no log can be made: \(error)")
        }
    }

    /// A session that a fault ends, its alarm and the answer, a run, a refusal.
    private static func live(on machine: SimulatedMachine) throws {
        func wait(_ duration: Duration) throws { try machine.advance(to: machine.time + duration) }
        try wait(.seconds(5))
        machine.mark(.run, ago: .hours(1))
        machine.button { $0.press() }
        try wait(.seconds(40))
        machine.board.command(.pack, .fault(.missing))
        try wait(.seconds(45))
        machine.command(.acknowledge)
        machine.board.command(.pack, .model)
        try wait(.seconds(90))
        machine.command(.start(.heat, overrideReason: nil))
        try wait(.minutes(35))
    }

    private static func contents(_ path: String) -> [UInt8] { (try? Files.contents(of: path)) ?? [] }
}
