import BoardHAL
import CoachCore

/// SR-23: one probe on a thread of its own: a conversion takes three quarters of a second, a stuck bus for ever.
final class ProbeThread {
    private let role: ProbeRole
    private let mailbox: Mailbox<ThreadMessage>
    private let thread: WorkerThread<any TemperatureProbe>

    init(_ role: ProbeRole, _ mailbox: Mailbox<ThreadMessage>, _ make: @escaping @Sendable () -> any TemperatureProbe)
        throws
    {
        self.role = role
        self.mailbox = mailbox
        thread = try WorkerThread("\(role.rawValue) probe", makeState: make)
    }

    /// Starts a reading; the answer comes by mail.
    func read() {
        thread.submit { [role, mailbox] probe in mailbox.post(.probe(role, probe.read())) }
    }
}
