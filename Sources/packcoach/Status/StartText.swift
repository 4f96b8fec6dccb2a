import CoachCore
import CoachService
import SessionLog

/// What somebody who has started a session is told.
enum StartText {
    /// Of a rest that was to be overridden, and was not.
    static let overrideDoesNotHelp =
        "An override passes the rest from \(CoachRules.shortRest.words) after the last end on, and never after "
        + "too-cold, too-hot or dose."

    /// - Parameter goesOn: it was stopped early before, and is none that has just begun.
    static func lines(session: Int64, _ status: StatusReport, goesOn: Bool = false) -> [String] {
        // Another press may have come in between.
        guard status.session == session, let elapsed = status.elapsed, let left = status.left else {
            return ["Session \(session) started."] + reminders(status)
        }
        let name = (status.modality ?? "").capitalisedFirst
        if goesOn {
            return ["\(name), session \(session) goes on: \(words(left)) left."] + reminders(status)
        }
        let ceiling = elapsed + left
        let window = status.opensIn.map { elapsed + $0 } ?? 0
        let length = window < ceiling ? "\(words(window)) to \(words(ceiling))" : words(ceiling)
        return ["\(name), session \(session): \(length)."] + reminders(status)
    }

    /// Every session that is started over SSH reminds of the cloth.
    private static func reminders(_ status: StatusReport) -> [String] {
        let isHeat = status.modality == Modality.heat.rawValue
        return [SafetyWords.cloth, SafetyWords.takeOff] + (isHeat ? [SafetyWords.heat] : [])
    }

    private static func words(_ seconds: Double) -> String {
        Duration.milliseconds(Int64(seconds * 1000)).words
    }
}

/// What somebody who has ended a session is told.
enum StopText {
    /// - Parameter reason: the log's word.
    static func line(session: Int64, reason: String) -> String {
        "Session \(session) ended: \(EndReason(rawValue: reason)?.words ?? reason). Take the pack off."
    }
}

extension String {
    /// `Ice` for `ice`.
    var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
