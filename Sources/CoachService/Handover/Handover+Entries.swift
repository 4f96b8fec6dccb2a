import CoachCore

// What the log has not got, a line for each entry: its name, the session, then its facts. Samples have no line.
extension LogEntry {
    /// Nil: a power cut may cost it, so a kill may too.
    var line: String? {
        switch self {
        case .started(let start):
            "started \(start.words)" + (start.overrideReason.map { " \($0.inOneLine)" } ?? "")
        case .sample: nil
        case .measured(let id, let minimum, let maximum, let dose):
            "measured \(id) \(minimum.map { "\($0.millidegrees)" } ?? "-") "
                + "\(maximum.map { "\($0.millidegrees)" } ?? "-") \(dose.map { "\($0)" } ?? "-")"
        case .ended(let id, let end): "ended \(id) \(end.words)"
        case .resumed(let id, let at): "resumed \(id) \(at.nanoseconds)"
        case .alarm(let id, let at, let kind): "alarm \(id) \(at.nanoseconds) \(kind.rawValue)"
        case .alarmOver(let id, let at, let expired):
            "alarm-over \(id) \(at.nanoseconds) \(expired ? "expired" : "acknowledged")"
        case .event(let event):
            "event \(event.session.map { "\($0)" } ?? "-") \(event.at.nanoseconds) \(event.kind.rawValue) "
                + event.detail.inOneLine
        }
    }

    /// - Parameter words: of a ``line``.
    init?(_ words: [Substring]) {
        guard words.count >= 3, let name = words.first else { return nil }
        let facts = Array(words.dropFirst())
        if name == "started" {
            let reason = facts.count > SessionStart.wordCount ? facts.dropFirst(SessionStart.wordCount) : nil
            guard let start = SessionStart(facts, overrideReason: reason?.joined(separator: " ")) else { return nil }
            self = .started(start)
            return
        }
        let session = Int64(facts[0])
        if name == "event" {
            guard facts.count >= 4, session != nil || facts[0] == "-", let at = Instant(facts[1]),
                let kind = EventKind(rawValue: String(facts[2]))
            else { return nil }
            self = .event(
                LogEvent(session: session, at: at, kind: kind, detail: facts.dropFirst(3).joined(separator: " ")))
            return
        }
        guard let id = session else { return nil }
        switch (name, facts.count) {
        case ("measured", 4):
            func degrees(_ word: Substring) -> Temperature? { Int32(word).map { Temperature(millidegrees: $0) } }
            self = .measured(
                session: id, minimum: degrees(facts[1]), maximum: degrees(facts[2]), dose: Double(facts[3]))
        case ("ended", 6):
            guard let end = SessionEnd(Array(facts.dropFirst())) else { return nil }
            self = .ended(session: id, end)
        case ("resumed", 2):
            guard let at = Instant(facts[1]) else { return nil }
            self = .resumed(session: id, at: at)
        case ("alarm", 3):
            guard let at = Instant(facts[1]), let kind = AlarmKind(rawValue: String(facts[2])) else { return nil }
            self = .alarm(session: id, at: at, kind)
        case ("alarm-over", 3):
            guard let at = Instant(facts[1]) else { return nil }
            self = .alarmOver(session: id, at: at, expired: facts[2] == "expired")
        default: return nil
        }
    }

    /// The session that it tells of; nil: none.
    var session: Int64? {
        switch self {
        case .started(let start): start.id
        case .sample(let id, _), .measured(let id, _, _, _), .ended(let id, _), .resumed(let id, _),
            .alarm(let id, _, _), .alarmOver(let id, _, _):
            id
        case .event(let event): event.session
        }
    }
}

extension SessionStart {
    static let wordCount = 6

    /// All but the override's reason, which has words of its own.
    var words: String {
        "\(id) \(at.nanoseconds) \(modality.rawValue) \(minimum.nanoseconds) \(ceiling.nanoseconds) "
            + probes.map(\.rawValue).joined(separator: ",")
    }

    init?(_ words: [Substring], overrideReason: String?) {
        guard words.count >= Self.wordCount, let id = Int64(words[0]), let at = Instant(words[1]),
            let modality = Modality(rawValue: String(words[2])), let minimum = Int64(words[3]),
            let ceiling = Int64(words[4])
        else { return nil }
        self.init(
            id: id, at: at, modality: modality, minimum: .nanoseconds(minimum), ceiling: .nanoseconds(ceiling),
            probes: words[5].split(separator: ",").compactMap { ProbeRole(rawValue: String($0)) },
            overrideReason: overrideReason)
    }
}

extension SessionEnd {
    var words: String {
        "\(at.nanoseconds) \(reason.rawValue) \(duration.nanoseconds) \(windowMet ? "met" : "not-met") "
            + (probe?.rawValue ?? "-")
    }

    init?(_ words: [Substring]) {
        guard words.count == 5, let at = Instant(words[0]), let reason = EndReason(rawValue: String(words[1])),
            let duration = Int64(words[2])
        else { return nil }
        self.init(
            at: at, reason: reason, probe: ProbeRole(rawValue: String(words[4])), duration: .nanoseconds(duration),
            windowMet: words[3] == "met")
    }
}

extension Instant {
    init?(_ word: Substring) {
        guard let nanoseconds = Int64(word) else { return nil }
        self.init(nanoseconds: nanoseconds)
    }
}

extension String {
    var inOneLine: String { split(whereSeparator: \.isNewline).joined(separator: " ") }
}
