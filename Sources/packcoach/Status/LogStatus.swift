import CoachCore
import CoachService
import SessionLog

/// What `status` takes from the log: all of it where no service runs, and the advice always.
enum LogStatus {
    /// Sessions that are looked at for their pain scores; older ones say nothing about now.
    private static let sessionsForAdvice = 20
    /// What the log tells while no service answers.
    /// - Throws: `LogError`; of the kind `missing` where none ever ran.
    static func report(_ configuration: Configuration) throws -> StatusReport {
        try StatusReport(
            log: LogReader(path: configuration.database), configuration: configuration, clock: BootClock.reading(),
            bootID: BootClock.bootIDText())
    }

    /// What is due. A log that cannot be read withholds no more than what it alone knows.
    static func advice(for status: StatusReport) -> [Advice] {
        let path = status.database
        let told = boundedByPatience(status) { () -> (isFirst: Bool, changes: [Int])? in
            guard let sessions = try? LogReader(path: path).sessions(limit: sessionsForAdvice) else { return nil }
            let changes = sessions.compactMap { session -> Int? in
                guard let before = session.painBefore, let after = session.painAfter else { return nil }
                return after - before
            }
            return (sessions.isEmpty, changes)
        }
        return Advice.due(
            isFirst: told??.isFirst ?? false,
            sinceOnset: status.onsetAge.map { .milliseconds(Int64(max(0, min($0, 1e9)) * 1000)) },
            painChanges: told??.changes ?? [])
    }

    // MARK: Patience

    private static let patienceMilliseconds: Int32 = 1000

    /// Reads from the log of a service that answers: a disk that does not must keep nobody from what the service says.
    ///
    /// - Returns: nil where it took too long, or the service itself waits for the disk: a read that is stuck there
    ///   cannot even be ended from outside.
    static func boundedByPatience<Value: Sendable>(
        _ status: StatusReport, _ read: @escaping @Sendable () -> Value
    ) -> Value? {
        guard !status.faults.contains(where: { $0.name == "log" }) else { return nil }
        return BoundedCall.value(withinMilliseconds: patienceMilliseconds, read)
    }
}

/// The status as JSON: what the service says, and the advice.
struct StatusJSON: Encodable {
    private enum Key: CodingKey { case advice }

    private struct Item: Encodable {
        let code: String
        let message: String
    }

    let status: StatusReport
    let advice: [Advice]

    func encode(to encoder: any Encoder) throws {
        try status.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(advice.map { Item(code: $0.rawValue, message: $0.words) }, forKey: .advice)
    }
}
