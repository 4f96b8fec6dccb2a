import BoardHAL
import CGPIOD
import CoachCore
import Glibc
import Testing

@testable import BoardLinux

/// What may go wrong with lines and their chip.
extension GPIOSimTests {
    /// Of libgpiod.
    private static let version = COACH_GPIOD_VERSION

    /// What each version asks the kernel to keep; of more, version 1's kernel drops the newest, version 2's the oldest.
    private static let edgesKept = version == 1 ? 16 : Int(COACH_GPIO_EDGES_KEPT)

    @Test("LEDs and buzzer are turned off before they are let go, whatever they showed")
    func release() throws {
        let lines = [5, 6, 13, 19, 18]
        let held: HeldRequests
        do {
            let outputs = try outputs()
            try outputs.show(.all(4), buzzer: true)
            #expect(try sim.levels(lines) == "11110")
            held = HeldRequests()
        }
        // The kernel's request lives on in the copy; freed lines would show the simulated resistor, not our last word.
        #expect(held.count == 1)
        #expect(try chip.consumer(ofLine: 5) == "packcoach")
        #expect(try sim.levels(lines) == "00001")
    }

    @Test("a line that the kernel keeps for itself is refused with the name it has there")
    func kept() throws {
        #expect(try chip.consumer(ofLine: SimulatedChip.keptLine) == SimulatedChip.keptFor)
        let error = LinuxBoardError.lineBusy(
            line: SimulatedChip.keptLine, chip: chip.description, consumer: SimulatedChip.keptFor)
        #expect(throws: error) { _ = try outputs(buzzer: SimulatedChip.keptLine) }
        #expect(throws: error) {
            _ = try SwitchLine(chip: chip, line: SimulatedChip.keptLine, active: .low, bias: .pullUp)
        }
        // Nothing of the refused request stays behind.
        for line in [5, 6, 13, 19] { #expect(try chip.consumer(ofLine: line) == nil) }
    }

    @Test("whoever may not open the device is told so, and what to do")
    func permission() throws {
        let error = LinuxBoardError.permission(path: chip.path)
        try asStranger {
            #expect(throws: error) { try GPIOChip.find("auto") }
            #expect(throws: error) { try GPIOChip.find(chip.path) }
            #expect(throws: error) { try chip.consumer(ofLine: 17) }
            #expect(throws: error) { _ = try button() }
            #expect(throws: error) { _ = try outputs() }
        }
        #expect(try GPIOChip.find("auto") == chip)
    }

    @Test(
        "the resistor asked for is set, and makes the level of an open contact",
        arguments: [(Bias.pullUp, ActiveLevel.high, true), (.pullUp, .low, false), (.pullDown, .low, true)])
    func bias(bias: Bias, active: ActiveLevel, isClosed: Bool) throws {
        try sim.pull(22, bias == .pullUp ? .low : .high)
        let line = try ButtonLine(chip: chip, line: 22, active: active, bias: bias)
        let closed = try line.isClosed()
        #expect(closed == isClosed)
    }

    @Test("without a resistor the level stays as the contact's own circuit has it", arguments: [true, false])
    func noBias(closed: Bool) throws {
        try sim.pull(23, closed ? .high : .low)
        let line = try ButtonLine(chip: chip, line: 23, active: .high, bias: .disabled)
        let isClosed = try line.isClosed()
        #expect(isClosed == closed)
    }

    @Test(
        "edges wait in order, as many as the kernel keeps; what is lost the level mends",
        arguments: [1, 16, 17, 257, 1100])
    func queued(swings: Int) throws {
        let button = try button()
        for swing in 1...swings {
            try sim.pull(17, swing % 2 == 1 ? .low : .high)
            usleep(SimulatedChip.interruptDelay)
        }
        let edges = try allEdges(of: button)
        let kept = min(swings, Self.edgesKept)
        #expect(edges.count == kept)
        // Each swing was an edge: the one after a lost one would go the same way as the one before it.
        #expect(zip(edges, edges.dropFirst()).allSatisfy { $0.closed != $1.closed && $0.at < $1.at })
        let lastKept = Self.version == 1 ? kept : swings
        #expect(edges.last?.closed == (lastKept % 2 == 1))
        let isClosed = try button.isClosed()
        #expect(isClosed == (swings % 2 == 1))
    }

    @Test("one call takes a part of what waits, so that a chattering line holds nobody up")
    func bounded() throws {
        let button = try button()
        for swing in 1...300 {
            try sim.pull(17, swing % 2 == 1 ? .low : .high)
            usleep(SimulatedChip.interruptDelay)
        }
        let first = try button.edges()
        #expect(first.count == min(256, Self.edgesKept))
        let rest = try allEdges(of: button)
        #expect(first.count + rest.count == min(300, Self.edgesKept))
    }

    @Test("a chip that vanishes under its lines is a fault with a reason, and can be had again once it is back")
    func vanished() throws {
        do {
            let board = LinuxBoard(
                outputs: try outputs(), button: try button(),
                modeSwitch: try SwitchLine(chip: chip, line: 27, active: .low, bias: .pullUp))
            try board.show(.all(4), buzzer: true)
            try sim.unplug()
            // The loop wakes for a line that is no more, and hears of it instead of waiting on.
            #expect(isReadable(board.buttonDescriptor))
            for operation in Operation.all {
                #expect(message { try operation.attempt(board) } == "Cannot \(operation.what) \(chip): No such device.")
            }
            #expect(throws: LinuxBoardError.noChip(wanted: GPIOChip.headerLabels, directory: "/dev", found: [])) {
                try GPIOChip.find("auto")
            }
        }
        try sim.plug()
        // Maybe under another number: whoever holds a GPIOChip has to find it again.
        let returned = try GPIOChip.find("auto")
        #expect(returned.label == chip.label && returned.lineCount == chip.lineCount)
        let button = try ButtonLine(chip: returned, line: 17, active: .high, bias: .pullUp)
        let isClosed = try button.isClosed()
        #expect(isClosed)
        #expect(try returned.consumer(ofLine: 17) == "packcoach")
        #expect(try returned.consumer(ofLine: 5) == nil)
    }

    /// What the loop does to a board.
    private struct Operation: Sendable {
        var what: String
        var attempt: @Sendable (LinuxBoard) throws -> Void

        static let all = [
            Operation(what: "drive the LEDs and the buzzer, lines 5, 6, 13, 19, 18 of") {
                try $0.show(.off(4), buzzer: false)
            },
            Operation(what: "read the edges of the button, line 17 of") { _ = try $0.buttonEdges(at: .boot) },
            Operation(what: "read the button, line 17 of") { _ = try $0.buttonIsClosed() },
            Operation(what: "read the edges of the mode switch, line 27 of") { _ = try $0.switchPosition() },
        ]
    }

    private func message(_ attempt: () throws -> Void) -> String? {
        do {
            try attempt()
            return nil
        } catch {
            return (error as? BoardFault)?.message ?? "\(error)"
        }
    }
}
