import BoardSim
import CoachCore
import SessionLog

extension Playthrough {
    /// Where another world tells, shows or logs something else than this one, for people; empty: it is the same story.
    ///
    /// What a service says of itself and of the wall clock is left out: the core alone has neither. A log that fails, or
    /// works again, is found out at the next write, which differs by seconds; that is let pass, and what the LEDs tell
    /// of it meanwhile
    /// - Parameters:
    ///   - end: up to which time.
    ///   - tolerance: how far times may be apart.
    ///   - slow: how far they may be where one sample more or less decides; nil: the same.
    public func differences(
        from other: Playthrough, until end: Duration, tolerance: Duration, slow: Duration? = nil
    ) -> [String] {
        var comparison = Comparison(here: self, there: other, end: end, tolerance: tolerance, slow: slow ?? tolerance)
        return comparison.differences()
    }
}

/// Two stories side by side.
private struct Comparison {
    let here: Playthrough
    let there: Playthrough
    let end: Duration
    let tolerance: Duration
    let slow: Duration
    /// When one knew of the log's fault, or its end, and the other did not yet.
    private var unsure: [ClosedRange<Duration>] = []
    /// While the log fails, the LEDs may blink at other times.
    private var failing: [ClosedRange<Duration>] = []

    /// A warning's two beeps.
    private static let sound = Duration.seconds(1)
    /// A step of the sensors, in thousandths of a degree.
    private static let step: Int32 = 63
    /// Between two attempts to write to a log that fails.
    private static let retry = Duration.seconds(31)
    /// What a power cut may cost of a session's samples, and so of its length.
    private static let lostToPower = Duration.seconds(30)
    /// Between two times that the log notes that it still lives, when idle.
    private static let lastWritten = Duration.seconds(61)

    init(here: Playthrough, there: Playthrough, end: Duration, tolerance: Duration, slow: Duration) {
        self.here = here
        self.there = there
        self.end = end
        self.tolerance = tolerance
        self.slow = slow
    }

    mutating func differences() -> [String] {
        differencesOfEvents() + differencesOfOutputs() + differencesOfSessions()
    }

    // MARK: Events

    private mutating func differencesOfEvents() -> [String] {
        let end = end
        let expected = here.told.filter { $0.isOfTheRules && $0.at <= end }
        var found = there.told.filter { $0.isOfTheRules && $0.at <= end + tolerance }
        var lines: [String] = []
        for told in expected {
            let allowed = tolerance(of: told)
            let same = found.firstIndex { $0.says(told) && ($0.at - told.at).magnitude <= allowed }
            if let same {
                let other = found.remove(at: same)
                if told.isOfTheLog { note(told, other) }
                if (told.at - other.at).magnitude > tolerance { doubt(told, other) }
            } else if told.at <= end - tolerance {
                lines.append("\(told.at.clockFace) \(told.event.words): not there")
            }
        }
        return lines
            + found.filter { $0.at <= end - tolerance }.map { "\($0.at.clockFace) \($0.event.words): not expected" }
    }

    private func tolerance(of told: Playthrough.Told) -> Duration {
        if told.isOfTheLog { return Self.retry }
        // After a power cut it hangs on the last that was written before.
        if told.event.kind == .alarmExpired { return Self.lastWritten }
        return told.hangsOnSamples ? slow : tolerance
    }

    /// What began later shows later; an alarm's rhythm, until it is over.
    private mutating func doubt(_ told: Playthrough.Told, _ other: Playthrough.Told) {
        let over =
            told.event.kind == .alarm ? here.told.first { $0.event.kind == .acknowledged && $0.at > told.at } : nil
        let until = told.event.kind == .alarm ? over?.at ?? end : max(told.at, other.at) + Self.sound
        unsure.append((min(told.at, other.at) - tolerance)...(max(until, told.at, other.at) + tolerance))
    }

    private mutating func note(_ told: Playthrough.Told, _ other: Playthrough.Told) {
        let times = min(told.at, other.at)...(max(told.at, other.at) + .seconds(1))
        unsure.append(times)
        if told.event.kind == .fault {
            failing.append(times.lowerBound...max(times.upperBound, end))
        } else if let last = failing.popLast() {
            failing.append(last.lowerBound...max(last.lowerBound, times.upperBound))
        }
    }

    // MARK: Outputs

    private func differencesOfOutputs() -> [String] {
        outputsDiffer("LEDs") { $0.frame.pattern } + outputsDiffer("buzzer") { $0.buzzer ? "on" : "off" }
    }

    /// Every time longer than the tolerance for which the two do not show the same.
    private func outputsDiffer(_ name: String, _ look: (OutputHistory.Change) -> String) -> [String] {
        let changes = (here.shown.changes + there.shown.changes).map(\.at).filter { $0 < end }
        var lines: [String] = []
        var since: (at: Duration, here: String, there: String)?
        for time in Set(changes).sorted() + [end] {
            if let start = since, time - start.at > tolerance, !isLetPass(start.at, [start.here, start.there]) {
                lines.append("\(start.at.clockFace) \(name) \(start.here): shows \(start.there)")
            }
            let (one, other) = (look(here.shown.shown(at: time)), look(there.shown.shown(at: time)))
            // A change of both to yet another difference begins anew: each may be late by the tolerance.
            since = one == other ? nil : (time, one, other)
        }
        return lines
    }

    private func isLetPass(_ at: Duration, _ looks: [String]) -> Bool {
        let isBlinking = looks.allSatisfy { $0.allSatisfy { $0 == "1" } || $0.allSatisfy { $0 == "0" } }
        return unsure.contains { $0.contains(at) } || isBlinking && failing.contains { $0.contains(at) }
    }

    // MARK: The log

    private func differencesOfSessions() -> [String] {
        guard here.sessions.count == there.sessions.count else {
            return ["\(here.sessions.count) sessions in the log: there are \(there.sessions.count)"]
        }
        return zip(here.sessions, there.sessions).flatMap { here, there in
            let differences = [
                differ(here.id, "modality", here.modality, there.modality),
                differ(here.id, "end reason", here.endReason, there.endReason),
                differ(here.id, "end probe", here.endProbe, there.endProbe),
                differ(here.id, "window met", here.windowMet, there.windowMet),
                differ(here.id, "override", here.overrideReason, there.overrideReason),
                differInTime(
                    here.id, "duration", here.duration, there.duration,
                    here.endReason == .powerLoss ? Self.lostToPower : slow),
                differInTime(
                    here.id, "time to the acknowledgement", here.acknowledgedAfter, there.acknowledgedAfter, slow),
            ]
            // Of a session that runs, or was cut off, the log holds what was written last.
            let isWhole = here.endReason != nil && here.endReason != .powerLoss
            let readings = [
                differInReading(here.id, "lowest reading", here.minimumReading, there.minimumReading),
                differInReading(here.id, "highest reading", here.maximumReading, there.maximumReading),
            ]
            return (differences + (isWhole ? readings : [])).compactMap { $0 }
        }
    }

    private func differ<Value: Equatable>(_ id: Int64, _ name: String, _ here: Value?, _ there: Value?) -> String? {
        guard here != there else { return nil }
        let words = [here, there].map { $0.map { "\($0)" } ?? "none" }
        return "session \(id), \(name) \(words[0]): there it is \(words[1])"
    }

    private func differInReading(
        _ id: Int64, _ name: String, _ here: Temperature?, _ there: Temperature?
    ) -> String? {
        if let here, let there, abs(here.millidegrees - there.millidegrees) <= Self.step { return nil }
        return differ(id, name, here, there)
    }

    private func differInTime(
        _ id: Int64, _ name: String, _ here: Duration?, _ there: Duration?, _ allowed: Duration
    ) -> String? {
        if let here, let there, (here - there).magnitude <= allowed { return nil }
        return differ(id, name, here?.clockFace, there?.clockFace)
    }
}

extension Playthrough.Told {
    fileprivate var isOfTheRules: Bool { event.kind != .service && event.kind != .clock }

    /// Decided by what a probe read, which comes once a second.
    fileprivate var hangsOnSamples: Bool {
        switch event.kind {
        case .ended, .alarm, .warned, .notice, .probeFault, .probeOK: true
        default: false
        }
    }

    fileprivate var isOfTheLog: Bool {
        (event.kind == .fault || event.kind == .faultCleared) && event.code == Fault.log.name
    }

    /// The words of a fault name files and devices, which are each world's own.
    fileprivate func says(_ other: Playthrough.Told) -> Bool {
        guard event.kind == other.event.kind else { return false }
        return event.kind == .fault ? event.code == other.event.code : event.detail == other.event.detail
    }
}

extension Duration {
    fileprivate var magnitude: Duration { max(self, .zero - self) }
}
