import BoardSim
import CoachCore
import SessionLog

/// Holds expectations against what a machine shows, told and logged.
struct ScenarioView {
    let machine: SimulatedMachine
    let logPath: String

    // MARK: At this instant

    /// What is wrong with an expectation about this instant; nil: it holds.
    func complaint(_ expectation: Scenario.Expectation) throws -> String? {
        switch expectation {
        case .state(let state, let modality): complaintOfState(state, modality)
        case .leds(let leds): complaintOfLEDs(leds)
        case .buzzer(let on):
            machine.board.shown.last.buzzer == on ? nil : "expected the buzzer \(on ? "on" : "off"), it is not"
        case .sessions(let count): try sessions(count)
        case .lastDuration(let duration, let tolerance): try lastDuration(duration, tolerance)
        case .lastReason(let reason): try lastReason(reason)
        case .buzzerSounds, .silence, .refused, .event, .noEvent, .end, .noEnd: nil
        }
    }

    private func complaintOfState(_ expected: ExpectedState, _ modality: Modality?) -> String? {
        let wanted = [expected.rawValue, modality?.rawValue].compactMap { $0 }.joined(separator: " ")
        guard let status = machine.status else { return "expected state \(wanted), but the service is not running" }
        // A fault is told when idle: whoever expects idle asks for no session and no alarm.
        let isIdle = expected == .idle && status.state == .fault
        let isMet =
            isIdle || status.state.rawValue == expected.rawValue && (modality == nil || status.modality == modality)
        let found = [status.state.rawValue, status.modality?.rawValue].compactMap { $0 }.joined(separator: " ")
        return isMet ? nil : "expected state \(wanted), it is \(found)\(lastWords)"
    }

    private func complaintOfLEDs(_ expected: ExpectedLEDs) -> String? {
        let frame = machine.board.shown.last.frame
        let lit = machine.indication?.lit ?? frame
        switch expected {
        case .lit(let count):
            return lit.bits.nonzeroBitCount == count
                ? nil : "expected \(count) LEDs lit, it is \(lit.bits.nonzeroBitCount) (\(lit.pattern))"
        case .off: return frame.bits == 0 ? nil : "expected LEDs off, they show \(frame.pattern)"
        case .pattern(let pattern):
            return frame == pattern ? nil : "expected LEDs \(pattern.pattern), they show \(frame.pattern)"
        }
    }

    // MARK: Over a time

    /// What is wrong with an expectation about the time around or after `at`; nil: it holds.
    func complaint(_ expectation: Scenario.Expectation, at: Duration) -> String? {
        switch expectation {
        case .buzzerSounds(let within):
            return machine.board.shown.sounds(in: at...(at + within))
                ? nil : "expected the buzzer to sound within \(within.words), it was silent"
        case .silence(let time):
            return machine.board.shown.sounds(in: from(at, for: time))
                ? "expected silence for \(time.words), the buzzer sounded" : nil
        case .refused(let code, let within):
            return expect("refused \(code.rawValue)", in: around(at, within)) {
                $0.kind == .refused && $0.code == code.rawValue
            }
        case .event(let kind, let within):
            return expect("event \(kind)", in: around(at, within)) { $0.isAbout(kind) }
        case .end(let reason, let within):
            return expect("end \(reason.rawValue)", in: around(at, within)) {
                $0.kind == .ended && $0.code == reason.rawValue
            }
        case .noEvent(let kind, let time):
            return refute("event \(kind)", in: from(at, for: time)) { $0.isAbout(kind) }
        case .noEnd(let time): return refute("end", in: from(at, for: time)) { $0.kind == .ended }
        case .state, .leds, .buzzer, .sessions, .lastDuration, .lastReason: return nil
        }
    }

    private func around(_ at: Duration, _ within: Duration) -> ClosedRange<Duration> {
        (at - within)...(at + within)
    }

    /// What is not to happen for a time may happen when it is over.
    private func from(_ at: Duration, for time: Duration) -> ClosedRange<Duration> {
        at...max(at, at + time - .nanoseconds(1))
    }

    private func expect(_ what: String, in range: ClosedRange<Duration>, _ isIt: (LogEvent) -> Bool) -> String? {
        if machine.told.contains(where: { range.contains($0.at) && isIt($0.event) }) { return nil }
        let found = machine.told.filter { range.contains($0.at) }.map { "\($0.at.clockFace) \($0.event.words)" }
        let there = found.isEmpty ? "nothing happened" : "there was: " + found.joined(separator: "; ")
        let times = "\(range.lowerBound.clockFace) and \(range.upperBound.clockFace)"
        return "expected \(what) between \(times), \(there)"
    }

    private func refute(_ what: String, in range: ClosedRange<Duration>, _ isIt: (LogEvent) -> Bool) -> String? {
        machine.told.first { range.contains($0.at) && isIt($0.event) }
            .map { "expected no \(what), at \($0.at.clockFace) there was: \($0.event.words)" }
    }

    /// What happened last, for whoever wonders why a state is another one.
    private var lastWords: String {
        machine.told.last.map { "; last, at \($0.at.clockFace): \($0.event.words)" } ?? ""
    }

    // MARK: The log

    private func sessions(_ count: Int) throws -> String? {
        let found = try LogReader(path: logPath).sessions().count
        return found == count ? nil : "expected \(count) sessions in the log, there are \(found)"
    }

    private func lastDuration(_ expected: Duration, _ tolerance: Duration) throws -> String? {
        guard let last = try LogReader(path: logPath).lastSession() else { return "expected a session in the log" }
        guard let duration = last.duration else { return "expected a duration, the last session still runs" }
        let difference = duration - expected
        return max(difference, .zero - difference) <= tolerance
            ? nil : "expected the last session to have lasted \(expected.clockFace), it lasted \(duration.clockFace)"
    }

    private func lastReason(_ expected: EndReason) throws -> String? {
        let last = try LogReader(path: logPath).lastSession()
        guard let reason = last?.endReason else { return "expected reason \(expected.rawValue), there is no end" }
        return reason == expected ? nil : "expected reason \(expected.rawValue), it is \(reason.rawValue)"
    }
}

extension LogEvent {
    /// The first word of the detail: a refusal's code, an end's reason, a notice's name.
    var code: String { String(detail.prefix { $0 != ":" && $0 != " " && $0 != "," }) }
    /// It is of this kind, or one of its codes is this one: `probe-fault`, `crc`, `button-stuck`, `power-loss`.
    func isAbout(_ word: String) -> Bool {
        let codes = detail.prefix { $0 != ":" && $0 != "," }.split(separator: " ")
        return kind.rawValue == word || kind != .service && codes.contains { $0 == word }
    }
    var words: String { detail.isEmpty ? kind.rawValue : "\(kind.rawValue) (\(detail))" }
}
