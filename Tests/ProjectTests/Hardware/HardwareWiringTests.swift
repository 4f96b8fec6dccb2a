import BoardHAL
import BoardLinux
import Testing

@testable import CoachService
@testable import packcoach

/// The table of pins against the defaults in the code, the example configuration and what the doctor knows of boards.
@Suite("Hardware/pins.toml")
struct HardwareWiringTests {
    private let table: PinTable

    init() throws { table = try PinTable.read() }

    @Test("the header is a Raspberry Pi's, and the doctor's")
    func header() {
        let pins = { (function: String) in zip(1..., table.header).filter { $1 == function }.map(\.0) }
        #expect(table.header.count == 40)
        #expect(pins("3.3 V") == [1, 17])
        #expect(pins("5 V") == [2, 4])
        #expect(pins("GND") == [6, 9, 14, 20, 25, 30, 34, 39])
        for line in 0...27 { #expect(pins("GPIO \(line)") == PinUses.headerPin(ofLine: line).map { [$0] }) }
    }

    @Test("the defaults in the code are its wires")
    func defaults() {
        #expect(table.lines(of: "button") == [Configuration.default.button.line])
        #expect(table.lines(of: "led-") == Configuration.default.leds.lines)
        #expect(table.lines(of: "buzzer") == [Configuration.default.buzzer.line])
        #expect(table.lines(of: "mode-switch") == [Configuration.ModeSwitch().line])
    }

    @Test("Hardware/config.toml, as the service reads it, has its wires, with the slide switch and without")
    func example() throws {
        let text = try #require(ProjectFiles.text(of: "Hardware/config.toml"))
        let plain = try Configuration(parsing: text, file: "config.toml")
        #expect(
            plain.parts.map(\.line) == table.lines(of: "button") + table.lines(of: "led-") + table.lines(of: "buzzer"))
        var isSwitch = false
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            isSwitch = line.hasPrefix("# [mode-switch]") || isSwitch && line.hasPrefix("# ")
            return isSwitch ? line.dropFirst(2) : line
        }
        let fitted = try Configuration(parsing: lines.joined(separator: "\n"), file: "config.toml")
        #expect(fitted.modeSwitch.map { [$0.line] } == table.lines(of: "mode-switch"))
    }

    @Test("what closes to ground is active low with the chip's pull-up, and what a line feeds is active high")
    func levels() throws {
        let settings = Configuration.default
        for part in ["button", "mode-switch"] {
            #expect(table.wires.contains { $0.part == part && table.function(of: $0) == "GND" })
        }
        #expect(settings.button.active == .low && settings.button.bias == .pullUp)
        #expect(Configuration.ModeSwitch().active == .low && Configuration.ModeSwitch().bias == .pullUp)
        #expect(settings.leds.active == .high && settings.buzzer.active == .high)
        #expect(!PinUses.pulledUpAtStart.contains(settings.buzzer.line), "it would sound until the service is up")
    }

    @Test("every wire ends on a pin of its kind, and only ground is shared")
    func pins() throws {
        var used: [Int: String] = [:]
        for wire in table.wires {
            let pin = try #require(table.pin(of: wire), "\(wire.part), \(wire.at)")
            let function = table.function(of: wire)
            switch wire.at {
            case "3.3 V", "5 V": #expect(function == wire.at)
            case "ground", "other side", "ice side", "short legs", "emitter": #expect(function == "GND")
            default: #expect(function.hasPrefix("GPIO "))
            }
            #expect(table.parts[wire.part] != nil, "\(wire.part) has no name in [parts]")
            if function != "GND" { #expect(used.updateValue(wire.part, forKey: pin) == nil, "pin \(pin) twice") }
        }
    }

    @Test("no line gives more than it may, nor all together, and the transistor carries the buzzer")
    func currents() throws {
        let of = table.figure
        let supply = try of("supply")
        let led = try 1000 * (supply - of("led-forward")) / of("led-resistor")
        let base = try 1000 * (supply - of("base-emitter")) / of("base-resistor")
        let data = try 1000 * supply / of("probe-pullup")
        let (ofOne, ofAll) = try (of("pin-limit-ma"), of("sum-limit-ma"))
        for milliamperes in [led, base, data] { #expect(milliamperes <= ofOne) }
        #expect(4 * led + base <= ofAll)
        let carried = try (base - 1000 * of("base-emitter") / of("base-pulldown")) * of("transistor-gain")
        let wanted = try of("buzzer-ma")
        #expect(carried >= wanted)
    }

    @Test("each board's chip is the one that the doctor expects there and that \"auto\" finds")
    func boards() throws {
        #expect(table.boards.map(\.id) == ["pi-5", "pi-4", "pi-3", "generic"])
        for board in table.boards {
            for model in board.models {
                let folder = try TemporaryFolder()
                try folder.write("proc/device-tree/model", model + "\0")
                let label = BoardModel(SystemFiles(root: folder.path)).headerLabel
                #expect(label ?? "" == board.chip, "\(model)")
            }
            #expect(board.chip.isEmpty || GPIOChip.headerLabels.contains(board.chip))
        }
    }

    @Test("the table in Hardware/wiring.md says the same")
    func page() throws {
        let text = try #require(ProjectFiles.text(of: "Hardware/wiring.md"))
        let rows = MarkdownTables(text).rows(under: "header pin")
        let wanted = table.wires.map { wire in
            [
                table.pin(of: wire).map(String.init) ?? "", table.function(of: wire), table.parts[wire.part] ?? "",
                wire.at,
            ]
        }
        #expect(rows == wanted)
    }

    @Test(
        "the table in README.md says the same",
        .enabled(if: ProjectFiles.exists("README.md"), "this is a part of the checkout"))
    func frontPage() throws {
        let text = try #require(ProjectFiles.text(of: "README.md"))
        let rows = MarkdownTables(text).rows(under: "part | GPIO")
        let numbers = rows.map { row in row[1...2].map { $0.split(separator: ", ").compactMap { Int($0) } } }
        let wanted = ["button", "led-", "buzzer", "probe"].map { part in
            let wires = table.wires.filter { $0.part.hasPrefix(part) && $0.gpio != nil }
            return [wires.compactMap(\.gpio), wires.compactMap { table.pin(of: $0) }]
        }
        #expect(numbers == wanted)
    }
}
