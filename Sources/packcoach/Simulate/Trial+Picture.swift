import BoardSim
import CoachCore
import CoachSimulation
import SessionLog

extension Trial {
    /// What there is to see now.
    var picture: BoardPicture {
        let shown = machine.board.shown.last
        var picture = BoardPicture(
            leds: shown.frame, buzzer: shown.buzzer, now: .boot + time, clock: clock(at: machine.time),
            title: "packcoach simulate", shortKeys: Self.shortKeys, keys: Self.keys)
        picture.bench = BoardPicture.Bench(
            pack: Self.name(of: pack), cloth: Self.name(of: cloth),
            clothIsMissing: cloth == .none || cloth == .wetTowel,
            modelledSkin: machine.board.currentModel().skinTemperature, speed: speed, isPaused: isPaused)
        picture.modeSwitch = modeSwitch
        if let fault { picture.faults = ["pack probe: \(fault.rawValue)"] }
        picture.points = points
        picture.showsHelp = showsHelp
        picture.log = log
        picture.refusal = refusal
        if let status = machine.status { add(status, to: &picture) } else { picture.state = .off }
        return picture
    }

    private func add(_ status: CoachStatus, to picture: inout BoardPicture) {
        picture.state = status.isChecking ? .checking : BoardPicture.State(status.state)
        picture.modality = status.modality
        picture.elapsed = status.elapsed
        picture.remaining = status.left
        picture.windowOpensIn = status.opensIn
        picture.packReading = status.lastSamples[.pack]?.reading
        picture.skinReading = status.lastSamples[.skin]?.reading
        let now = machine.board.now
        picture.allowances = Modality.allCases.map { modality in
            let refusal = status.resumable?.modality == modality ? nil : status.waits[modality]
            return BoardPicture.Allowance(
                modality: modality, wait: refusal?.allowedFrom.map { $0 - now },
                why: refusal.map { Guidance.words(for: $0.code) })
        }
        if let elapsed = status.elapsed, let left = status.left {
            let minimum = elapsed + (status.opensIn ?? .zero)
            picture.span = .session(
                start: .boot + time - elapsed, minimum: status.opensIn == nil ? .minutes(15) : minimum,
                ceiling: elapsed + left)
        }
        if status.packIsReady { picture.headline = "The pack will do now. Press SPACE to start." }
        if status.state == .fault {
            picture.headline = "Fault: \(status.faults.map(\.name).joined(separator: ", ")). The log below says more."
        }
        picture.limits = Guidance.stopLimits(of: status.modality, hasSkinProbe: hasSkinProbe)
    }

    // MARK: Keys

    static let shortKeys =
        [
            ("SPACE", "button"), ("?", "keys"), ("q", "quit"), ("i g h r", "pack"), ("c", "cloth"), ("f", "fault"),
            ("t", "+3 h"), ("< >", "speed"), ("p", "pause"), ("s", "skin probe"), ("m", "mode switch"),
            ("a", "ack"), ("k", "kill"), ("x", "power cut"),
        ].map(BoardPicture.Key.init)
    static let keys = SimulateKey.allCases.map { BoardPicture.Key(name: $0.name, meaning: $0.meaning) }

    // MARK: Words

    /// The last refusal, until something else happens.
    private var refusal: String? {
        let last = machine.told.last { told in
            switch told.event.kind {
            case .probeOK: false
            case .notice: told.event.detail.hasPrefix(Notice.packReady.rawValue)
            default: true
            }
        }
        guard let last, last.event.kind == .refused else { return nil }
        let words = last.event.detail
        guard let colon = words.firstIndex(of: ":") else { return words }
        return String(words[words.index(after: colon)...].drop { $0 == " " })
    }

    private var log: [BoardPicture.LogLine] {
        machine.told.enumerated().suffix(40).map { index, told in
            let event = told.event
            let words = EventWords(event.kind.rawValue, event.detail, session: event.session, time: Self.localTime)
                .words
            return BoardPicture.LogLine(number: linesBefore + index, time: clock(at: told.at), words: words)
        }
    }

    private static let localTime = LocalTime()

    private func clock(at time: Duration) -> String {
        Self.localTime.timeOfDay(wall - (machine.time - time))
    }

    private static func name(of pack: PackKind) -> String {
        switch pack {
        case .ice: "melting ice"
        case .gel: "freezer gel"
        case .heat: "heat pack"
        case .room: "pack at room temperature"
        }
    }

    private static func name(of cloth: Cloth) -> String {
        switch cloth {
        case .none: "no cloth"
        case .thin: "thin cloth"
        case .wetTowel: "wet towel"
        case .dryTowel: "dry towel"
        case .twoTowels: "two towels"
        }
    }
}
