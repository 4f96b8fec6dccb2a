import BoardSim
import CoachCore
import SessionLog

/// Holds a scenario's expectations against what came of it in some world.
public struct ScenarioJudge {
    private let scenario: Scenario
    /// How far times may be off.
    private let tolerance: Duration

    /// - Parameter tolerance: how far times may be off; zero in virtual time, where nothing takes any.
    public init(_ scenario: Scenario, tolerance: Duration = .zero) {
        self.scenario = scenario
        self.tolerance = tolerance
    }

    /// The expectations that did not hold, in the order of the file.
    public func failures(of played: Playthrough) -> [ScenarioFailure] {
        let judge = PlayJudge(played: played, tolerance: tolerance)
        return scenario.steps
            .compactMap { step -> ScenarioFailure? in
                guard case .expectation(let expectation) = step.action,
                    let message = judge.complaint(expectation, at: step.at, line: step.line)
                else { return nil }
                return ScenarioFailure(file: scenario.file, line: step.line, message: message)
            }
            .sorted { $0.line < $1.line }
    }
}

/// One playthrough before its judge.
private struct PlayJudge {
    let played: Playthrough
    let tolerance: Duration

    /// What is wrong with an expectation; nil: it holds.
    func complaint(_ expectation: Scenario.Expectation, at: Duration, line: Int) -> String? {
        switch expectation {
        case .state, .leds, .buzzer, .sessions, .lastDuration, .lastReason:
            guard let moment = played.moments[line] else { return "nobody looked: the world had ended before" }
            return complaint(expectation, at: at, moment)
        case .buzzerSounds(let within):
            return played.shown.sounds(in: at...(at + within + tolerance))
                ? nil : "expected the buzzer to sound within \(within.words), it was silent"
        case .silence(let time):
            return played.shown.sounds(in: after(at, time))
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
            return refute("event \(kind)", in: after(at, time)) { $0.isAbout(kind) }
        case .noEnd(let time): return refute("end", in: after(at, time)) { $0.kind == .ended }
        }
    }

    // MARK: At an instant

    private func complaint(
        _ expectation: Scenario.Expectation, at: Duration, _ moment: Playthrough.Moment
    ) -> String? {
        switch expectation {
        case .state(let state, let modality): complaintOfState(state, modality, at: at, moment)
        case .leds(let leds): complaintOfLEDs(leds, at: at, moment)
        case .buzzer(let on):
            shown(at).contains { $0.buzzer == on } ? nil : "expected the buzzer \(on ? "on" : "off"), it is not"
        case .sessions(let count): complaintOfCount(count, moment.sessions ?? [])
        case .lastDuration(let duration, let tolerance):
            complaintOfDuration(duration, tolerance, moment.sessions?.first)
        case .lastReason(let reason): complaintOfReason(reason, moment.sessions?.first)
        case .buzzerSounds, .silence, .refused, .event, .noEvent, .end, .noEnd: nil
        }
    }

    /// All that the outputs showed at this time, give or take the tolerance.
    private func shown(_ at: Duration) -> ArraySlice<OutputHistory.Change> {
        played.shown.shown(in: max(.zero, at - tolerance)...(at + tolerance))
    }

    private func complaintOfState(
        _ expected: ExpectedState, _ modality: Modality?, at: Duration, _ moment: Playthrough.Moment
    ) -> String? {
        let wanted = [expected.rawValue, modality?.rawValue].compactMap { $0 }.joined(separator: " ")
        guard let state = moment.state else { return "expected state \(wanted), but the service is not running" }
        // A fault is told when idle: whoever expects idle asks for no session and no alarm.
        let isIdle = expected == .idle && state == ExpectedState.fault.rawValue
        let isMet = isIdle || state == expected.rawValue && (modality == nil || moment.modality == modality)
        let found = [state, moment.modality?.rawValue].compactMap { $0 }.joined(separator: " ")
        return isMet ? nil : "expected state \(wanted), it is \(found)\(lastWords(before: at))"
    }

    private func complaintOfLEDs(
        _ expected: ExpectedLEDs, at: Duration, _ moment: Playthrough.Moment
    ) -> String? {
        let frames = shown(at).map(\.frame)
        switch expected {
        case .lit(let count):
            let lit = moment.lit
            return lit.bits.nonzeroBitCount == count
                ? nil : "expected \(count) LEDs lit, it is \(lit.bits.nonzeroBitCount) (\(lit.pattern))"
        case .off:
            return frames.contains { $0.bits == 0 }
                ? nil : "expected LEDs off, they show \(played.shown.shown(at: at).frame.pattern)"
        case .pattern(let pattern):
            return frames.contains(pattern)
                ? nil
                : "expected LEDs \(pattern.pattern), they show \(played.shown.shown(at: at).frame.pattern)"
        }
    }

    // MARK: Over a time

    private func around(_ at: Duration, _ within: Duration) -> ClosedRange<Duration> {
        (at - within - tolerance)...(at + within + tolerance)
    }

    /// What is not to happen for a time may happen when it is over.
    private func after(_ at: Duration, _ time: Duration) -> ClosedRange<Duration> {
        (at + tolerance)...max(at + tolerance, at + time - tolerance - .nanoseconds(1))
    }

    private func expect(_ what: String, in range: ClosedRange<Duration>, _ isIt: (LogEvent) -> Bool) -> String? {
        if played.told.contains(where: { range.contains($0.at) && isIt($0.event) }) { return nil }
        let found = played.told.filter { range.contains($0.at) }.map { "\($0.at.clockFace) \($0.event.words)" }
        let there = found.isEmpty ? "nothing happened" : "there was: " + found.joined(separator: "; ")
        let times = "\(range.lowerBound.clockFace) and \(range.upperBound.clockFace)"
        return "expected \(what) between \(times), \(there)"
    }

    private func refute(_ what: String, in range: ClosedRange<Duration>, _ isIt: (LogEvent) -> Bool) -> String? {
        played.told.first { range.contains($0.at) && isIt($0.event) }
            .map { "expected no \(what), at \($0.at.clockFace) there was: \($0.event.words)" }
    }

    /// What happened last, for whoever wonders why a state is another one.
    private func lastWords(before at: Duration) -> String {
        played.told.last { $0.at <= at }.map { "; last, at \($0.at.clockFace): \($0.event.words)" } ?? ""
    }

    // MARK: The log

    private func complaintOfCount(_ count: Int, _ sessions: [SessionRecord]) -> String? {
        sessions.count == count ? nil : "expected \(count) sessions in the log, there are \(sessions.count)"
    }

    private func complaintOfDuration(
        _ expected: Duration, _ allowed: Duration, _ last: SessionRecord?
    ) -> String? {
        guard let last else { return "expected a session in the log" }
        guard let duration = last.duration else { return "expected a duration, the last session still runs" }
        let difference = duration - expected
        return max(difference, .zero - difference) <= allowed + tolerance
            ? nil : "expected the last session to have lasted \(expected.clockFace), it lasted \(duration.clockFace)"
    }

    private func complaintOfReason(_ expected: EndReason, _ last: SessionRecord?) -> String? {
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
