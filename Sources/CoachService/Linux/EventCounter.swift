import CLinux
import Glibc

/// An eventfd: a counter that wakes a poll or a blocked read on another thread.
struct EventCounter: ~Copyable, Sendable {
    private let descriptor: OwnedDescriptor

    /// Readable while the counter is above zero.
    var number: Int32 { descriptor.number }

    init() throws(SystemFailure) {
        descriptor = try OwnedDescriptor(eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK)), "make an event counter")
    }

    /// Adds one. Never blocks; any thread may.
    func signal() {
        var one: UInt64 = 1
        // EAGAIN is the only failure, at a count of 2^64 - 2: whoever waits has then long been woken.
        while write(number, &one, MemoryLayout<UInt64>.size) < 0 && errno == EINTR {}
    }

    /// Sets the counter to zero.
    func reset() {
        var count: UInt64 = 0
        // EAGAIN says that it is zero already.
        while Glibc.read(number, &count, MemoryLayout<UInt64>.size) < 0 && errno == EINTR {}
    }

    /// Waits until the counter is above zero.
    /// - Parameter timeout: nil waits without end.
    /// - Returns: Whether it is.
    func wait(upTo timeout: Duration? = nil) -> Bool {
        var entries = [pollfd(fd: number, events: Int16(POLLIN), revents: 0)]
        // One descriptor of our own: there is no way for this to fail that waiting again would mend.
        try? Poll.wait(&entries, upTo: timeout)
        return entries[0].revents != 0
    }
}
