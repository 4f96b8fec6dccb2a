import BoardLinux
import CoachService

/// What the kernel tells of the header's chip and of who holds its lines. Asking takes no line.
struct HeaderFacts: Sendable {
    struct Chip: Hashable, Sendable {
        let path: String
        let name: String
        let label: String
        let lineCount: Int

        var words: String { "\(name) [\(label)]" }
    }

    /// The chip that the configuration's `board` means.
    let chip: Result<Chip, LinuxBoardError>
    /// The chips that this user may open, as `gpiochip0 [pinctrl-rp1]`.
    let chips: [String]
    /// Who holds each configured line that is held.
    let holders: [Int: String]

    init(chip: Result<Chip, LinuxBoardError>, chips: [String] = [], holders: [Int: String] = [:]) {
        self.chip = chip
        self.chips = chips
        self.holders = holders
    }

    static func ofThisMachine(_ configuration: Configuration) -> HeaderFacts {
        let chips = GPIOChip.all().map(\.description)
        do throws(LinuxBoardError) {
            let chip = try GPIOChip.find(configuration.board)
            var holders: [Int: String] = [:]
            for part in configuration.parts where part.line < chip.lineCount {
                holders[part.line] = try chip.consumer(ofLine: part.line)
            }
            let facts = Chip(path: chip.path, name: chip.name, label: chip.label, lineCount: chip.lineCount)
            return HeaderFacts(chip: .success(facts), chips: chips, holders: holders)
        } catch {
            return HeaderFacts(chip: .failure(error), chips: chips)
        }
    }
}

extension Configuration {
    /// What is wired to the header, and to which line.
    var parts: [(name: String, line: Int)] {
        let leds = zip(1..., leds.lines).map { (name: "LED \($0)", line: $1) }
        let modeSwitch = modeSwitch.map { [(name: "mode switch", line: $0.line)] } ?? []
        return [(name: "button", line: button.line)] + leds + [(name: "buzzer", line: buzzer.line)] + modeSwitch
    }
}
