import CoachCore
import CoachService
import SessionLog

extension WatchModel {
    /// News come each second of a session; later than this they are missed.
    private static let silence = Duration.seconds(5)
    /// A chirp is over sooner than anybody is told.
    private static let soundShown = Duration.seconds(1)

    private static let shortKeys =
        [("q", "quit"), ("s", "stop"), ("a", "acknowledge"), ("?", "keys")].map(BoardPicture.Key.init)
    private static let keys =
        [
            ("s", "stop the session; asks first"), ("a", "acknowledge; asks first"), ("q", "quit; a session goes on"),
            ("?", "these keys"), ("^L", "draw anew"),
        ].map(BoardPicture.Key.init)

    /// What there is to see at this instant.
    func picture(at now: Instant) -> BoardPicture {
        let leds = status.map { LEDFrame(pattern: $0.lit) } ?? .off(4)
        var picture = BoardPicture(
            leds: leds, now: now, clock: clock(at: now), title: title, shortKeys: Self.shortKeys, keys: Self.keys)
        picture.points = points
        picture.log = log
        picture.refusal = refusal
        picture.showsHelp = showsKeys
        if let status, !isLost {
            add(status, to: &picture, at: now)
        } else {
            picture.state = .off
            picture.leds = .off(leds.count)
            picture.ledWords = "not known"
            picture.silenceWords = "not known"
            picture.faults = ["not known"]
            picture.stateName = "no answer"
            picture.headline = Self.lostWords
        }
        picture.headline = message(at: now) ?? picture.headline
        return picture
    }

    private static let lostWords =
        "The service does not answer: rely on nothing here, look at the board. Trying again each second; "
        + "journalctl -u packcoach says why it stopped."

    private var title: String {
        guard !isLost, let session = status?.session else { return "packcoach watch" }
        return "packcoach watch · session \(session)"
    }

    private func clock(at now: Instant) -> String {
        wall(at: now).map { time.stringWithSeconds($0, synchronised: status?.clockIsSynchronised ?? true) } ?? ""
    }

    private func add(_ status: StatusReport, to picture: inout BoardPicture, at now: Instant) {
        let state = CoachStatus.State(rawValue: status.state)
        let age = now - toldAt
        picture.state = status.isChecking ? .checking : state.map(BoardPicture.State.init) ?? .idle
        picture.modality = status.modality.flatMap(Modality.init)
        // Never on from what was told: a countdown that nobody keeps must not go on.
        addTimes(status, to: &picture)
        picture.allowances = [(Modality.ice, status.ice), (.heat, status.heat)].map {
            allowance($1, of: $0, age: age, now: status.now)
        }
        picture.faults = status.faults.map(\.name)
        picture.packReading = Self.reading(.pack, status)
        picture.skinReading = Self.reading(.skin, status)
        let hasSkinProbe = status.probes.contains { $0.role == ProbeRole.skin.rawValue }
        picture.limits = Guidance.stopLimits(of: picture.modality, hasSkinProbe: hasSkinProbe)
        let isAlarm = picture.state == .removePlanned || picture.state == .removeSafety
        picture.buzzer = isAlarm || (status.buzzer && age < Self.soundShown)
        picture.buzzerWords = Self.buzzerWords(picture.state)
        picture.ledWords = Self.ledWords(picture.state, lit: status.lit)
        picture.headline = headline(status, picture.state, age: age)
        if status.elapsed != nil, age >= Self.silence {
            picture.headline =
                "No news from the service for \(age.words): rely on nothing here, look at the board."
        }
    }

    private func addTimes(_ status: StatusReport, to picture: inout BoardPicture) {
        guard let told = status.elapsed, let left = status.left else { return }
        let elapsed = Self.duration(told)
        let ceiling = Duration.seconds(Int64((told + min(left, 1e9)).rounded()))
        picture.elapsed = elapsed
        picture.remaining = max(.zero, ceiling - elapsed)
        picture.windowOpensIn = status.opensIn.map(Self.duration)
        picture.span = .session(start: toldAt - elapsed, minimum: minimum ?? ceiling, ceiling: ceiling)
    }

    private func allowance(
        _ allowance: StatusReport.Allowance, of modality: Modality, age: Duration, now: String
    ) -> BoardPicture.Allowance {
        guard !allowance.isAllowed else { return .init(modality: modality) }
        let from = allowance.from.flatMap(RFC3339.wallTime)
        let told = RFC3339.wallTime(now)
        return BoardPicture.Allowance(
            modality: modality, wait: allowance.left.map { max(.zero, Self.duration($0) - age) },
            why: allowance.code.map { RefusalCode(rawValue: $0).map(Guidance.words) ?? $0 } ?? "not now",
            from: from.flatMap { from in told.map { time.moment(from, now: $0) } })
    }

    // MARK: Words

    private func headline(_ status: StatusReport, _ state: BoardPicture.State, age: Duration) -> String {
        switch state {
        case .applying: return "Pack on. Check your skin at each chirp. The button or s ends it early."
        case .windowOpen: return "Long enough. Take the pack off when you like, then press the button or s."
        case .removePlanned: return "Full time. Take the pack off, then press the button or a."
        case .removeSafety: return "Take the pack off now, look at your skin, then press the button or a."
        case .checking: return "A start was asked for: the probe is being read."
        case .fault:
            return status.faults.map { $0.message.isEmpty ? $0.name : "\($0.name): \($0.message)" }
                .joined(separator: "; ") + "."
        case .ready, .idle, .off:
            if CoachStatus.State(rawValue: status.state) == nil { return status.state }
            if let resume = status.resume, Self.duration(resume.left) > age {
                let left = (Self.duration(resume.left) - age).words
                return "Stopped early. For \(left) a press or packcoach start takes that back."
            }
            if status.packIsReady { return "The pack will do now: press the button, or packcoach start." }
            return "Nothing runs. Lay the pack on the cloth, then press the button, or packcoach start."
        }
    }

    /// How they blink: blinking itself is not told.
    private static func ledWords(_ state: BoardPicture.State, lit: String) -> String? {
        let isAlone = lit.count == 1
        switch state {
        case .applying: return isAlone ? "blinks blocks of 5 min left" : "the top one blinks"
        case .windowOpen: return isAlone ? "blinks slowly" : "blink together, slowly"
        case .removePlanned: return isAlone ? "flashes" : "all flash"
        case .removeSafety: return isAlone ? "three flashes, a pause" : "the halves alternate"
        case .checking, .ready, .off: return nil
        case .idle, .fault: return lit.contains("1" as Character) ? (isAlone ? "blinks" : "blink") : "dark"
        }
    }

    private static func buzzerWords(_ state: BoardPicture.State) -> String? {
        switch state {
        case .removePlanned: "BEEPS: 3 every 30 s, then on"
        case .removeSafety: "BEEPS without a pause"
        case .ready, .idle, .checking, .applying, .windowOpen, .fault, .off: nil
        }
    }

    private static func reading(_ role: ProbeRole, _ status: StatusReport) -> Reading? {
        guard let probe = status.probes.first(where: { $0.role == role.rawValue }) else { return nil }
        if let celsius = probe.celsius { return .success(.celsius(celsius)) }
        return probe.fault.flatMap(ProbeFault.init).map { .failure($0) }
    }

    private static func duration(_ seconds: Double) -> Duration {
        // Whatever a service of another version says.
        .milliseconds(Int64((max(0, min(seconds, 1e9)) * 1000).rounded()))
    }
}

extension LEDFrame {
    /// Of `1` and `0`, as ``pattern`` gives it; what is beyond ten LEDs is left out.
    fileprivate init(pattern: String) {
        let leds = Array(pattern.prefix(10))
        let bits = leds.enumerated().reduce(UInt16(0)) { $1.element == "1" ? $0 | 1 << UInt16($1.offset) : $0 }
        self.init(bits: bits, count: max(1, leds.count))
    }
}
