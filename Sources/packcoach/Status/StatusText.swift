import CoachCore
import CoachService
import SessionLog

/// What is going on, on one screen.
struct StatusText {
    let time: LocalTime

    func lines(_ status: StatusReport) -> [String] {
        var lines = [headline(status)]
        if let elapsed = status.elapsed, let left = status.left {
            // Whole seconds that add up.
            let passed = Int(elapsed)
            let ceiling = Int((elapsed + left).rounded())
            var words = "\(Self.clock(passed)) of \(Self.clock(ceiling)), \(Self.clock(ceiling - passed)) left"
            if let opensIn = status.opensIn {
                words += "; the window opens at \(Self.clock(Int((elapsed + opensIn).rounded())))"
            }
            lines.append(row("time", words))
        }
        lines.append(row("LEDs", Self.leds(status) + (status.buzzer ? "; the buzzer sounds" : "")))
        lines += status.probes.map { row("\($0.role) probe", Self.reading($0)) }
        lines += status.faults.map { row("fault", $0.message.isEmpty ? $0.name : "\($0.name): \($0.message)") }
        lines.append(row("ice", allowance(status.ice)))
        lines.append(row("heat", allowance(status.heat)))
        if status.packIsReady { lines.append(row("pack", "ready: a press would now start")) }
        lines.append(
            row("onset", status.onsetIsMarked ? "marked" : "not marked, so the 48-hour rule is not armed"))
        lines.append(row("clock", clock(status)))
        if !status.probes.contains(where: { $0.role == ProbeRole.skin.rawValue }) {
            lines.append("The probe lies on the pack and cannot feel skin: the timer is the main protection.")
        }
        return lines
    }

    private func headline(_ status: StatusReport) -> String {
        let session = status.session.map { "session \($0)" } ?? ""
        let modality = status.modality?.capitalisedFirst ?? "Session"
        switch CoachStatus.State(rawValue: status.state) {
        case .idle, .fault:
            if status.isChecking { return "Starting: the probe is being read." }
            return status.faults.isEmpty ? "Idle." : "Idle, with a fault."
        case .applying: return "\(modality), \(session)."
        case .windowOpen: return "\(modality), \(session): the window is open, taking the pack off completes it."
        case .removePlanned: return "Full time, \(session): take the pack off, then packcoach ack."
        case .removeSafety: return "ALARM, \(session): take the pack off now, then packcoach ack."
        // A service of another version.
        case nil: return "\(status.state) \(session)"
        }
    }

    private func allowance(_ allowance: StatusReport.Allowance) -> String {
        guard !allowance.isAllowed else { return "allowed now" }
        let from = allowance.from.flatMap(RFC3339.wallTime).map { ", from \(time.string($0, synchronised: true))" }
        return "not now\(from ?? ""): \(allowance.message ?? "") (\(allowance.code ?? ""))"
    }

    private func clock(_ status: StatusReport) -> String {
        let now = RFC3339.wallTime(status.now).map {
            time.stringWithSeconds($0, synchronised: status.clockIsSynchronised)
        }
        return (now ?? status.now) + (status.clockIsSynchronised ? "" : ", not synchronised")
    }

    private func row(_ name: String, _ words: String) -> String {
        name.padding(to: 12) + words
    }

    private static func reading(_ probe: StatusReport.Probe) -> String {
        let age = probe.age.map { ", \(Duration.milliseconds(Int64($0 * 1000)).words) ago" } ?? ""
        if let celsius = probe.celsius { return "\(Temperature.celsius(celsius))\(age)" }
        return probe.fault.map { "no temperature: \($0)\(age)" } ?? "not read yet"
    }

    /// Lit ones, blinking included.
    private static func leds(_ status: StatusReport) -> String {
        String(status.lit.map { $0 == "1" ? "●" : "○" })
    }

    /// Minutes and seconds, as on a timer.
    private static func clock(_ seconds: Int) -> String {
        "\(seconds / 60):" + (seconds % 60 < 10 ? "0" : "") + "\(seconds % 60)"
    }
}

extension String {
    /// With blanks behind it.
    fileprivate func padding(to width: Int) -> String {
        self + String(repeating: " ", count: max(1, width - count))
    }
}
