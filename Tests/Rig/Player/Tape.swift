/// What is done to the board, boot after boot; the host has worked it out.
struct Tape {
    struct Line {
        var number: Int
        /// High is the other one.
        var activeIsLow: Bool
    }

    struct Probe {
        var role: String
        /// `w1` or `hwmon`.
        var source: String
        var index: Int
    }

    /// Something to do, in the words of the tape.
    struct Action {
        /// Microseconds since the service was first ready.
        var at: Int64
        var words: [String]
    }

    struct Boot {
        /// When the service is ready in this boot, and when all is done; as in ``Action/at``.
        var zero: Int64
        var end: Int64 = 0
        var wallMilliseconds: Int64
        var isSynchronised: Bool
        var standing: [[String]] = []
        var actions: [Action] = []
    }

    private(set) var button = Line(number: 17, activeIsLow: true)
    private(set) var modeSwitch: Line?
    private(set) var probes: [Probe] = []
    private(set) var boots: [Boot] = []

    init(parsing text: String) throws {
        for (index, line) in text.split(separator: "\n").enumerated() {
            // A tab begins a word that goes on to the end of the line.
            let parts = line.split(separator: "\t", maxSplits: 1)
            let words = parts[0].split(separator: " ").map(String.init) + parts.dropFirst().map(String.init)
            guard take(words) else { throw Trouble("tape:\(index + 1): not understood: \(line)") }
        }
    }

    /// - Returns: whether it was understood.
    private mutating func take(_ words: [String]) -> Bool {
        switch (words[0], words.count) {
        case ("button", 3):
            guard let line = Self.line(words) else { return false }
            button = line
        case ("switch", 3) where boots.isEmpty:
            modeSwitch = Self.line(words)
            return modeSwitch != nil
        case ("probe", 4):
            guard let index = Int(words[3]) else { return false }
            probes.append(Probe(role: words[1], source: words[2], index: index))
        case ("boot", 4):
            guard let zero = Int64(words[1]), let wall = Int64(words[2]) else { return false }
            boots.append(Boot(zero: zero, wallMilliseconds: wall, isSynchronised: words[3] == "synchronised"))
        case ("at", 3...):
            guard let at = Int64(words[1]), !boots.isEmpty else { return false }
            boots[boots.count - 1].actions.append(Action(at: at, words: Array(words.dropFirst(2))))
        case ("end", 2):
            guard let end = Int64(words[1]), !boots.isEmpty else { return false }
            boots[boots.count - 1].end = end
        default:
            guard !boots.isEmpty else { return false }
            boots[boots.count - 1].standing.append(words)
        }
        return true
    }

    private static func line(_ words: [String]) -> Line? {
        Int(words[1]).map { Line(number: $0, activeIsLow: words[2] == "low") }
    }
}
