import CoachCore
import CoachService
import Glibc

/// The self-test of the probes: reads each and, where there are two, tells them apart.
struct ProbeTest {
    let probes: [ProbeBench.Probe]
    /// Keeps a self-test of the service going, which reads its probes each second meanwhile.
    let keep: () throws -> Void
    let dialogue: Dialogue

    /// How long a probe may take to grow warm in a hand.
    static let patience = Duration.minutes(1)

    func results() throws -> [SelfTestResult] {
        guard !probes.isEmpty else {
            return [
                SelfTestResult(
                    step: .probes, message: "there is no probe at all",
                    advice: "packcoach doctor tells what is missing.")
            ]
        }
        var results: [SelfTestResult] = []
        for probe in probes {
            try keep()
            let name = name(of: probe)
            switch try probe.read() {
            case .success(let temperature):
                dialogue.say("Probes     \(name): \(temperature)")
                results.append(SelfTestResult(step: .probes, message: "\(name): \(temperature)", advice: nil))
            case .failure(let fault):
                dialogue.say("Probes     \(name): no temperature, \(fault.rawValue)")
                results.append(
                    SelfTestResult(
                        step: .probes, message: "\(name): no temperature, \(fault.rawValue)",
                        advice: "packcoach doctor reads it some times and says what that means."))
            }
        }
        return probes.count > 1 ? results + [try tellApart()] : results
    }

    private func name(of probe: ProbeBench.Probe) -> String {
        let id = probe.id == "auto" ? nil : probe.id
        return [probe.role.map { "\($0.rawValue) probe" }, id].compactMap { $0 }.joined(separator: " ")
    }

    private func tellApart() throws -> SelfTestResult {
        dialogue.say("           Take the one that lies on the PACK into your warm hand, and only that one.")
        var contest = WarmedProbe()
        let end = BootClock.now() + Self.patience
        while BootClock.now() < end {
            for probe in probes {
                try keep()
                guard case .success(let temperature) = try probe.read() else { continue }
                if let warm = contest.take(temperature, of: probe.id) { return told(warm) }
            }
            usleep(500_000)
        }
        return SelfTestResult(
            step: .probes, message: "none grew \(WarmedProbe.leastRise) warmer than the others",
            advice: "A pack or a glass of cold water does as well: put all in the cold but the pack's.")
    }

    private func told(_ warm: String) -> SelfTestResult {
        dialogue.say("           \(warm) grows warm. In the configuration that is:")
        for line in Self.configuration(probes, warm: warm) { dialogue.say(line) }
        let isWrong = probes.contains { $0.role != nil && ($0.role == .pack) != ($0.id == warm) }
        guard isWrong else {
            return SelfTestResult(step: .probes, message: "\(warm) is the pack's", advice: nil)
        }
        return SelfTestResult(
            step: .probes, message: "\(warm) is the pack's, but the configuration says otherwise",
            advice: "Write what stands above instead, then sudo systemctl restart packcoach.")
    }

    /// What to write for the warmed one on the pack and the first other one on the skin.
    static func configuration(_ probes: [ProbeBench.Probe], warm: String) -> [String] {
        let pack = probes.filter { $0.id == warm }.prefix(1).map { ("pack", $0) }
        let skin = probes.filter { $0.id != warm }.prefix(1).map { ("skin", $0) }
        return (pack + skin).flatMap { role, probe in
            ["", "[[probe]]", "role = \"\(role)\"", "source = \"\(probe.source.rawValue)\"", "id = \"\(probe.id)\""]
        } + [""]
    }
}
