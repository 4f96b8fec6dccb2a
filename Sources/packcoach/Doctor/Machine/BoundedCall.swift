import Glibc
import Synchronization

/// Runs what may hang for ever, such as a read from a driver that waits for its bus, on a thread of its own.
enum BoundedCall {
    private final class Shared<Value: Sendable>: Sendable {
        let value = Mutex<Value?>(nil)
        let body: @Sendable () -> Value
        let done: Int32

        init(_ body: @escaping @Sendable () -> Value, done: Int32) {
            self.body = body
            self.done = done
        }
    }

    /// - Returns: what `body` gave; nil where it took longer. Its thread is then left behind.
    static func value<Value: Sendable>(
        withinMilliseconds limit: Int32, _ body: @escaping @Sendable () -> Value
    ) -> Value? {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        let shared = Shared(body, done: ends[1])
        guard startThread({ run(shared) }) else {
            for end in ends { close(end) }
            return nil
        }
        defer { close(ends[0]) }
        var readable = pollfd(fd: ends[0], events: Int16(POLLIN), revents: 0)
        while poll(&readable, 1, limit) < 0, errno == EINTR {}
        return shared.value.withLock { $0 }
    }

    private static func run<Value>(_ shared: Shared<Value>) {
        let value = shared.body()
        shared.value.withLock { $0 = value }
        // Whoever waits is told by the end of the pipe.
        close(shared.done)
    }

    private final class Body: Sendable {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    private static func startThread(_ run: @escaping @Sendable () -> Void) -> Bool {
        var thread = pthread_t()
        let body = Unmanaged.passRetained(Body(run))
        let result = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            }, body.toOpaque())
        guard result == 0 else {
            body.release()
            return false
        }
        pthread_detach(thread)
        return true
    }
}
