import CoachCore

/// What the log of a simulated machine was asked and has not answered yet: one after the other, each taking its time.
struct LogTasks {
    enum Task {
        case write([LogEntry])
        case readHistory
    }

    /// How long each takes; nil: no time.
    var delay: (() -> Duration)?
    private(set) var waiting: [Task] = []
    private var firstDoneAt = Duration.zero

    /// When the next answer is there, on the machine's time; nil: nothing was asked.
    var doneAt: Duration? { waiting.isEmpty ? nil : firstDoneAt }

    mutating func ask(_ task: Task, at time: Duration) {
        if waiting.isEmpty { begin(at: time) }
        waiting.append(task)
    }

    /// The task that is done by then; nil: none is.
    mutating func next(at time: Duration) -> Task? {
        guard let doneAt, doneAt <= time else { return nil }
        let task = waiting.removeFirst()
        if !waiting.isEmpty { begin(at: time) }
        return task
    }

    /// Nobody waits for an answer any more.
    mutating func forget() { waiting = [] }

    private mutating func begin(at time: Duration) { firstDoneAt = time + (delay?() ?? .zero) }
}
