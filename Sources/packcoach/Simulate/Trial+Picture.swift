import BoardSim
import CoachCore
import CoachSimulation
import SessionLog

extension Trial {
    /// What there is to see now.
    var picture: BoardPicture {
        let shown = machine.board.shown.last
        var picture = BoardPicture(
            leds: shown.frame, buzzer: shown.buzzer, pack: Self.name(of: pack), cloth: Self.name(of: cloth),
            now: .boot + time, clock: clock(at: machine.time))
        picture.clothIsMissing = cloth == .none || cloth == .wetTowel
        picture.modeSwitch = modeSwitch
        if let fault { picture.faults = ["pack probe: \(fault.rawValue)"] }
        picture.modelledSkin = machine.board.currentModel().skinTemperature
        picture.points = points
        picture.speed = speed
        picture.isPaused = isPaused
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
            let refusal = status.waits[modality]
            return BoardPicture.Allowance(
                modality: modality, wait: refusal?.wait.map { $0.until - now }, why: refusal.map { Self.why($0.code) })
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
        picture.limits = Self.limits(status.modality, hasSkinProbe: hasSkinProbe)
    }

    // MARK: Words

    /// The last refusal, until something else happens.
    private var refusal: String? {
        guard let last = machine.told.last(where: { $0.event.kind != .probeOK && $0.event.kind != .notice }),
            last.event.kind == .refused
        else { return nil }
        let words = last.event.detail
        guard let colon = words.firstIndex(of: ":") else { return words }
        return String(words[words.index(after: colon)...].drop { $0 == " " })
    }

    private var log: [BoardPicture.LogLine] {
        machine.told.enumerated().suffix(40).map { index, told in
            let words =
                told.event.detail.isEmpty
                ? told.event.kind.rawValue : "\(told.event.kind.rawValue): \(told.event.detail)"
            return BoardPicture.LogLine(number: linesBefore + index, time: clock(at: told.at), words: words)
        }
    }

    private static let localTime = LocalTime()

    private func clock(at time: Duration) -> String {
        Self.localTime.timeOfDay(wall - (machine.time - time))
    }

    private static func why(_ code: RefusalCode) -> String {
        switch code {
        case .rest: "rest"
        case .tooEarlyForHeat: "no heat before 48 h"
        case .heatAfterRun: "no heat after a run"
        case .tooManyToday: "enough today"
        case .dose: "heat dose of the day"
        default: code.rawValue
        }
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

    /// The stop limits that a session of this kind may meet, as the monitor has them.
    private static func limits(_ modality: Modality?, hasSkinProbe: Bool) -> [Chart.Limit] {
        let table: [Cutoff]
        switch (modality, hasSkinProbe) {
        case (nil, _): return []
        case (.ice, true): table = SafetyLimits.iceOnSkin
        case (.ice, false): table = SafetyLimits.iceOnPack
        case (.heat, true): table = SafetyLimits.heatOnSkin
        case (.heat, false): table = SafetyLimits.heatOnPack
        }
        let sustained = table.filter { cutoff in
            if case .sustained = cutoff.hold { cutoff.action == .stop } else { false }
        }
        return sustained.suffix(1).map { cutoff in
            Chart.Limit(name: "stop \(Int(cutoff.threshold.celsius))", at: cutoff.threshold)
        }
    }
}

extension BoardPicture.State {
    fileprivate init(_ state: CoachStatus.State) {
        switch state {
        case .idle: self = .idle
        case .applying: self = .applying
        case .windowOpen: self = .windowOpen
        case .removePlanned: self = .removePlanned
        case .removeSafety: self = .removeSafety
        case .fault: self = .fault
        }
    }
}
