import BoardSim
import CoachCore

/// What LEDs and buzzer do, between any two looks: an alarm is heard and seen, nothing else is, and the LEDs show a
/// session where one runs and nowhere else.
struct OutputWatch {
    private let ledCount: Int
    private let chirps: Bool
    private var level: (bits: UInt16, buzzer: Bool) = (0, false)
    private var lookedAt: Moment = 0
    /// The state in which the outputs have been since then.
    private var state = State.off
    private var buzzerOnAt: Moment = 0
    private var litAt: [Moment]
    private var sessionSeenAt: Moment = 0
    private var alarmSince: Moment = 0
    /// A sound that is allowed ends by then, and the LEDs may show a wait until then.
    private var cueUntil: Moment = 0
    private var waitUntil: Moment = 0
    private var upSince: Moment = 0
    /// Lines that fail, and until when they may be as they were left.
    private var failing: Set<SimulatedBoard.Output> = []
    private var unsureUntil: [SimulatedBoard.Output: Moment] = [:]
    /// Since when an alarm stands is not known.
    var isUnsureOfPhase = false

    private enum State {
        case off
        case idle
        case applying(ceiling: Moment, endsAt: Moment, isOpen: Bool)
        case alarm(AlarmKind)
    }

    init(ledCount: Int, chirps: Bool) {
        self.ledCount = ledCount
        self.chirps = chirps
        litAt = [Moment](repeating: 0, count: ledCount)
    }

    // MARK: What it hears of

    mutating func alarmBegins(at now: Moment) {
        (alarmSince, isUnsureOfPhase) = (now, false)
        restart(at: now)
    }

    mutating func cameUp(at now: Moment) {
        upSince = now
        restart(at: now)
    }

    private mutating func restart(at now: Moment) {
        buzzerOnAt = now
        for index in litAt.indices { litAt[index] = now }
        sessionSeenAt = now
    }

    mutating func fails(_ output: SimulatedBoard.Output, _ fails: Bool, at now: Moment) {
        if fails { failing.insert(output) } else { failing.remove(output) }
        // It is driven anew at the next turn, at the latest at the idle wake.
        unsureUntil[output] = fails ? .max : now + seconds(61)
    }

    /// Sounds and displays that have a reason.
    mutating func take(_ told: Record.Told, at now: Moment) {
        switch told.kind {
        case .started, .resumed, .skinCheck: if chirps { cueUntil = max(cueUntil, now + milliseconds(101)) }
        case .windowOpen: if chirps { cueUntil = max(cueUntil, now + milliseconds(351)) }
        case .notice: if chirps, told.code == "pack-ready" { cueUntil = max(cueUntil, now + milliseconds(351)) }
        case .refused:
            if chirps { cueUntil = max(cueUntil, now + milliseconds(801)) }
            waitUntil = now + seconds(5) + milliseconds(1)
        case .warned: cueUntil = max(cueUntil, now + milliseconds(751))
        case .ended: if told.code == "shutdown" { cueUntil = max(cueUntil, now + milliseconds(1301)) }
        default: break
        }
        if case .started = told.kind { sessionSeenAt = now }
        if case .resumed = told.kind { sessionSeenAt = now }
    }

    // MARK: What it sees

    /// Takes in what was shown up to `now`.
    /// - Returns: what is wrong with it.
    mutating func take(_ changes: [OutputHistory.Change], _ oracle: Oracle, at now: Moment) -> [String] {
        var complaints: [String] = []
        for change in changes where change.at.nanoseconds >= lookedAt {
            let at = min(change.at.nanoseconds, now)
            if at > lookedAt { complaints += judge(from: lookedAt, to: at) }
            lookedAt = at
            level = (change.frame.bits, change.buzzer)
        }
        if now > lookedAt { complaints += judge(from: lookedAt, to: now) }
        lookedAt = now
        if !oracle.isUp {
            state = .off
        } else if let watch = oracle.running {
            state = .applying(ceiling: watch.ceiling, endsAt: watch.ceilingAt, isOpen: watch.windowOpened)
        } else if let alarm = oracle.alarm {
            state = .alarm(alarm.kind)
        } else {
            state = .idle
        }
        return complaints
    }

    private func isUnsure(_ output: SimulatedBoard.Output, at now: Moment) -> Bool {
        now <= unsureUntil[output] ?? 0
    }

    /// The outputs were at one level all this time.
    private mutating func judge(from start: Moment, to end: Moment) -> [String] {
        if level.buzzer { buzzerOnAt = end }
        for index in 0..<ledCount where level.bits & 1 << UInt16(index) != 0 { litAt[index] = end }
        var complaints: [String] = []
        // Nothing counts against a line that fails, or did just now.
        if isUnsure(.buzzer, at: end) { buzzerOnAt = end } else { complaints += judgeBuzzer(from: start, to: end) }
        if isUnsure(.leds, at: end) { restartLEDs(at: end) } else { complaints += judgeLEDs(from: start, to: end) }
        return complaints
    }

    private mutating func judgeBuzzer(from start: Moment, to end: Moment) -> [String] {
        switch state {
        case .off: return level.buzzer ? ["the buzzer sounds and no service runs"] : []
        case .idle, .applying:
            return level.buzzer && end > cueUntil ? ["the buzzer sounds, and there is nothing to say"] : []
        case .alarm(let kind):
            let isUrgent =
                kind == .safety || isUnsureOfPhase || end > alarmSince + Figures.escalates + milliseconds(300)
            let pause = isUrgent && !isUnsureOfPhase ? milliseconds(260) : milliseconds(28_710)
            guard end - max(buzzerOnAt, alarmSince) > pause else { return [] }
            buzzerOnAt = end
            return ["an alarm stands, and the buzzer was silent for \(pause / 1_000_000) ms"]
        }
    }

    private mutating func judgeLEDs(from start: Moment, to end: Moment) -> [String] {
        let all: UInt16 = (1 << UInt16(ledCount)) - 1
        switch state {
        case .off: return level.bits == 0 ? [] : ["LEDs are lit and no service runs"]
        case .idle:
            let isPlain = level.bits == 0 || level.bits == all
            return isPlain || end <= waitUntil ? [] : ["the LEDs show \(pattern) as in a session, and none runs"]
        case .applying(let ceiling, let endsAt, let isOpen):
            return judgeSession(ceiling, endsAt, isOpen, from: start, to: end)
        case .alarm:
            guard let dark = litAt.min(), end - max(dark, alarmSince) > milliseconds(760) else {
                let half = UInt16((1 << ((ledCount + 1) / 2)) - 1)
                let allowed: Set<UInt16> = [0, all, half, all & ~half]
                return allowed.contains(level.bits) ? [] : ["the LEDs show \(pattern) in an alarm"]
            }
            restartLEDs(at: end)
            return ["an alarm stands, and an LED was dark for too long"]
        }
    }

    private mutating func restartLEDs(at now: Moment) {
        for index in litAt.indices { litAt[index] = now }
        sessionSeenAt = now
    }

    private mutating func judgeSession(
        _ ceiling: Moment, _ endsAt: Moment, _ isOpen: Bool, from start: Moment, to end: Moment
    ) -> [String] {
        // ceil(n × left / ceiling), at both ends of the interval.
        func lit(_ at: Moment) -> UInt16 {
            let left = max(0, endsAt - at)
            return UInt16((Int64(ledCount) * left + ceiling - 1) / ceiling)
        }
        let counts = [lit(start), lit(end)]
        let isLit = counts.contains { level.bits == (1 << $0) - 1 }
        let isTopOff = counts.contains { $0 > 0 && level.bits == (1 << ($0 - 1)) - 1 }
        if isLit, level.bits != 0 { sessionSeenAt = end }
        // The lamp test of a service that came back.
        let isTest = end <= upSince + seconds(1)
        if !isLit, !(isOpen ? level.bits == 0 : isTopOff), !isTest {
            return ["the LEDs show \(pattern), the session has \((endsAt - end) / 1_000_000_000) s left"]
        }
        guard end - sessionSeenAt > milliseconds(ledCount == 1 ? 10_010 : 1010) else { return [] }
        sessionSeenAt = end
        return ["a session runs, and the LEDs do not show it"]
    }

    private var pattern: String { (0..<ledCount).map { level.bits & 1 << UInt16($0) != 0 ? "1" : "0" }.joined() }
}
