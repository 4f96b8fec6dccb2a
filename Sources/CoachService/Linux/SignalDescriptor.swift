import CLinux
import Glibc

/// What asks the service to stop.
enum StopSignal: Int32, CaseIterable, Sendable {
    /// SIGTERM: systemd, shutdown.
    case terminate = 15
    /// SIGINT: Control-C.
    case interrupt = 2
    /// SIGHUP: the terminal of `packcoach run` was closed.
    case hangUp = 1
}

/// The stop signals as a descriptor, so that they come one after the other with everything else.
///
/// Make it before the first thread starts: threads inherit that these signals are blocked, and a single one that has
/// them not would end the process.
struct SignalDescriptor: ~Copyable, Sendable {
    private let descriptor: OwnedDescriptor

    /// Readable when a signal has arrived.
    var number: Int32 { descriptor.number }

    /// Blocks the stop signals for the calling thread and those it starts, and ignores SIGPIPE in the whole process:
    /// a client that hangs up is an error of write(2), not the end.
    init() throws(SystemFailure) {
        var signals = sigset_t()
        sigemptyset(&signals)
        for signal in StopSignal.allCases { sigaddset(&signals, signal.rawValue) }
        let blocked = pthread_sigmask(SIG_BLOCK, &signals, nil)
        guard blocked == 0 else { throw SystemFailure("block signals", code: blocked) }
        signal(SIGPIPE, SIG_IGN)
        descriptor = try OwnedDescriptor(
            signalfd(-1, &signals, Int32(SFD_CLOEXEC | SFD_NONBLOCK)), "receive signals")
    }

    /// The next signal that has arrived; nil if there is none.
    func next() throws(SystemFailure) -> StopSignal? {
        var information = signalfd_siginfo()
        switch withUnsafeMutableBytes(of: &information, { descriptor.read(into: $0) }) {
        case .success: return StopSignal(rawValue: Int32(information.ssi_signo))
        case .failure(let failure) where failure.code == EAGAIN: return nil
        case .failure(let failure): throw failure
        }
    }
}
