import CoachCore
import Glibc

/// Where a ``Handover`` lies: beside the control socket, in the runtime directory that systemd keeps for the service
/// between its runs, and that no reboot survives.
public struct HandoverFile: Sendable {
    private let controlPath: String
    private let bootID: String

    /// More than any handover holds: a session that the log lacks takes less than 1 KiB.
    private static let longest = 1 << 20

    /// - Parameter controlPath: of the control socket.
    /// - Throws: `SystemFailure` where this kernel tells no boot from another.
    public init(besides controlPath: String) throws {
        try self.init(besides: controlPath, bootID: BootClock.bootID())
    }

    init(besides controlPath: String, bootID: String) {
        self.controlPath = controlPath
        self.bootID = bootID
    }

    private var path: String { controlPath + ".handover" }

    /// Of the service whose file this is; see ``ServiceLock``.
    private var lockPath: String { ServiceLocks.path(ofControl: controlPath) }

    /// The service that keeps it is there, so it is no one else's business.
    var isKept: Bool { ServiceLock.isHeld(lockPath) }

    /// What the last run left; nil: nothing that can be used.
    public func read() -> Handover? {
        guard let file = try? OwnedDescriptor(open(path, O_RDONLY | O_CLOEXEC), "open \(path)"),
            let bytes = try? file.read(upTo: Self.longest)
        else { return nil }
        return Handover(parsing: String(decoding: bytes, as: UTF8.self), bootID: bootID)
    }

    /// Puts this in its place: whoever reads finds the old one or this one, and never a half.
    /// - Throws: `SystemFailure`; then there is none, because an old one would be wrong.
    func write(_ handover: Handover) throws(SystemFailure) {
        do throws(SystemFailure) {
            try replace(Array(handover.text(bootID: bootID).utf8))
        } catch {
            unlink(path)
            throw error
        }
    }

    private func replace(_ bytes: [UInt8]) throws(SystemFailure) {
        let new = path + ".new"
        let operation = "write \(path)"
        do {
            let file = try OwnedDescriptor(open(new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640), operation)
            let count = Glibc.write(file.number, bytes, bytes.count)
            guard count == bytes.count else {
                let failure = SystemFailure(operation, code: count < 0 ? errno : ENOSPC)
                unlink(new)
                throw failure
            }
        }
        guard rename(new, path) == 0 else { throw SystemFailure(operation) }
    }
}
