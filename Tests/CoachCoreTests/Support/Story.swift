import CoachCore

extension CoachDriver {
    /// All that the coach wanted since the tests' zero but readings and samples, a line each: `5:00.000 skin-check …`.
    var story: [String] {
        told.filter { $0.at >= t(.zero) }.compactMap { told in
            told.effect.line.map { "\(clock(told.at)) \($0)" }
        }
    }

    /// The story's events in the log alone, without times.
    var events: [String] {
        told.compactMap { told in
            if case .log(.event(let event)) = told.effect { event.line } else { nil }
        }
    }

    /// Events of one kind, with their times.
    func events(_ kind: EventKind) -> [String] {
        told.compactMap { told in
            guard case .log(.event(let event)) = told.effect, event.kind == kind else { return nil }
            return "\(clock(event.at)) \(event.detail)"
        }
    }

    /// How sessions ended, as the log was told it.
    var ends: [SessionEnd] {
        told.compactMap { told in
            if case .log(.ended(_, let end)) = told.effect { end } else { nil }
        }
    }

    var starts: [SessionStart] {
        told.compactMap { told in
            if case .log(.started(let start)) = told.effect { start } else { nil }
        }
    }

    /// The samples that the log was told.
    var logged: [Sample] {
        told.compactMap { told in
            if case .log(.sample(_, let sample)) = told.effect { sample } else { nil }
        }
    }

    /// When each probe was asked, since the tests' zero.
    func reads(_ role: ProbeRole = .pack) -> [String] {
        told.filter { $0.at >= t(.zero) && $0.effect == .read(role) }.map { clock($0.at) }
    }

    /// The codes of the refusals, with their times.
    var refusals: [String] {
        told.compactMap { told in
            guard case .log(.event(let event)) = told.effect, event.kind == .refused else { return nil }
            return "\(clock(event.at)) \(event.detail.prefix { $0 != ":" })"
        }
    }

    var state: CoachStatus.State { coach.status(at: now).state }
    var shown: Indication { coach.indication(at: now) }

    /// The changes of the buzzer alone, since the tests' zero.
    var buzzes: [String] { buzzes(from: .zero) }

    func buzzes(from start: Duration) -> [String] {
        var buzzes: [String] = []
        var isOn = false
        for change in changes where change.buzzer != isOn {
            isOn = change.buzzer
            if change.at >= t(start) { buzzes.append("\(clock(change.at)) \(isOn ? "on" : "off")") }
        }
        return buzzes
    }

    /// The changes of the LEDs alone, since the tests' zero.
    var blinks: [String] {
        var blinks: [String] = []
        var leds: String?
        for change in changes where change.leds != leds {
            leds = change.leds
            if change.at >= t(.zero) { blinks.append("\(clock(change.at)) \(change.leds)") }
        }
        return blinks
    }
}

/// `5:00.000`, from the tests' zero on.
func clock(_ instant: Instant) -> String {
    let milliseconds = (instant - t(.zero)).milliseconds
    let (sign, size) = (milliseconds < 0 ? "-" : "", abs(milliseconds))
    func digits(_ number: Int64, _ count: Int) -> String {
        String(repeating: "0", count: max(0, count - String(number).count)) + String(number)
    }
    return "\(sign)\(size / 60_000):\(digits(size / 1000 % 60, 2)).\(digits(size % 1000, 3))"
}

extension LogEvent {
    /// A refusal's sentence is left to the tests of sentences.
    fileprivate var line: String {
        let words = kind == .refused ? String(detail.prefix { $0 != ":" }) : detail
        return [kind.rawValue, words].filter { !$0.isEmpty }.joined(separator: " ")
    }
}

extension Effect {
    fileprivate var line: String? {
        switch self {
        case .read, .log(.sample): nil
        case .readHistory: "history?"
        case .flush: "flush"
        case .exit: "exit"
        case .answer(let ticket, .ended(let session, let reason)): "answer \(ticket): #\(session) \(reason.rawValue)"
        case .answer(let ticket, .done(let session)): "answer \(ticket): done \(session.map { "#\($0)" } ?? "")"
        case .answer(let ticket, .refused(let refusal)): "answer \(ticket): refused \(refusal.code.rawValue)"
        case .answer(let ticket, .tested(let presses, let isClosed)):
            "answer \(ticket): tested, \(presses) presses\(isClosed ? ", closed" : "")"
        case .answer(let ticket, .impossible(let why)): "answer \(ticket): \(why)"
        case .log(.started(let start)): "#\(start.id) \(start.modality.rawValue) from \(clock(start.at))"
        case .log(.measured(let id, let low, let high, let dose)):
            "#\(id) \(low.map { "\($0)" } ?? "–") to \(high.map { "\($0)" } ?? "–"), dose \(dose.map { "\($0)" } ?? "–")"
        case .log(.ended(let id, let end)):
            "#\(id) \(end.reason.rawValue)\(end.probe.map { " \($0.rawValue)" } ?? "") at \(clock(end.at))"
                + " after \(clock(t(end.duration)))\(end.windowMet ? ", window met" : "")"
        case .log(.resumed(let id, _)): "#\(id) goes on"
        case .log(.alarm(let id, _, let kind)): "#\(id) alarm \(kind.rawValue)"
        case .log(.alarmOver(let id, _, let expired)): "#\(id) alarm \(expired ? "expired" : "acknowledged")"
        case .log(.event(let event)): "* \(event.line)"
        }
    }
}
