import CoachCore
import Glibc

/// SR-21: one service for each log and each control socket. Held from the start to the end of a service.
///
/// flock(2) on a file beside what it guards: the kernel ends it with its process, whatever ends that, so that what a
/// killed service leaves never stands in the way. What the file says is for people alone.
final class ServiceLock: Sendable {
    /// Why a lock cannot be had.
    enum Failure: Error {
        /// Another process has it; nil: which one the file does not say.
        case held(LockHolder?)
        /// No file can be made or locked there.
        case unavailable(SystemFailure)
    }

    private let path: String
    private let descriptor: OwnedDescriptor

    /// Whoever only looks has it for a moment, too.
    private static let attempts = 10
    private static let pauseMicroseconds: UInt32 = 20_000

    /// - Parameters:
    ///   - path: of the file, which goes with a service that leaves in order.
    ///   - holder: what whoever comes second is told.
    init(_ path: String, holder: LockHolder) throws(Failure) {
        let descriptor = try Self.locked(path)
        let words = Array(holder.text.utf8)
        // A file that is another user's can be locked and not written.
        if ftruncate(descriptor.number, 0) == 0 { _ = pwrite(descriptor.number, words, words.count, 0) }
        self.path = path
        self.descriptor = descriptor
    }

    deinit {
        // While it is locked nobody else takes this file for theirs: whoever waits finds that its name is gone.
        if Self.isNamed(path, descriptor.number) { unlink(path) }
    }

    /// Whether a service has it.
    static func isHeld(_ path: String) -> Bool {
        guard let descriptor = try? OwnedDescriptor(open(path, O_RDONLY | O_CLOEXEC), "open \(path)") else {
            return false
        }
        return flock(descriptor.number, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
    }

    private static func locked(_ path: String) throws(Failure) -> OwnedDescriptor {
        var attempt = 1
        while true {
            let descriptor = try opened(path)
            guard flock(descriptor.number, LOCK_EX | LOCK_NB) == 0 else {
                guard errno == EWOULDBLOCK else { throw .unavailable(SystemFailure("lock \(path)")) }
                guard attempt < attempts else {
                    throw .held(LockHolder(parsing: (try? descriptor.read(upTo: LockHolder.longest)) ?? []))
                }
                attempt += 1
                usleep(pauseMicroseconds)
                continue
            }
            // The one before may have removed it after it was opened here.
            if isNamed(path, descriptor.number) { return descriptor }
        }
    }

    private static func opened(_ path: String) throws(Failure) -> OwnedDescriptor {
        var number = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        if number < 0, errno == EACCES { number = open(path, O_RDONLY | O_CLOEXEC) }
        do throws(SystemFailure) {
            return try OwnedDescriptor(number, "lock \(path)")
        } catch {
            throw .unavailable(error)
        }
    }

    private static func isNamed(_ path: String, _ descriptor: Int32) -> Bool {
        var here = stat()
        var there = stat()
        return fstat(descriptor, &here) == 0 && stat(path, &there) == 0 && here.st_dev == there.st_dev
            && here.st_ino == there.st_ino
    }
}
