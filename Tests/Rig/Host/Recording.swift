import BoardSim
import CoachCore
import CoachService
import CoachSimulation
import FoundationEssentials
import SessionLog

/// What the player in the guest brought back from one scenario.
struct Recording {
    private let folder: String
    private let scenario: Scenario
    private let configuration: Configuration
    private let tape: Tape

    init(_ folder: String, _ scenario: Scenario, _ configuration: Configuration, _ tape: Tape) {
        self.folder = folder
        self.scenario = scenario
        self.configuration = configuration
        self.tape = tape
    }

    /// - Throws: ``NothingRecorded``, or what reading the log throws.
    func playthrough() throws -> Playthrough {
        let boots = try tape.boots.indices.map(boot)
        let shown = shown(boots)
        return Playthrough(
            told: try told(boots), shown: shown, moments: try moments(shown),
            sessions: try LogReader(path: folder + "/packcoach.db").sessions())
    }

    // MARK: Boots

    /// One run of the kernel, as the player saw it.
    private struct Boot {
        var number: Int
        var id: String
        /// When the service was ready, and when the player stopped looking.
        var ready: Instant
        var end: Instant
        /// The same instant since the service was first ready.
        var zero: Duration

        func time(_ instant: Instant) -> Duration { zero + (instant - ready) }
    }

    private func boot(_ number: Int) throws -> Boot {
        let facts = try facts("boot-\(number)")
        guard let id = facts["id"], let ready = facts["ready"].flatMap({ Int64($0) }),
            let end = facts["end"].flatMap({ Int64($0) })
        else { throw NothingRecorded(what: "boot \(number) did not come to its end") }
        return Boot(
            number: number, id: id, ready: Instant(nanoseconds: ready), end: Instant(nanoseconds: end),
            zero: tape.boots[number].zero)
    }

    /// Lines of a word and its value.
    private func facts(_ name: String) throws -> [String: String] {
        let lines = try text(name).split(separator: "\n").map {
            $0.split(separator: " ", maxSplits: 1).map(String.init)
        }
        return Dictionary(lines.compactMap { $0.count == 2 ? ($0[0], $0[1]) : nil }) { $1 }
    }

    private func text(_ name: String) throws -> String {
        guard let data = try? Data(contentsOf: URL(filePath: "\(folder)/\(name)")) else {
            throw NothingRecorded(what: "there is no \(name)")
        }
        return String(decoding: data, as: UTF8.self)
    }

    // MARK: Events

    /// What the log holds, at the instants it gives; the end of a session that a power cut closed is told later than
    /// it was.
    private func told(_ boots: [Boot]) throws -> [Playthrough.Told] {
        let records = try LogReader(path: folder + "/packcoach.db").events().reversed()
        var told = records.compactMap { record -> Playthrough.Told? in
            guard let boot = boots.first(where: { $0.id == record.bootID }),
                let kind = EventKind(rawValue: record.kind),
                !Self.isToldOnly(kind, record.detail)
            else { return nil }
            let event = LogEvent(session: record.session, at: record.instant, kind: kind, detail: record.detail)
            return Playthrough.Told(at: boot.time(record.instant), event: event)
        }
        for boot in boots { told += try toldOnly(boot) }
        return told.sorted { $0.at < $1.at }
    }

    /// What the journal tells at its time and the log holds at another, or, with a disk that failed, not at all.
    private static func isToldOnly(_ kind: EventKind, _ detail: String) -> Bool {
        kind == .fault || kind == .faultCleared || kind == .ended && detail == EndReason.powerLoss.rawValue
    }

    /// Lines such as `20141000 packcoach: fault: log: … (PACKCOACH_EVENT=fault PACKCOACH_SESSION=1)`.
    private func toldOnly(_ boot: Boot) throws -> [Playthrough.Told] {
        try text("journal-\(boot.number)").split(separator: "\n").compactMap { line in
            let parts = line.split(separator: " ", maxSplits: 2)
            guard parts.count == 3, let at = Int64(parts[0]), let colon = parts[2].firstIndex(of: ":"),
                let kind = EventKind(rawValue: String(parts[2][..<colon])),
                let fields = parts[2].range(of: " (PACKCOACH_EVENT=", options: .backwards)
            else { return nil }
            let detail = String(parts[2][parts[2].index(after: colon)..<fields.lowerBound].drop { $0 == " " })
            guard Self.isToldOnly(kind, detail) else { return nil }
            let instant = Instant(nanoseconds: at)
            return Playthrough.Told(
                at: boot.time(instant), event: LogEvent(session: nil, at: instant, kind: kind, detail: detail))
        }
    }

    // MARK: Outputs

    /// The lines' levels, from the kernel's own trace.
    private func shown(_ boots: [Boot]) -> OutputHistory {
        var history = OutputHistory(leds: configuration.leds.lines.count)
        var lit = Set<Int>()
        for boot in boots {
            if boot.number > 0 {
                // A board without power is dark.
                lit = []
                history.record(frame([]), buzzer: false, at: tape.boots[boot.number - 1].end)
            }
            for change in (try? text("trace-\(boot.number)")).map(LineTrace.changes) ?? [] {
                let time = max(boot.time(change.at), .zero)
                if change.level == .high { lit.insert(change.line) } else { lit.remove(change.line) }
                history.record(frame(lit), buzzer: isSounding(lit), at: max(time, boot.zero))
            }
        }
        return history
    }

    private func frame(_ high: Set<Int>) -> LEDFrame {
        let lines = configuration.leds.lines
        let bits = lines.indices.reduce(0 as UInt16) { bits, index in
            high.contains(lines[index]) == (configuration.leds.active == .high) ? bits | 1 << index : bits
        }
        return LEDFrame(bits: bits, count: lines.count)
    }

    private func isSounding(_ high: Set<Int>) -> Bool {
        high.contains(configuration.buzzer.line) == (configuration.buzzer.active == .high)
    }

    // MARK: Looks

    /// As `io.packcoach.Status` answers.
    private struct Reply: Decodable {
        var parameters: Parameters

        struct Parameters: Decodable {
            var status: Status
        }

        struct Status: Decodable {
            var state: String
            var modality: String?
            var lit: String
        }
    }

    private func moments(_ shown: OutputHistory) throws -> [Int: Playthrough.Moment] {
        var moments: [Int: Playthrough.Moment] = [:]
        for step in scenario.steps {
            guard case .expectation(let expectation) = step.action, expectation.looksAhead == nil else { continue }
            moments[step.line] =
                expectation.asksLog
                ? Playthrough.Moment(
                    state: nil, modality: nil, lit: frame([]), sessions: try sessions(line: step.line))
                : moment(at: step.at, line: step.line, shown)
        }
        return moments
    }

    private func moment(at: Duration, line: Int, _ shown: OutputHistory) -> Playthrough.Moment {
        let reply = (try? text("status-\(line)")).flatMap { try? JSONDecoder().decode(Reply.self, from: Data($0.utf8)) }
        let status = reply?.parameters.status
        return Playthrough.Moment(
            state: status?.state, modality: status?.modality.flatMap(Modality.init(rawValue:)),
            lit: status.map { LEDFrame($0.lit) } ?? shown.shown(at: at).frame, sessions: nil)
    }

    /// The log's file as it was at that moment.
    private func sessions(line: Int) throws -> [SessionRecord] {
        try LogReader(path: "\(folder)/log-\(line)/packcoach.db").sessions()
    }
}

struct NothingRecorded: Error, CustomStringConvertible {
    var what: String

    var description: String { what }
}

extension LEDFrame {
    /// From its pattern, `1010`.
    fileprivate init(_ pattern: String) {
        let bits = pattern.enumerated().reduce(0 as UInt16) { $1.element == "1" ? $0 | 1 << $1.offset : $0 }
        self.init(bits: bits, count: pattern.count)
    }
}
