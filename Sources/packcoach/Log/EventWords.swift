import CoachCore
import SessionLog

/// An event of the log as a runner understands it: what was heard, and what happened.
struct EventWords {
    /// What the buzzer said to it; nil: nothing.
    let sound: String?
    let words: String
    let paint: Paint

    init(_ event: EventRecord, time: LocalTime) {
        self.init(event.kind, event.detail, session: event.session, givenAt: event.givenAt, time: time)
    }

    /// - Parameter givenAt: the time that a person gave for it.
    init(_ kind: String, _ detail: String, session: Int64?, givenAt: WallTime? = nil, time: LocalTime) {
        guard let kind = EventKind(rawValue: kind) else {
            // Of another version.
            self.init(nil, detail.isEmpty ? kind : "\(kind): \(detail)")
            return
        }
        let (head, rest) = Self.parted(detail)
        switch kind {
        case .started: self.init("chirp", "started: \(detail)", .strong)
        case .resumed: self.init("chirp", "resumed: the early stop was taken back", .strong)
        case .skinCheck: self.init("chirp", "skin check: \(detail)")
        case .windowOpen: self.init("two chirps", "window open: \(detail)", .good)
        case .warned: self.init("two short beeps", "warning: \(detail)", .warning)
        case .notice:
            let notice = Notice(rawValue: head)
            self.init(
                Self.sound(of: notice),
                "notice: " + (notice.map { Self.words(of: $0, rest) } ?? detail))
        case .probeFault: self.init(nil, "probe fault: \(Self.words(ofProbeFault: detail))", .warning)
        case .probeOK: self.init(nil, "probe reads again: \(detail)")
        case .ended:
            let reason = EndReason(rawValue: head)
            let words = (reason?.words ?? head) + (rest.isEmpty ? "" : ": \(rest)")
            self.init(
                reason == .shutdown ? "three beeps" : nil, "ended: \(words)",
                reason?.isPlanned == true ? .strong : .warning)
        case .alarm where head == AlarmKind.planned.rawValue:
            let then = CoachRules.plannedEscalatesAfter.words
            self.init(
                "three beeps every 30 s", "alarm: \(rest); unanswered for \(then), it beeps without a pause", .warning)
        case .alarm: self.init(Self.longestSound, "alarm: \(Self.words(ofAlarm: rest))", .warning)
        case .acknowledged: self.init(nil, "alarm acknowledged: the beeping ends")
        case .alarmExpired: self.init(nil, "alarm ended by itself: \(detail)")
        case .refused:
            // In a session and under an alarm the buzzer has more important things to say.
            let isHeard =
                session == nil
                && ![RefusalCode.alreadyRunning.rawValue, RefusalCode.alarmUnacknowledged.rawValue].contains(head)
            self.init(isHeard ? "long buzz" : nil, "start refused, \(head): \(rest)", .warning)
        case .fault: self.init(nil, "fault: \(detail)", .warning)
        case .faultCleared: self.init(nil, "fault over: \(detail)")
        case .run: self.init(nil, "run marked" + Self.given(givenAt, time))
        case .onset: self.init(nil, "onset of the pain marked" + Self.given(givenAt, time))
        case .onsetCleared: self.init(nil, "onset cleared")
        case .service: self.init(nil, "service \(detail)", .faint)
        case .clock: self.init(nil, "clock: \(detail)", .faint)
        }
    }

    private init(_ sound: String?, _ words: String, _ paint: Paint = .normal) {
        self.sound = sound
        self.words = words
        self.paint = paint
    }

    static let longestSound = "beeping without a pause"

    /// Chirps and the buzz of a refusal can be switched off in the configuration; warnings and alarms cannot.
    static func isChirp(_ sound: String) -> Bool { ["chirp", "two chirps", "long buzz"].contains(sound) }

    /// `code` and `words` of `code: words`.
    private static func parted(_ detail: String) -> (head: String, rest: String) {
        guard let colon = detail.firstIndex(of: ":") else { return (detail, "") }
        return (String(detail[..<colon]), String(detail[detail.index(after: colon)...].drop { $0 == " " }))
    }

    private static func given(_ givenAt: WallTime?, _ time: LocalTime) -> String {
        givenAt.map { ", for \(time.string($0, synchronised: true))" } ?? ""
    }

    // MARK: Codes

    /// What it asks for, and why: a limit in words, or the code of an end, which may stand first, as `after power-loss`.
    private static func words(ofAlarm rest: String) -> String {
        let (first, second) = parted(rest)
        if let reason = EndReason(rawValue: second) { return "\(first): \(reason.words)" }
        let words = first.split(separator: " ")
        guard words.count == 2, let reason = EndReason(rawValue: String(words[1])) else { return rest }
        return "\(words[0]) \(reason.words): \(second)"
    }

    private static func sound(of notice: Notice?) -> String? {
        switch notice {
        case .packReady: "two chirps"
        case .selfTest: "beeps"
        case .notInContact, .packSpent, .frozen, .noSample, .buttonStuck, .buttonReleased, nil: nil
        }
    }

    /// - Parameter what: what the code is followed by, such as `pack probe`.
    private static func words(of notice: Notice, _ what: String) -> String {
        switch notice {
        case .notInContact: "\(what) does not feel the pack: is it in place?"
        case .packSpent: "the pack is spent"
        case .frozen:
            "\(what) has not moved for \(CoachRules.frozenAfter.words): melting ice does so, a broken probe too"
        case .noSample: "\(what) gives no temperature"
        case .buttonStuck: "the button is stuck or held: nothing starts until it is released"
        case .buttonReleased: "the button was released"
        case .packReady: "the pack will do now: a press would start"
        case .selfTest: "somebody tries LEDs and buzzer out"
        }
    }

    /// `pack probe, crc: its answer was garbled` of `pack crc`.
    private static func words(ofProbeFault detail: String) -> String {
        let parts = detail.split(separator: " ", maxSplits: 1).map(String.init)
        guard parts.count == 2, let fault = ProbeFault(rawValue: parts[1]) else { return detail }
        return "\(parts[0]) probe, \(fault.rawValue): \(words(of: fault))"
    }

    private static func words(of fault: ProbeFault) -> String {
        switch fault {
        case .empty: "it answered with nothing"
        case .crc: "its answer was garbled on the wire"
        case .powerOn: "it lost power before it could measure"
        case .lowPower: "too little power to measure"
        case .allZero: "the data line is held low"
        case .outOfRange: "no such temperature on a pack"
        case .tooFast: "it leapt as no pack can"
        case .stale: "no fresh answer in time"
        case .hung: "it does not answer at all"
        case .missing: "it is not there; check its cable"
        case .several: "more than one would fit; the configuration has to name one"
        }
    }
}
