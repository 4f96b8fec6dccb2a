/// What a person may do to the simulated board. The raw value is the word that a line of plain input may hold.
enum SimulateKey: String, CaseIterable, Hashable, Sendable {
    /// The board's one button.
    case button = "space"
    /// What lies on the pack probe.
    case ice, gel, heat, room
    /// The next cloth: none, thin, wet towel, dry towel, two towels.
    case cloth
    /// The next fault of the pack probe, after the last one none.
    case fault
    /// Fits the skin probe, or takes it off.
    case skin
    /// The next position of the mode switch: none fitted, ice, heat.
    case mode
    /// Acknowledges over the control socket.
    case acknowledge = "ack"
    case faster, slower
    /// Three hours pass at once.
    case skip
    case pause
    /// The service dies and is started again, in the same boot.
    case kill
    /// The power goes and comes back: a new boot.
    case powerCut = "cut"
    case help
    case quit

    /// The character that the key prints; every one may be typed on any keyboard without a modifier but shift.
    var character: Character {
        switch self {
        case .button: " "
        case .ice: "i"
        case .gel: "g"
        case .heat: "h"
        case .room: "r"
        case .cloth: "c"
        case .fault: "f"
        case .skin: "s"
        case .mode: "m"
        case .acknowledge: "a"
        case .faster: ">"
        case .slower: "<"
        case .skip: "t"
        case .pause: "p"
        case .kill: "k"
        case .powerCut: "x"
        case .help: "?"
        case .quit: "q"
        }
    }

    /// The name of the key for people.
    var name: String { self == .button ? "SPACE" : String(character) }

    /// What the key does, in a few words; the key help is made of these.
    var meaning: String {
        switch self {
        case .button: "the button"
        case .ice: "pack: melting ice"
        case .gel: "pack: freezer gel"
        case .heat: "pack: heat pack"
        case .room: "pack: at room temperature"
        case .cloth: "next cloth under the pack"
        case .fault: "next fault of the pack probe"
        case .skin: "skin probe on or off"
        case .mode: "mode switch: none, ice, heat"
        case .acknowledge: "acknowledge, as over SSH"
        case .faster: "time runs faster"
        case .slower: "time runs slower"
        case .skip: "skip 3 hours"
        case .pause: "pause"
        case .kill: "kill: the service restarts"
        case .powerCut: "power cut: the board reboots"
        case .help: "these keys"
        case .quit: "quit"
        }
    }

    /// What a key of the terminal means; nil for one that does nothing.
    init?(_ key: TerminalKey) {
        switch key {
        case .character(let character): self.init(character: character)
        case .up, .right: self = .faster
        case .down, .left: self = .slower
        case .end: self = .quit
        }
    }

    /// The key that prints `character`, capital letters included; nil for one that does nothing.
    init?(character: Character) {
        switch character {
        case ".", "+", "=": self = .faster
        case ",", "-": self = .slower
        case "\r", "\n": self = .button
        default:
            let folded = character.lowercased()
            guard let key = Self.allCases.first(where: { String($0.character) == folded }) else { return nil }
            self = key
        }
    }

    /// The key that a line of plain input means: an empty line is the button, else a key's character or its word.
    init?(line: String) {
        let word = line.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
        switch word {
        case "", "button", "press": self = .button
        case "exit": self = .quit
        default:
            if let key = Self(rawValue: word) {
                self = key
            } else if word.count == 1, let key = Self(character: word[word.startIndex]) {
                self = key
            } else {
                return nil
            }
        }
    }
}
