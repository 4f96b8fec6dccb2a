import CLinux
import Glibc

/// Wakes one thread that does nothing but wait: a blocking eventfd, one system call to ring and one to wait.
struct Doorbell: ~Copyable, Sendable {
    private let descriptor: OwnedDescriptor

    init() throws(SystemFailure) {
        descriptor = try OwnedDescriptor(eventfd(0, Int32(EFD_CLOEXEC)), "make a doorbell")
    }

    /// Wakes the thread that waits, or the next one that will. Any thread may.
    func ring() {
        var one: UInt64 = 1
        // It would block at a count of 2^64 - 2 alone.
        while write(descriptor.number, &one, MemoryLayout<UInt64>.size) < 0 && errno == EINTR {}
    }

    /// Waits until somebody has rung; however often that was, the next wait waits again.
    func wait() {
        var count: UInt64 = 0
        while read(descriptor.number, &count, MemoryLayout<UInt64>.size) < 0 && errno == EINTR {}
    }
}
