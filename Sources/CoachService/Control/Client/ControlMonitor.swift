import CoachCore

/// What the service tells those who watch, for whoever waits for other things as well.
public final class ControlMonitor {
    /// What is going on, and what was logged if it is that.
    public struct News: Sendable {
        /// What is going on by then.
        public let status: StatusReport
        /// What was logged; nil: the status alone has changed.
        public let event: EventReport?
    }

    private let link: ControlLink

    /// Connects and asks to be told.
    /// - Parameter patience: how long to wait for a connection and for the kernel to take the question.
    /// - Throws: ``ControlFailure``
    public init(path: String, patience: Duration = .zero) throws(ControlFailure) {
        link = try ControlLink(path: path, patience: patience)
        try link.call("Monitor", NoParameters(), more: true, within: patience)
    }

    /// Can be read from (poll(2)) when ``take()`` has something.
    public var descriptor: Int32 { link.number }

    /// What has come since it was last asked; does not wait.
    /// - Throws: ``ControlFailure``; `.lost` where the service has gone, after all that it had told before.
    public func take() throws(ControlFailure) -> [News] {
        var news = try decoded()
        do throws(ControlFailure) {
            try link.receive()
            news += try decoded()
        } catch {
            // What had come is told first; the loss is found again.
            guard case .lost = error, !news.isEmpty else { throw error }
        }
        return news
    }

    private func decoded() throws(ControlFailure) -> [News] {
        var news: [News] = []
        while let frame = try link.next() {
            let answer = try link.parameters(of: frame, MonitorAnswer.self)
            news.append(News(status: answer.status, event: answer.event))
        }
        return news
    }
}
