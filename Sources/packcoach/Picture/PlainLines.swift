import CoachCore

/// Tells in lines what ``Screen`` would draw, for a pipe or a terminal that cannot move its cursor.
///
/// A line for everything that happens, and one a minute for the countdown; never an escape sequence.
struct PlainLines {
    private let style: ScreenStyle
    private var last: BoardPicture?
    private var lastLogLine: Int?
    private var buzzerToldAt: Instant?

    init(style: ScreenStyle) {
        self.style = style
    }

    /// Stands above all lines. `takesKeys`: a person may type.
    func introduction(takesKeys: Bool) -> [String] {
        var lines = ["\(Guidance.reminder). \(Guidance.safetyNote)"]
        if takesKeys {
            let words = SimulateKey.allCases.filter { $0 != .button && $0 != .help }.map(\.rawValue)
            lines.append("An empty line is the button; or type a word: \(words.joined(separator: " ")).")
        }
        return lines.map(style.spell)
    }

    /// All keys as words, a line each.
    func help() -> [String] {
        SimulateKey.allCases.map { key in
            let word = key == .button ? "space or an empty line" : "\(key.rawValue) or \(key.name)"
            return style.spell("\(word): \(key.meaning)")
        }
    }

    /// What there is to tell since the last picture; empty if nothing.
    mutating func lines(for picture: BoardPicture) -> [String] {
        var words: [String] = []
        if let bench = picture.bench, last?.bench?.pack != bench.pack || last?.bench?.cloth != bench.cloth {
            words.append("pack: \(bench.pack) · \(bench.cloth)")
        }
        if let last, last.faults != picture.faults {
            let faults = picture.faults.joined(separator: ", ")
            words.append("faults: \(faults.isEmpty ? "none" : faults)")
        }
        if let last, last.modeSwitch != picture.modeSwitch {
            words.append("mode switch: \(picture.modeSwitch?.rawValue ?? "not fitted")")
        }
        if let before = last?.bench, let bench = picture.bench {
            if before.isPaused != bench.isPaused { words.append(bench.isPaused ? "paused" : "goes on") }
            if before.speed != bench.speed { words.append("\(bench.speed)× speed") }
        }
        if let refusal = picture.refusal, refusal != last?.refusal { words.append("Refused: \(refusal)") }
        if hasTurned(picture) {
            words.append("\(Screen.stateWords(picture)). \(Guidance.headline(of: picture))")
        }
        if tellsAllowances(picture) { words.append(allowances(picture)) }
        if tellsTime(picture) { words.append(countdown(picture)) }
        if tellsBuzzer(picture) { words.append("the buzzer sounds") }

        let news = picture.log.filter { line in lastLogLine.map { line.number > $0 } ?? true }
        lastLogLine = picture.log.last?.number ?? lastLogLine
        last = picture
        return news.map { style.spell("\($0.time)  \($0.words)") }
            + words.map { style.spell("\(picture.clock)  \($0)") }
    }

    /// The state, or what to do in it, is another one.
    private func hasTurned(_ picture: BoardPicture) -> Bool {
        guard let last else { return true }
        return last.state != picture.state || last.modality != picture.modality || last.headline != picture.headline
    }

    /// What may start has changed otherwise than by the passing of time.
    private func tellsAllowances(_ picture: BoardPicture) -> Bool {
        func facts(_ picture: BoardPicture) -> [BoardPicture.Allowance] {
            guard picture.state == .idle else { return [] }
            return picture.allowances.map { BoardPicture.Allowance(modality: $0.modality, wait: nil, why: $0.why) }
        }
        let now = facts(picture)
        return !now.isEmpty && now != last.map(facts)
    }

    private func allowances(_ picture: BoardPicture) -> String {
        picture.allowances.map { "\($0.modality.rawValue) \(Screen.words(for: $0))" }.joined(separator: "; ")
    }

    private func tellsTime(_ picture: BoardPicture) -> Bool {
        guard picture.remaining != nil, let elapsed = picture.elapsed else { return false }
        guard let before = last?.elapsed else { return true }
        return Int(elapsed.inSeconds) / 60 != Int(before.inSeconds) / 60
    }

    /// An alarm beeps without end: once in five minutes says enough.
    private mutating func tellsBuzzer(_ picture: BoardPicture) -> Bool {
        guard picture.buzzer, last?.buzzer != true || last?.state != picture.state else { return false }
        if let buzzerToldAt, last?.state == picture.state, picture.now - buzzerToldAt < .minutes(5) { return false }
        buzzerToldAt = picture.now
        return true
    }

    private func countdown(_ picture: BoardPicture) -> String {
        let left = picture.remaining.map { "\(Guidance.clock($0, up: true)) left" }
        let readings = Screen.readings(of: picture).filter { $0.name != "skin probe" || picture.skinReading != nil }
        let leds = (0..<picture.leds.count).map { index in
            String(style.glyph(picture.leds[index] ? "●" : "○", picture.leds[index] ? "#" : "."))
        }
        let facts = [left] + readings.map { "\($0.name) \($0.words)" }
        return "\(leds.joined())  \(facts.compactMap { $0 }.joined(separator: " · "))"
    }
}
