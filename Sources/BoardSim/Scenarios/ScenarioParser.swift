import CoachCore

extension Scenario {
    /// Reads a scenario. Strict: every word must be known, every quantity must have its unit, nothing is guessed.
    /// - Parameters:
    ///   - bytes: UTF-8.
    ///   - file: names the scenario, and stands in front of every mistake.
    /// - Throws: all lines that are not understood, at most one mistake for each.
    public init(parsing bytes: [UInt8], file: String) throws(ScenarioMistakes) {
        var parser = ScenarioParser(file: file)
        let newline = UInt8(ascii: "\n")
        for (index, line) in bytes.split(separator: newline, omittingEmptySubsequences: false).enumerated() {
            parser.read(line, number: index + 1)
        }
        self = try parser.finish()
    }

    /// The same for a text that is in memory already.
    public init(parsing text: String, file: String) throws(ScenarioMistakes) {
        try self.init(parsing: Array(text.utf8), file: file)
    }
}

/// The words that begin a statement.
private enum StatementVerb: String, CaseIterable {
    case config, pack, history, clock, button
    case `switch`
    case seed, at
}

/// Reads line after line and keeps what it understood.
struct ScenarioParser {
    private var scenario: Scenario
    private var mistakes: [ScenarioMistake] = []
    /// Where each statement that may stand once only was.
    private var seen: [String: Int] = [:]
    private var firstStep: Int?

    init(file: String) {
        let path = file.split(separator: "/").last.map(String.init) ?? file
        let suffix = ".scenario"
        scenario = Scenario(
            name: path.hasSuffix(suffix) ? String(path.dropLast(suffix.count)) : path, file: file)
    }

    mutating func read(_ bytes: ArraySlice<UInt8>, number: Int) {
        do throws(Complaint) {
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw Complaint("the line is not UTF-8: save the file in that encoding")
            }
            var line = Substring(text)
            if number == 1, line.unicodeScalars.first == "\u{FEFF}" { line.unicodeScalars.removeFirst() }
            if line.unicodeScalars.last == "\r" { line.unicodeScalars.removeLast() }
            try statement(line, number)
        } catch {
            mistakes.append(ScenarioMistake(file: scenario.file, line: number, message: error.message))
        }
    }

    mutating func finish() throws(ScenarioMistakes) -> Scenario {
        scenario.steps.sort { left, right in
            (left.at, left.isExpectation ? 1 : 0, left.line) < (right.at, right.isExpectation ? 1 : 0, right.line)
        }
        if mistakes.isEmpty { mistakes = ButtonCheck.mistakes(of: scenario) }
        guard mistakes.isEmpty else { throw ScenarioMistakes(mistakes: mistakes) }
        let movesSwitch = scenario.steps.contains { step in
            if case .stimulus(.switchTo) = step.action { true } else { false }
        }
        let hasSwitch = movesSwitch || scenario.configuration.contains { $0.key.hasPrefix("mode-switch.") }
        if hasSwitch, scenario.switchPosition == nil { scenario.switchPosition = .ice }
        // Time 0 is when the service is ready: a finger that is there at 0 was there when it came up.
        if let held = scenario.steps.firstIndex(where: {
            $0.at == .zero && $0.action == .stimulus(.hold(bounce: .zero))
        }) {
            scenario.steps.remove(at: held)
            scenario.buttonIsHeld = true
        }
        return scenario
    }

    private mutating func statement(_ line: Substring, _ number: Int) throws(Complaint) {
        let text = line.drop { $0 == " " || $0 == "\t" }
        if text.first == "#" {
            if scenario.summary.isEmpty { scenario.summary = text.trimming { "# \t".contains($0) } }
            return
        }
        // The value is TOML and may hold what the words of this language may not.
        if text.hasPrefix("config"), let gap = text.dropFirst(6).first, gap == " " || gap == "\t" {
            try before("config")
            return try configuration(text.dropFirst(6), number)
        }
        var words = try WordCursor(text)
        guard !words.isEmpty else { return }
        try statement(&words, number)
        try words.end()
    }

    private mutating func statement(_ words: inout WordCursor, _ number: Int) throws(Complaint) {
        if let verb = words.upcoming, StatementVerb(rawValue: String(verb)) == nil,
            verb == "expect" || StimulusVerb(rawValue: String(verb)) != nil
        {
            throw Complaint("\(quoted(verb)) needs a time before it: write \(quoted("at 0:05 \(verb) …"))")
        }
        let verb = try words.one(of: StatementVerb.self, as: "statement")
        if verb != .at { try before(verb.rawValue) }
        switch verb {
        case .at: try step(&words, number)
        case .config: throw Complaint("a key and a value are missing: write \"config leds.lines = [5]\"")
        case .pack:
            try once("pack", number)
            scenario.pack = try words.laidPack()
            scenario.pack.cloth = scenario.pack.cloth ?? .dryTowel
        case .history: try scenario.history.append(words.historyItem())
        case .clock:
            try once("clock", number)
            try clock(&words)
        case .button:
            try once("button", number)
            try words.require("held")
            scenario.buttonIsHeld = true
        case .switch:
            try once("switch", number)
            scenario.switchPosition = try words.one(of: Modality.self, as: "modality")
        case .seed:
            try once("seed", number)
            scenario.seed = try words.seed()
        }
    }

    private mutating func step(_ words: inout WordCursor, _ number: Int) throws(Complaint) {
        let at = try words.duration("time")
        firstStep = firstStep ?? number
        let known = ["expect"] + StimulusVerb.allCases.map(\.rawValue)
        let verb = try words.one(of: known, as: "action")
        let action: Scenario.Action
        if let stimulus = StimulusVerb(rawValue: verb) {
            action = .stimulus(try words.stimulus(stimulus))
        } else {
            action = .expectation(try words.expectation())
        }
        scenario.steps.append(Scenario.Step(at: at, line: number, action: action))
    }

    private mutating func clock(_ words: inout WordCursor) throws(Complaint) {
        guard case .clock(let change, let synchronised) = try words.clock() else { return }
        switch change {
        case .jump:
            throw Complaint("a clock can jump only after time 0: write its wall time at 0, or \"at 0:01 clock …\"")
        case .set(let time): scenario.wallTime = time
        case nil: break
        }
        scenario.clockIsSynchronised = synchronised ?? true
    }

    /// `KEY = VALUE`, with a comment after it or not.
    private mutating func configuration(_ text: Substring, _ number: Int) throws(Complaint) {
        let form = "write \"config leds.lines = [5]\""
        guard let equals = text.firstIndex(of: "=") else { throw Complaint("the value is missing: \(form)") }
        let key = text[..<equals].trimming { $0 == " " || $0 == "\t" }
        let isKey = key.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty
                && part.utf8.allSatisfy { "-_".utf8.contains($0) || ("a"..."z").contains(Character(.init($0))) }
        }
        guard isKey else { throw Complaint("\(quoted(key)) is no dotted key: \(form)") }
        let value = Self.withoutComment(text[equals...].dropFirst()).trimming { $0 == " " || $0 == "\t" }
        guard !value.isEmpty else { throw Complaint("\(key) has no value: \(form)") }
        try once("config \(key)", number)
        scenario.configuration.append(Scenario.ConfigurationLine(key: key, value: value, line: number))
    }

    /// A TOML value up to a `#` that stands in none of its strings.
    private static func withoutComment(_ text: Substring) -> Substring {
        var quote: Character?
        var isEscaped = false
        for index in text.indices {
            let character = text[index]
            if isEscaped {
                isEscaped = false
            } else if let open = quote {
                isEscaped = open == "\"" && character == "\\"
                if character == open { quote = nil }
            } else if character == "\"" || character == "'" {
                quote = character
            } else if character == "#" {
                return text[..<index]
            }
        }
        return text
    }

    /// These statements describe time 0 and stand before all that happens later.
    private func before(_ verb: String) throws(Complaint) {
        guard let firstStep else { return }
        let isStimulus = StimulusVerb(rawValue: verb) != nil
        throw Complaint(
            "\(quoted(verb)) without a time describes time 0 and stands before the first \"at\" (line \(firstStep)): "
                + (isStimulus ? "move it up, or write \(quoted("at 5:00 \(verb) …"))" : "move it up"))
    }

    private mutating func once(_ statement: String, _ number: Int) throws(Complaint) {
        if let line = seen.updateValue(number, forKey: statement) {
            throw Complaint("\(quoted(statement)) stands in line \(line) already: only one of them can be meant")
        }
    }
}

extension Scenario.Step {
    fileprivate var isExpectation: Bool {
        if case .expectation = action { true } else { false }
    }
}
