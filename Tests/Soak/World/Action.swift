import BoardSim
import CoachCore
import SessionLog

/// One thing that happens to the device. Written as a scenario would say it, where scenarios can.
enum Action {
    case press(closed: Moment, bounce: Moment)
    case hold(bounce: Moment)
    case release(bounce: Moment)
    case command(Command)
    case ran(ago: Moment)
    case onset(ago: Moment)
    case onsetCleared
    case probe(ProbeRole, ProbeCommand)
    case lay(PackKind, Temperature, Cloth)
    case switchTo(Modality)
    /// The wall clock is set; how far it is then from the truth.
    case clock(error: Moment, synchronised: Bool)
    case kill
    /// The service dies; what restarts it takes its time.
    case crash
    case terminate
    /// And what the clock shows when the power is back.
    case powerCut(Moment, clockError: Moment, synchronised: Bool)
    case disk(SimulatedDisk.Condition)
    /// The process dies, or the power goes, in the midst of what it writes next.
    case dieWriting(changes: Int, power: Bool)
    /// From now on the log takes up to so long for each thing.
    case logTakes(Moment)
    case output(SimulatedBoard.Output, fails: Bool)
    /// Someone answers an alarm, if there is one.
    case answerAlarm
    /// The next part of the day begins.
    case episode

    /// For the table of what was done to the device; nil: nothing worth counting.
    var kind: String? {
        switch self {
        case .press(_, let bounce): bounce > 0 ? "press that bounces" : "press"
        case .hold: "button held"
        case .release, .episode, .answerAlarm: nil
        case .command(.start(_, let reason)): reason == nil ? "start" : "start with override"
        case .command(.stop): "stop"
        case .command(.acknowledge): "ack"
        case .command(.test): "lamp test"
        case .ran, .onset, .onsetCleared: "mark"
        case .probe(_, .fault(let fault)): "probe \(fault.rawValue)"
        case .probe(_, .noise): "probe noise"
        case .probe, .lay: nil
        case .switchTo: "switch moved"
        case .clock(_, let synchronised): synchronised ? "clock set" : "clock unsynchronised"
        case .kill: "kill"
        case .crash: "kill, restarted late"
        case .terminate: "SIGTERM"
        case .powerCut(_, _, let synchronised): synchronised ? "power cut" : "power cut, clock lost"
        case .disk(.working), .output(_, false): nil
        case .disk(let condition): "disk \(condition)"
        case .dieWriting(_, let power): power ? "power cut while writing" : "kill while writing"
        case .logTakes(let time): time > 0 ? "slow disk" : nil
        case .output(let output, _): "\(output.rawValue) line fails"
        }
    }
}

extension Action: CustomStringConvertible {
    var description: String {
        func time(_ moment: Moment) -> String { "\(Double(moment / 1_000_000) / 1000)s" }
        switch self {
        case .press(let closed, let bounce): return "press \(time(closed)) bouncing \(time(bounce))"
        case .hold: return "hold"
        case .release: return "release"
        case .command(.start(let modality, let reason)):
            return (["start", modality?.rawValue, reason.map { "override \"\($0)\"" }] as [String?])
                .compactMap { $0 }.joined(separator: " ")
        case .command(.stop): return "stop"
        case .command(.acknowledge): return "ack"
        case .command(.test): return "lamp test"
        case .ran(let ago): return "ran --at \(time(ago)) ago"
        case .onset(let ago): return "onset --at \(time(ago)) ago"
        case .onsetCleared: return "onset clear"
        case .probe(let role, .value(let value, let over)):
            return "probe \(role.rawValue) \(value.celsius)C over \(over.inSeconds)s"
        case .probe(let role, .model): return "probe \(role.rawValue) model"
        case .probe(let role, .fault(let fault)): return "probe \(role.rawValue) fault \(fault.rawValue)"
        case .probe(let role, .noise(let deviation)): return "probe \(role.rawValue) noise \(deviation.celsius)C"
        case .lay(let kind, let temperature, let cloth):
            return "pack \(kind.rawValue) \(temperature.celsius)C cloth \(cloth.rawValue)"
        case .switchTo(let modality): return "switch \(modality.rawValue)"
        case .clock(let error, let synchronised):
            return "clock \(time(error)) off, \(synchronised ? "synchronised" : "unsynchronised")"
        case .kill: return "kill"
        case .crash: return "the service dies"
        case .terminate: return "SIGTERM"
        case .powerCut(let length, let error, let synchronised):
            return "power-cut \(time(length)), then clock \(time(error)) off, "
                + (synchronised ? "synchronised" : "unsynchronised")
        case .disk(let condition): return "disk \(condition)"
        case .dieWriting(let changes, let power):
            return "\(power ? "power-cut" : "kill") while writing, after \(changes) changes"
        case .logTakes(let time): return "log takes up to \(time / 1_000_000) ms"
        case .output(let output, let fails): return "output \(output.rawValue) \(fails ? "fails" : "ok")"
        case .answerAlarm: return "someone looks after the alarm"
        case .episode: return "-"
        }
    }
}
