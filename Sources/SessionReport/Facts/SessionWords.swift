import CoachCore
import SessionLog

/// A session in the words of `packcoach log`.
extension SessionRecord {
    /// `16:55 of 15–20 min`
    var lengthWords: String { "\(duration?.clockFace ?? "–") of \(windowWords) min" }

    /// `15–20`, or `20` where the window is one moment.
    var windowWords: String {
        let (from, to) = (minimum.milliseconds / 60_000, ceiling.milliseconds / 60_000)
        return from == to ? "\(to)" : "\(from)–\(to)"
    }

    /// `too cold (pack)`
    var endWords: String {
        guard let endReason else { return "running" }
        return endReason.words + (endProbe.map { " (\($0.rawValue))" } ?? "")
    }

    /// `0.0 °C to 12.5 °C`; nil without a reading.
    var readingWords: String? {
        guard let minimumReading, let maximumReading else { return nil }
        return "\(minimumReading) to \(maximumReading)"
    }

    /// `5 before, 3 after`; nil where nobody noted any.
    var painWords: String? {
        let parts = [painBefore.map { "\($0) before" }, painAfter.map { "\($0) after" }].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    /// The pain was higher after than before.
    var raisedPain: Bool {
        guard let painBefore, let painAfter else { return false }
        return painAfter > painBefore
    }

    /// Where its section in the page is.
    var anchor: String { "session-\(id)" }
}

extension EndReason {
    /// Skin was in danger.
    var isDanger: Bool {
        switch self {
        case .tooCold, .tooHot, .dose: true
        case .probeFault, .powerLoss, .shutdown, .completed, .ceiling, .stoppedEarly: false
        }
    }
}
