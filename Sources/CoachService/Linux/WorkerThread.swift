import CLinux
import CoachCore
import Glibc
import Synchronization

/// A thread of its own for what can block: reading probes, writing the log. It runs one job after the other.
///
/// What the jobs work on is made on that thread, lives and ends there, so it needs to be neither copyable nor sendable.
/// A thread that hangs in a system call cannot be stopped from outside; it is left behind, and takes nobody with it.
final class WorkerThread<State: ~Copyable>: Sendable {
    typealias Job = @Sendable (inout State) -> Void

    private let queue: JobQueue<State>

    /// Starts the thread, with all signals blocked.
    /// - Parameters:
    ///   - name: For `ps -L`; the kernel keeps 15 bytes.
    ///   - makeState: Runs on the thread, before the first job.
    init(_ name: String, makeState: @escaping @Sendable () -> State) throws(SystemFailure) {
        let queue = try JobQueue<State>()
        self.queue = queue
        try ThreadStart.detached(name) {
            do {
                var state = makeState()
                while let job = queue.next() {
                    job(&state)
                    queue.jobEnded()
                }
            }
            queue.threadEnded()
        }
    }

    deinit { queue.close() }

    /// Adds a job. Never waits.
    /// - Returns: False if the thread was asked to finish; the job is then dropped.
    @discardableResult
    func submit(_ job: @escaping Job) -> Bool {
        queue.add(job)
    }

    /// How many jobs are waiting or running. It grows while the thread hangs.
    var backlog: Int { queue.backlog }

    /// Takes no more jobs and waits for those that are there.
    /// - Returns: Whether all have run and the thread's state is gone; if not, the thread is left to itself.
    func finish(within limit: Duration) -> Bool {
        queue.close()
        return queue.waitForEnd(within: limit)
    }
}

/// The jobs of one thread.
private final class JobQueue<State: ~Copyable>: Sendable {
    private struct Contents {
        var jobs: [WorkerThread<State>.Job] = []
        var isRunning = false
        var isClosed = false
    }

    private enum Step {
        case run(WorkerThread<State>.Job)
        case wait
        case end
    }

    private let contents = Mutex(Contents())
    private let wake: Doorbell
    private let end: EventCounter

    init() throws(SystemFailure) {
        let wake = try Doorbell()
        let end = try EventCounter()
        self.wake = wake
        self.end = end
    }

    func add(_ job: @escaping WorkerThread<State>.Job) -> Bool {
        let isAdded = contents.withLock { contents in
            if !contents.isClosed { contents.jobs.append(job) }
            return !contents.isClosed
        }
        if isAdded { wake.ring() }
        return isAdded
    }

    func close() {
        contents.withLock { $0.isClosed = true }
        wake.ring()
    }

    var backlog: Int {
        contents.withLock { $0.jobs.count + ($0.isRunning ? 1 : 0) }
    }

    func waitForEnd(within limit: Duration) -> Bool {
        end.wait(upTo: limit)
    }

    /// For the thread: the next job, after waiting for one; nil when there will be none.
    func next() -> WorkerThread<State>.Job? {
        while true {
            let step: Step = contents.withLock { contents in
                if contents.jobs.isEmpty { return contents.isClosed ? .end : .wait }
                contents.isRunning = true
                return .run(contents.jobs.removeFirst())
            }
            switch step {
            case .run(let job): return job
            case .end: return nil
            case .wait: wake.wait()
            }
        }
    }

    /// For the thread.
    func jobEnded() {
        contents.withLock { $0.isRunning = false }
    }

    /// For the thread, when its state is gone.
    func threadEnded() {
        end.signal()
    }
}
