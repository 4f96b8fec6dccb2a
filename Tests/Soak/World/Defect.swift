import CoachCore
import CoachService

/// Ways in which a service could be wrong. Each is planted in a life to see that the oracle finds it.
enum Defect: String, CaseIterable, Sendable {
    case longerCeiling = "longer-ceiling"
    case lostAcknowledgement = "lost-acknowledgement"
    case skippedCutoff = "skipped-cutoff"
    case forgottenRest = "forgotten-rest"
    case forgottenAlarm = "forgotten-alarm"
    case alarmThatEnds = "alarm-that-ends"
    case silentBuzzer = "silent-buzzer"
    case darkSession = "dark-session"
    case countdownThatStays = "countdown-that-stays"
    case wrongReason = "wrong-reason"
    case lostEnd = "lost-end"
    case lostSamples = "lost-samples"
    case bounceCounts = "bounce-counts"
    case deafToSilence = "deaf-to-silence"
    case noisyNight = "noisy-night"

    /// What is wrong, for people.
    var words: String {
        switch self {
        case .longerCeiling: "a session may run a second past its ceiling"
        case .lostAcknowledgement: "an acknowledgement never gets into the log"
        case .skippedCutoff: "the skin's limit of 7 °C is not held"
        case .forgottenRest: "a service that restarts knows of no earlier session"
        case .forgottenAlarm: "a service that restarts knows of no alarm"
        case .alarmThatEnds: "an alarm ends by itself after a minute"
        case .silentBuzzer: "the buzzer does not sound in an alarm that stands for 20 s"
        case .darkSession: "the LEDs are off in a session's last minutes"
        case .countdownThatStays: "the LEDs show a countdown after a session"
        case .wrongReason: "a fault reads as completed in the log"
        case .lostEnd: "an early stop never gets into the log"
        case .lostSamples: "one sample in a hundred never gets into the log"
        case .bounceCounts: "the button's bounce counts as presses"
        case .deafToSilence: "a probe that fails reads as its last value"
        case .noisyNight: "a chirp sounds for two seconds"
        }
    }
}

/// Plants a defect into what passes between a service and its machine; without one it changes nothing.
struct Saboteur {
    var defect: Defect?
    /// The service came up before in this life.
    var isRestart = false
    private var alarmSince: Duration?
    private var sessionSince: Duration?
    private var chirpSince: Duration?
    private var endedAt: Duration?
    private var lastGood: [ProbeRole: Temperature] = [:]
    private var count = 0

    init(_ defect: Defect?, isRestart: Bool) {
        self.defect = defect
        self.isRestart = isRestart
    }

    mutating func note(_ event: LogEvent, at now: Duration) {
        switch event.kind {
        case .alarm: (alarmSince, sessionSince) = (now, nil)
        case .acknowledged, .alarmExpired: alarmSince = nil
        case .started, .resumed: (sessionSince, chirpSince, endedAt) = (now, now, nil)
        case .ended: (sessionSince, endedAt) = (nil, now)
        default: break
        }
    }

    func changed(_ plan: Plan) -> Plan {
        guard defect == .longerCeiling else { return plan }
        var plan = plan
        plan.ice.ceiling += .seconds(1)
        plan.heat.ceiling += .seconds(1)
        return plan
    }

    func changed(_ debounce: Duration) -> Duration { defect == .bounceCounts ? .microseconds(40) : debounce }

    func changed(_ history: History, isFirst: Bool) -> History {
        guard defect == .forgottenRest, isRestart else { return history }
        var history = history
        history.sessions = []
        return history
    }

    func changed(_ opened: SessionStore.Opened) -> SessionStore.Opened {
        guard defect == .forgottenAlarm, opened.unfinished?.end != nil else { return opened }
        var opened = opened
        opened.unfinished = nil
        return opened
    }

    mutating func changed(_ reading: Reading, of role: ProbeRole) -> Reading {
        switch (defect, reading) {
        case (.skippedCutoff, .success(let value)) where role == .skin:
            return 2500..<7500 ~= value.millidegrees ? .success(Temperature(millidegrees: 7500)) : reading
        case (.deafToSilence, .success(let value)):
            lastGood[role] = value
            return reading
        case (.deafToSilence, .failure): return lastGood[role].map { .success($0) } ?? reading
        default: return reading
        }
    }

    mutating func changed(_ entries: [LogEntry]) -> [LogEntry] {
        switch defect {
        case .lostAcknowledgement:
            return entries.filter { if case .alarmOver = $0 { false } else { true } }
        case .wrongReason:
            return entries.map { entry in
                guard case .ended(let id, var end) = entry, end.reason == .probeFault else { return entry }
                end.reason = .completed
                return .ended(session: id, end)
            }
        case .lostEnd:
            return entries.filter { entry in
                if case .ended(_, let end) = entry { end.reason != .stoppedEarly } else { true }
            }
        case .lostSamples:
            return entries.filter { entry in
                guard case .sample = entry else { return true }
                count += 1
                return count % 100 != 0
            }
        default: return entries
        }
    }

    func answersByItself(_ now: Duration) -> Bool {
        defect == .alarmThatEnds && alarmSince.map { now - $0 > .seconds(60) } == true
    }

    func changed(_ frame: LEDFrame, _ buzzer: Bool, at now: Duration) -> (frame: LEDFrame, buzzer: Bool) {
        func lasts(_ since: Duration?, _ least: Int64, _ most: Int64 = .max) -> Bool {
            since.map { now - $0 >= .seconds(least) && (now - $0).nanoseconds / 1_000_000_000 < most } ?? false
        }
        switch defect {
        case .silentBuzzer where lasts(alarmSince, 20): return (frame, false)
        case .darkSession where lasts(sessionSince, 240): return (.off(frame.count), buzzer)
        case .countdownThatStays where lasts(endedAt, 0, 60) && alarmSince == nil && frame.bits == 0:
            return (.first(1, of: frame.count), buzzer)
        case .noisyNight where lasts(chirpSince, 0, 2): return (frame, true)
        default: return (frame, buzzer)
        }
    }
}
