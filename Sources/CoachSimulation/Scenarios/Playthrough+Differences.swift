import BoardSim
import CoachCore
import SessionLog

extension Playthrough {
    /// Where another world tells, shows or logs something else than this one, for people; empty: it is the same story.
    ///
    /// What a service says of itself and of the wall clock is left out: the core alone has neither.
    /// - Parameter tolerance: how far times may be apart.
    public func differences(from other: Playthrough, tolerance: Duration) -> [String] {
        differencesOfEvents(other, tolerance) + differencesOfOutputs(other, tolerance)
            + differencesOfSessions(other, tolerance)
    }

    // MARK: Events

    private func differencesOfEvents(_ other: Playthrough, _ tolerance: Duration) -> [String] {
        let expected = told.filter(\.isOfTheRules)
        var found = other.told.filter(\.isOfTheRules)
        var lines: [String] = []
        for told in expected {
            let same = found.firstIndex { candidate in
                candidate.event.kind == told.event.kind && candidate.event.detail == told.event.detail
                    && (candidate.at - told.at).magnitude <= tolerance
            }
            if let same {
                found.remove(at: same)
            } else {
                lines.append("\(told.at.clockFace) \(told.event.words): not there")
            }
        }
        return lines + found.map { "\($0.at.clockFace) \($0.event.words): not expected" }
    }

    // MARK: Outputs

    private func differencesOfOutputs(_ other: Playthrough, _ tolerance: Duration) -> [String] {
        outputsDiffer("LEDs", other, tolerance) { $0.frame.pattern }
            + outputsDiffer("buzzer", other, tolerance) { $0.buzzer ? "on" : "off" }
    }

    /// Every time longer than the tolerance for which the two do not show the same.
    private func outputsDiffer(
        _ name: String, _ other: Playthrough, _ tolerance: Duration, _ look: (OutputHistory.Change) -> String
    ) -> [String] {
        let times = Set((shown.changes + other.shown.changes).map(\.at)).sorted()
        // What both show at last, they show for ever.
        let end = (times.last ?? .zero) + tolerance + .seconds(1)
        var lines: [String] = []
        var since: (at: Duration, here: String, there: String)?
        for time in times + [end] {
            if let start = since, time - start.at > tolerance {
                lines.append("\(start.at.clockFace) \(name) \(start.here): shows \(start.there)")
            }
            let (here, there) = (look(shown.shown(at: time)), look(other.shown.shown(at: time)))
            // A change of both to yet another difference begins anew: each may be late by the tolerance.
            since = here == there ? nil : (time, here, there)
        }
        return lines
    }

    // MARK: The log

    private func differencesOfSessions(_ other: Playthrough, _ tolerance: Duration) -> [String] {
        guard sessions.count == other.sessions.count else {
            return ["\(sessions.count) sessions in the log: there are \(other.sessions.count)"]
        }
        return zip(sessions, other.sessions).flatMap { here, there in
            [
                Self.differ(here.id, "modality", here.modality, there.modality),
                Self.differ(here.id, "end reason", here.endReason, there.endReason),
                Self.differ(here.id, "end probe", here.endProbe, there.endProbe),
                Self.differ(here.id, "window met", here.windowMet, there.windowMet),
                Self.differ(here.id, "lowest reading", here.minimumReading, there.minimumReading),
                Self.differ(here.id, "highest reading", here.maximumReading, there.maximumReading),
                Self.differ(here.id, "override", here.overrideReason, there.overrideReason),
                Self.differInTime(
                    here.id, "duration", here.duration, there.duration,
                    here.endReason == .powerLoss ? Self.lostToPower : tolerance),
                Self.differInTime(
                    here.id, "time to the acknowledgement", here.acknowledgedAfter, there.acknowledgedAfter, tolerance),
            ].compactMap { $0 }
        }
    }

    /// What a power cut may cost of a session's samples, and so of its length.
    private static let lostToPower = Duration.seconds(30)

    private static func differ<Value: Equatable>(
        _ id: Int64, _ name: String, _ here: Value, _ there: Value
    ) -> String? {
        here == there ? nil : "session \(id), \(name) \(here): there it is \(there)"
    }

    private static func differInTime(
        _ id: Int64, _ name: String, _ here: Duration?, _ there: Duration?, _ tolerance: Duration
    ) -> String? {
        if let here, let there, (here - there).magnitude <= tolerance { return nil }
        return differ(id, name, here?.clockFace, there?.clockFace)
    }
}

extension Playthrough.Told {
    fileprivate var isOfTheRules: Bool { event.kind != .service && event.kind != .clock }
}

extension Duration {
    fileprivate var magnitude: Duration { max(self, .zero - self) }
}
