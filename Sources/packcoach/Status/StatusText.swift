import CoachCore
import CoachService
import SessionLog

/// What is going on, on one screen.
struct StatusText {
    let time: LocalTime
    var style = ScreenStyle.full
    /// Columns of the terminal.
    var width = 80

    private static let labelColumns = 12

    /// - Parameter advice: what is due.
    func lines(_ status: StatusReport, advice: [Advice] = []) -> [String] {
        let advice = advice.flatMap { [""] + $0.words.wrapped(to: width) }
        return (facts(status) + advice).map(style.spell)
    }

    private func facts(_ status: StatusReport) -> [String] {
        var lines = headline(status).flatMap { $0.wrapped(to: width) }
        if let words = timeWords(status) { lines += row("time", words) }
        let isRunning = status.state != StatusReport.stopped
        if isRunning {
            lines += row("LEDs", leds(status) + (status.buzzer ? "; the buzzer sounds" : ""))
            for probe in status.probes { lines += row("\(probe.role) probe", Self.reading(probe)) }
        }
        for fault in status.faults {
            lines += row("fault", fault.message.isEmpty ? fault.name : "\(fault.name): \(fault.message)")
        }
        if let resume = status.resume { lines += row("resume", Self.resumeWords(resume)) }
        lines += row("ice", allowance(status.ice, status, "ice"))
        lines += row("heat", allowance(status.heat, status, "heat"))
        if status.packIsReady { lines += row("pack", "ready: a press would now start") }
        lines += row("onset", onset(status))
        lines += row("clock", clock(status))
        return lines + safety(status).flatMap { $0.wrapped(to: width) }
    }

    // MARK: Headline

    private func headline(_ status: StatusReport) -> [String] {
        let session = status.session.map { "session \($0)" } ?? ""
        let modality = status.modality?.capitalisedFirst ?? "Session"
        switch CoachStatus.State(rawValue: status.state) {
        case .idle, .fault:
            if status.isChecking { return ["Starting: the probe is being read."] }
            return [status.faults.isEmpty ? "Idle." : "Idle, with a fault."]
        case .applying: return ["\(modality), \(session)."]
        case .windowOpen:
            return ["\(modality), \(session): the window is open, taking the pack off completes it."]
        case .removePlanned: return ["Full time, \(session): take the pack off, then packcoach ack."]
        case .removeSafety: return ["ALARM, \(session): take the pack off now, then packcoach ack."]
        case nil where status.state == StatusReport.stopped: return stopped(status)
        // A service of another version.
        case nil: return ["\(status.state) \(session)"]
        }
    }

    private func stopped(_ status: StatusReport) -> [String] {
        var lines = [
            "The service is not running: no button, no countdown, no alarm. Start it with systemctl start packcoach; "
                + "journalctl -u packcoach says why it stopped. What follows is from its log, \(status.database)."
        ]
        guard let session = status.session else { return lines }
        let name = "Session \(session) (\(status.modality ?? ""))"
        lines.append(
            status.elapsed == nil
                ? "\(name) is over, and nobody has said that the pack is off: take it off."
                : "\(name) was not ended, and nothing counts it down or watches its limits: take the pack off now.")
        return lines
    }

    private func timeWords(_ status: StatusReport) -> String? {
        guard let elapsed = status.elapsed else { return nil }
        // Whole seconds that add up.
        let passed = Int(elapsed)
        guard let left = status.left else { return "\(Self.clock(passed)) since its start" }
        let ceiling = Int((elapsed + left).rounded())
        let words = "\(Self.clock(passed)) of \(Self.clock(ceiling)), \(Self.clock(ceiling - passed)) left"
        guard let opensIn = status.opensIn else { return words }
        return words + "; the window opens at \(Self.clock(Int((elapsed + opensIn).rounded())))"
    }

    // MARK: What may start

    private static func resumeWords(_ resume: StatusReport.Resumption) -> String {
        "for \(Int(resume.left.rounded(.up))) s more a press or packcoach start takes back the early stop of session "
            + "\(resume.session)"
    }

    private func allowance(
        _ allowance: StatusReport.Allowance, _ status: StatusReport, _ modality: String
    ) -> String {
        guard !allowance.isAllowed else {
            return "you may \(modality) now" + (status.state == StatusReport.stopped ? ", once the service runs" : "")
        }
        let why = "\(allowance.message ?? "") (\(allowance.code ?? ""))"
        if let from = allowance.from.flatMap(RFC3339.wallTime), let now = RFC3339.wallTime(status.now) {
            return "you may \(modality) from \(time.moment(from, now: now)); not now: \(why)"
        }
        // The sentence tells how long it still is.
        return "not now: \(why)"
    }

    // MARK: Rows

    private func onset(_ status: StatusReport) -> String {
        guard status.onsetIsMarked else { return "not marked, so the 48-hour rule is not armed" }
        return status.onsetAge.map { "marked, \(Self.duration($0).longWords) ago" } ?? "marked"
    }

    private func clock(_ status: StatusReport) -> String {
        let now = RFC3339.wallTime(status.now).map {
            time.stringWithSeconds($0, synchronised: status.clockIsSynchronised)
        }
        return (now ?? status.now) + (status.clockIsSynchronised ? "" : ", not synchronised")
    }

    /// The cloth wherever there is a session, and what the probe cannot see.
    private func safety(_ status: StatusReport) -> [String] {
        let isOn = status.elapsed != nil || status.session != nil
        var lines = isOn ? [SafetyWords.cloth, SafetyWords.takeOff] : []
        if !status.probes.contains(where: { $0.role == ProbeRole.skin.rawValue }) {
            lines.append("The probe lies on the pack and cannot feel skin: the timer is the main protection.")
        }
        return lines
    }

    /// With what does not fit below it.
    private func row(_ name: String, _ words: String) -> [String] {
        let lines = words.wrapped(to: max(20, width - Self.labelColumns))
        return lines.enumerated().map { ($0 == 0 ? name : "").padding(to: Self.labelColumns) + $1 }
    }

    private static func reading(_ probe: StatusReport.Probe) -> String {
        let age = probe.age.map { ", \(duration($0).words) ago" } ?? ""
        if let celsius = probe.celsius { return "\(Temperature.celsius(celsius))\(age)" }
        return probe.fault.map { "no temperature: \($0)\(age)" } ?? "not read yet"
    }

    /// Lit ones, blinking included.
    private func leds(_ status: StatusReport) -> String {
        String(status.lit.map { $0 == "1" ? style.glyph("●", "#") : style.glyph("○", ".") })
    }

    /// Minutes and seconds, as on a timer.
    private static func clock(_ seconds: Int) -> String {
        "\(seconds / 60):" + (seconds % 60 < 10 ? "0" : "") + "\(seconds % 60)"
    }

    private static func duration(_ seconds: Double) -> Duration {
        // Whatever a service of another version says.
        .milliseconds(Int64(max(0, min(seconds, 1e9)) * 1000))
    }
}

extension Duration {
    /// ``words``, and days from two of them on.
    fileprivate var longWords: String {
        self < .hours(48) ? words : "\(milliseconds / 86_400_000) days"
    }
}

extension String {
    /// With blanks behind it.
    fileprivate func padding(to width: Int) -> String {
        self + String(repeating: " ", count: max(1, width - count))
    }
}
