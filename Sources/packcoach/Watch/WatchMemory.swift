import CoachCore
import CoachService
import SessionLog

/// What the log knows of the time before somebody watched.
struct WatchMemory: Sendable {
    private static let eventsRecalled = 30

    /// Of the session that runs.
    var minimum: Duration?
    var samples: [SampleRecord] = []
    /// Oldest first.
    var events: [EventRecord] = []

    /// - Returns: nil where the log does not answer.
    static func recalled(for status: StatusReport) -> WatchMemory? {
        let (path, session) = (status.database, status.session)
        return LogStatus.boundedByPatience(status) { WatchMemory(database: path, session: session) }
    }

    /// A log that cannot be read leaves a shorter chart, and nothing else.
    init(database: String, session: Int64?) {
        guard let reader = try? LogReader(path: database) else { return }
        events = ((try? reader.events(limit: Self.eventsRecalled)) ?? []).reversed()
        guard let session else { return }
        minimum = (try? reader.session(session))?.minimum
        samples = (try? reader.samples(of: session)) ?? []
    }

    init(minimum: Duration? = nil, samples: [SampleRecord] = [], events: [EventRecord] = []) {
        self.minimum = minimum
        self.samples = samples
        self.events = events
    }

    /// The samples as points of the chart; those of one second are one.
    func points(from start: Instant) -> [BoardPicture.Point] {
        var points: [BoardPicture.Point] = []
        for sample in samples {
            let at = start + sample.time
            let celsius: Double? = if case .success(let reading) = sample.reading { reading.celsius } else { nil }
            if points.last.map({ at - $0.at >= .milliseconds(500) }) ?? true { points.append(.init(at: at)) }
            switch sample.probe {
            case .pack: points[points.count - 1].pack = celsius
            case .skin: points[points.count - 1].skin = celsius
            }
        }
        return points
    }
}
