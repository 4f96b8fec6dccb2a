import BoardHAL
import CoachCore

// A line for each fact: its name, then words. Nothing but this program reads it, and only in the boot that wrote it.
extension Handover {
    /// Raised when a line changes its meaning; a text of another version is none.
    private static let version = "packcoach-handover 1"

    /// - Parameter bootID: of this boot.
    func text(bootID: String) -> String {
        var lines = [Self.version, "boot \(bootID)"]
        switch wiring.kind {
        case .real(let board): lines.append("board real \(board)")
        case .simulated: lines.append("board simulated")
        }
        lines.append("leds \(wiring.leds.active) \(wiring.leds.lines.map(String.init).joined(separator: " "))")
        lines.append("buzzer \(wiring.buzzer.active) \(wiring.buzzer.line)")
        lines.append(
            "button \(wiring.button.active) \(wiring.button.bias.rawValue) \(wiring.button.debounce.nanoseconds) "
                + "\(wiring.button.line)")
        if let session { lines += session.lines }
        lines += entryLines.map { "log \($0)" }
        return lines.joined(separator: "\n") + "\n"
    }

    /// All that tells how things stand, and of the events, which no rule asks for, as many of the newest as there is room
    /// for: a service that fails again and again on a full disk must not fill the memory too.
    private var entryLines: [String] {
        var room = Self.roomForEvents
        let kept = unlogged.reversed().filter { entry in
            guard case .event(let event) = entry else { return true }
            room -= event.detail.utf8.count + 60
            return room > 0
        }
        return kept.reversed().compactMap(\.line)
    }

    /// Bytes.
    private static let roomForEvents = 32 << 10

    /// - Returns: nil for a text of another boot or version, and for one that is damaged.
    init?(parsing text: String, bootID: String) {
        let lines = text.split(separator: "\n")
        guard lines.first.map(String.init) == Self.version else { return nil }
        var facts: [Substring: [Substring]] = [:]
        var unlogged: [LogEntry] = []
        for line in lines.dropFirst() {
            // Not by characters: a blank and an accent that a person typed behind it are one of those.
            let words = line.unicodeScalars.split(separator: " ", omittingEmptySubsequences: false).map(Substring.init)
            if words[0] == "log" {
                guard let entry = LogEntry(Array(words.dropFirst())) else { return nil }
                unlogged.append(entry)
            } else {
                facts[words[0]] = Array(words.dropFirst())
            }
        }
        guard facts["boot"]?.first.map(String.init) == bootID, let wiring = BoardWiring(facts) else { return nil }
        self.init(wiring: wiring, unlogged: unlogged)
        guard let start = facts["session"] else { return }
        guard let session = Session(start, facts) else { return nil }
        self.session = session
    }
}

extension BoardWiring {
    fileprivate init?(_ facts: [Substring: [Substring]]) {
        guard let board = facts["board"], let leds = facts["leds"], let buzzer = facts["buzzer"],
            let button = facts["button"], buzzer.count == 2, button.count == 4,
            let ledsActive = leds.first.flatMap({ ActiveLevel(rawValue: String($0)) }),
            let buzzerActive = ActiveLevel(rawValue: String(buzzer[0])), let buzzerLine = Int(buzzer[1]),
            let buttonActive = ActiveLevel(rawValue: String(button[0])), let bias = Bias(rawValue: String(button[1])),
            let debounce = Int64(button[2]), let buttonLine = Int(button[3])
        else { return nil }
        let lines = leds.dropFirst().compactMap { Int($0) }
        guard lines.count == leds.count - 1 else { return nil }
        var wired = Configuration.default
        wired.board = board.dropFirst().joined(separator: " ")
        wired.leds = .init(lines: lines, active: ledsActive)
        wired.buzzer = .init(line: buzzerLine, active: buzzerActive)
        wired.button = .init(
            line: buttonLine, active: buttonActive, bias: bias, debounce: .nanoseconds(debounce))
        self.init(wired, isSimulated: board.first == "simulated")
    }
}

extension Handover.Session {
    fileprivate var lines: [String] {
        let start = session.start
        var lines = [
            "session \(start.words)",
            "told \(session.windowOpened ? "window" : "no-window") \(session.skinChecks)",
        ]
        if let reason = start.overrideReason {
            lines.append("override \(reason.inOneLine)")
        }
        if session.isFromEarlierBoot { lines.append("earlier-boot") }
        if let at = session.acknowledgedAt { lines.append("acknowledged \(at.nanoseconds)") }
        if let end = session.end { lines.append("end \(end.words)") }
        if let alarm = session.alarm { lines.append("alarm \(alarm.kind.rawValue) \(alarm.since.nanoseconds)") }
        if let answeredAt { lines.append("answered \(answeredAt.nanoseconds)") }
        return lines
    }

    fileprivate init?(_ start: [Substring], _ facts: [Substring: [Substring]]) {
        guard start.count == SessionStart.wordCount,
            let start = SessionStart(start, overrideReason: facts["override"]?.joined(separator: " ")),
            let told = facts["told"], told.count == 2, let skinChecks = Int(told[1])
        else { return nil }
        var session = UnfinishedSession(
            start: start, acknowledgedAt: facts["acknowledged"]?.first.flatMap { Instant($0) },
            windowOpened: told[0] == "window", skinChecks: skinChecks,
            isFromEarlierBoot: facts["earlier-boot"] != nil)
        if let words = facts["end"] {
            guard let end = SessionEnd(words) else { return nil }
            session.end = end
        }
        if let words = facts["alarm"] {
            guard words.count == 2, let kind = AlarmKind(rawValue: String(words[0])), let since = Int64(words[1])
            else { return nil }
            session.alarm = .init(kind: kind, since: Instant(nanoseconds: since))
        }
        self.init(session)
        if let words = facts["answered"] {
            guard let at = words.first.flatMap({ Int64($0) }) else { return nil }
            answeredAt = Instant(nanoseconds: at)
        }
    }
}
