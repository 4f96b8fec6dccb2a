import BoardHAL
import BoardLinux
import BoardSim
import CoachCore
import CoachService

/// What an alarm without the service can have of a board: LEDs and buzzer, or the buzzer alone; and the button, or not.
enum AlarmHeader {
    /// - Throws: ``BoardUnavailable`` where not even the buzzer can be had.
    static func open(_ wiring: BoardWiring) throws -> any AlarmBoard {
        switch wiring.kind {
        case .real(let board): try RealAlarmBoard(board, wiring)
        case .simulated: try SimulatedAlarmBoard()
        }
    }
}

/// Swift 6.0 takes no half-made noncopyable value back.
private final class HeldOutputs {
    let lines: OutputLines

    init(_ chip: GPIOChip, _ wiring: BoardWiring, leds: [Int]) throws(LinuxBoardError) {
        lines = try OutputLines(
            chip: chip, leds: leds, ledsActive: wiring.leds.active, buzzer: wiring.buzzer.line,
            buzzerActive: wiring.buzzer.active)
    }
}

private final class RealAlarmBoard: AlarmBoard {
    let ledCount: Int
    private let outputs: HeldOutputs
    private let button: ButtonLine?

    init(_ board: String, _ wiring: BoardWiring) throws {
        do throws(LinuxBoardError) {
            let chip = try GPIOChip.find(board)
            do throws(LinuxBoardError) {
                outputs = try HeldOutputs(chip, wiring, leds: wiring.leds.lines)
                ledCount = wiring.leds.lines.count
            } catch {
                outputs = try HeldOutputs(chip, wiring, leds: [])
                ledCount = 0
            }
            button = try? ButtonLine(
                chip: chip, line: wiring.button.line, active: wiring.button.active, bias: wiring.button.bias)
        } catch {
            throw BoardUnavailable(error)
        }
    }

    func show(_ frame: LEDFrame, buzzer: Bool) throws(BoardFault) { try outputs.lines.show(frame, buzzer: buzzer) }

    var buttonDescriptor: Int32? {
        switch button {
        case .some(let line): line.descriptor
        case .none: nil
        }
    }

    func buttonEdges(at now: Instant) throws(BoardFault) -> [ButtonEdge] {
        switch button {
        case .some(let line): try line.edges(at: now)
        case .none: []
        }
    }

    func buttonIsClosed() -> Bool? {
        switch button {
        case .some(let line): try? line.isClosed()
        case .none: nil
        }
    }
}

/// As the service's own board in memory: a line on standard input is a press.
private final class SimulatedAlarmBoard: AlarmBoard {
    private let header: SimulatedHeader
    let ledCount = Configuration.default.leds.lines.count

    init() throws { header = try SimulatedHeader(.default, pack: .ice) }

    func show(_ frame: LEDFrame, buzzer: Bool) throws(BoardFault) { try header.show(frame, buzzer: buzzer) }
    var buttonDescriptor: Int32? { header.buttonDescriptor }
    func buttonEdges(at now: Instant) throws(BoardFault) -> [ButtonEdge] { try header.buttonEdges(at: now) }
    func buttonIsClosed() -> Bool? { header.buttonIsClosed() }
}
