import BoardHAL
import CoachCore
import Glibc
import Testing

@testable import BoardLinux

/// Longer than the service's: the simulated contact cannot bounce faster than ``SimulatedChip/interruptDelay``.
private let period = Duration.seconds(3)

@Suite(
    "On a chip of gpio-sim",
    .enabled(if: SimulatedChip.folder != nil, "needs a kernel with gpio-sim: see SimulatedChip"),
    .serialized)
struct GPIOSimTests {
    let sim: SimulatedChip
    let chip: GPIOChip

    init() throws {
        sim = try #require(SimulatedChip())
        chip = try GPIOChip.find("auto")
        for line in [17, 27] { try sim.pull(line, .high) }
    }

    /// Requests like the ones above, which a test must not hold while another runs.
    func button() throws(LinuxBoardError) -> ButtonLine {
        try ButtonLine(chip: chip, line: 17, active: .low, bias: .pullUp)
    }

    func outputs(buzzer: Int = 18) throws(LinuxBoardError) -> OutputLines {
        try OutputLines(chip: chip, leds: [5, 6, 13, 19], ledsActive: .high, buzzer: buzzer, buzzerActive: .low)
    }

    @Test("the header's chip is found by label, name and path, and is the same")
    func find() throws {
        #expect(chip.label.hasPrefix("pinctrl-bcm2711"))
        #expect(GPIOChip.all().contains(chip))
        for board in [chip.label, chip.name, chip.path] { #expect(try GPIOChip.find(board) == chip) }
    }

    @Test("the button's edges come closed and open, dated between asking and having, and then no more")
    func edges() throws {
        let button = try button()
        let wasClosed = try button.isClosed()
        #expect(!wasClosed)
        #expect(!isReadable(button.descriptor))

        let before = KernelClock.now()
        try sim.pull(17, .low)
        #expect(isReadable(button.descriptor))
        let closed = try button.isClosed()
        #expect(closed)
        var edges = try button.edges()
        try sim.pull(17, .high)
        #expect(isReadable(button.descriptor))
        edges += try button.edges()
        let after = KernelClock.now()
        #expect(edges.map(\.closed) == [true, false])
        #expect(edges.map(\.at).allSatisfy { before <= $0 && $0 <= after })
        #expect(edges.map(\.at) == edges.map(\.at).sorted())
        #expect(!isReadable(button.descriptor))
        let none = try button.edges()
        #expect(none == [])
    }

    @Test("a button that closes to the supply is active high with a pull-down")
    func activeHigh() throws {
        let button = try ButtonLine(chip: chip, line: 20, active: .high, bias: .pullDown)
        let wasClosed = try button.isClosed()
        try sim.pull(20, .high)
        let isClosed = try button.isClosed()
        let edges = try allEdges(of: button)
        #expect([wasClosed, isClosed] == [false, true])
        #expect(edges.map(\.closed) == [true])
    }

    @Test("a bounce longer than the kernel's buffer is one press and one release", arguments: [1, 5, 60])
    func bounce(pairs: Int) throws {
        let button = try button()
        var debouncer = Debouncer(period: period, closed: try button.isClosed(), at: .boot)
        #expect(debouncer.settle(closed: false, at: .boot + period) == nil)

        func swing(to level: SimulatedChip.Level, from other: SimulatedChip.Level) throws -> [ButtonChange] {
            for _ in 0..<pairs {
                try sim.pull(17, level)
                usleep(SimulatedChip.interruptDelay)
                try sim.pull(17, other)
                usleep(SimulatedChip.interruptDelay)
            }
            try sim.pull(17, level)
            let edges = try allEdges(of: button)
            // Version 1's buffer holds 16 and drops what comes then; version 2's holds all of these.
            if pairs < 8 { #expect(edges.count == 2 * pairs + 1) }
            let changes = debouncer.changes(edges)
            let closed = try button.isClosed()
            let due = try #require(debouncer.settlesAt)
            return changes + [debouncer.settle(closed: closed, at: due)].compactMap { $0 }
        }
        let before = KernelClock.now()
        let pressed = try swing(to: .low, from: .high)
        let released = try swing(to: .high, from: .low)
        guard case .pressed(let press) = pressed.first, case .released(let release) = released.first else {
            Issue.record("\(pressed), then \(released)")
            return
        }
        #expect(pressed.count == 1 && released.count == 1)
        #expect(before <= press && press < release)
    }

    @Test("LEDs and buzzer are off from the request on, driven together, each at its own active level")
    func driving() throws {
        let lines = [5, 6, 13, 19, 18]
        let outputs = try outputs()
        #expect(try sim.levels(lines) == "00001")
        try outputs.show(LEDFrame(bits: 0b0101, count: 4), buzzer: true)
        #expect(try sim.levels(lines) == "10100")
        try outputs.show(.all(4), buzzer: false)
        #expect(try sim.levels(lines) == "11111")
        try outputs.show(.first(1, of: 2), buzzer: true)
        #expect(try sim.levels(lines) == "10000")
    }

    @Test("a line in use is refused with the name of who uses it, and free again after its release")
    func busy() throws {
        do {
            let held = try button()
            #expect(try chip.consumer(ofLine: 17) == "packcoach")
            let error = LinuxBoardError.lineBusy(line: 17, chip: chip.description, consumer: "packcoach")
            #expect(throws: error) { _ = try button() }
            #expect(throws: error) { _ = try outputs(buzzer: 17) }
            let isClosed = try held.isClosed()
            #expect(!isClosed)
        }
        #expect(try chip.consumer(ofLine: 17) == nil)
        #expect(try chip.consumer(ofLine: 5) == nil)
        _ = try outputs(buzzer: 17)
    }

    @Test("the mode switch says where it stands, and wakes the loop once when it moves")
    func modeSwitch() throws {
        let line = try SwitchLine(chip: chip, line: 27, active: .low, bias: .pullUp)
        var position = try line.position()
        #expect(position == .heat)
        #expect(!isReadable(line.descriptor))
        try sim.pull(27, .low)
        #expect(isReadable(line.descriptor))
        position = try line.position()
        #expect(position == .ice)
        #expect(!isReadable(line.descriptor))
    }

    @Test("a board has all of it, with or without a switch")
    func board() throws {
        let board = LinuxBoard(
            outputs: try outputs(), button: try button(),
            modeSwitch: try SwitchLine(chip: chip, line: 27, active: .low, bias: .pullUp))
        try board.show(.first(2, of: 4), buzzer: true)
        #expect(try sim.levels([5, 6, 13, 19, 18]) == "11000")
        try sim.pull(17, .low)
        #expect(isReadable(board.buttonDescriptor))
        #expect(try board.buttonIsClosed())
        #expect(try board.buttonEdges(at: KernelClock.now()).map(\.closed) == [true])
        #expect(try board.switchPosition() == .heat)
        try sim.pull(27, .low)
        #expect(try isReadable(#require(board.switchDescriptor)))
        #expect(try board.switchPosition() == .ice)
    }

    @Test("a board without a switch has no position")
    func boardWithoutSwitch() throws {
        let board = LinuxBoard(outputs: try outputs(), button: try button(), modeSwitch: nil)
        #expect(board.switchDescriptor == nil)
        #expect(try board.switchPosition() == nil)
    }
}
