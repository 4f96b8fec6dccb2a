import BoardHAL
import BoardLinux
import CoachCore
import CoachService

/// The probes of a self-test: as the kernel lists them or, where it lists none, as the service has them.
struct ProbeBench {
    /// One probe and how it is read now; nil: no answer within the time that a reading may take.
    struct Probe {
        /// What the configuration calls it.
        let id: String
        let source: Configuration.ProbeSource
        /// What it is configured for; nil: nothing.
        let role: ProbeRole?
        let read: () throws -> Reading
    }

    /// The driver hangs.
    private static let patienceMilliseconds: Int32 = 5000

    /// Each DS18B20 that the kernel lists, configured or not.
    static func ofKernel(_ configuration: Configuration?) -> [Probe] {
        W1Probe.all().map { id in
            let configured = configuration?.probes.filter { $0.source == .w1 } ?? []
            let isOnly = configured.count == 1 && W1Probe.all().count == 1
            let role = configured.first { $0.id == id || $0.id == "auto" && isOnly }?.role
            return Probe(id: id, source: .w1, role: role) {
                let files = SystemFiles()
                let reading = BoundedCall.value(withinMilliseconds: patienceMilliseconds) {
                    W1Slave.decode(files.text("\(W1Sensor.devices)/\(id)/w1_slave") ?? "")
                }
                return reading ?? .failure(.hung)
            }
        }
    }

    /// The configured probes as the service reads them: once a second in a self-test.
    static func ofService(_ client: ControlClient, _ configuration: Configuration?) throws -> [Probe] {
        try client.status().probes.map { probe in
            let role = ProbeRole(rawValue: probe.role)
            let configured = configuration?.probes.first { $0.role == role }
            return Probe(id: configured?.id ?? probe.role, source: configured?.source ?? .hwmon, role: role) {
                guard let now = try client.status().probes.first(where: { $0.role == probe.role }) else {
                    return .failure(.missing)
                }
                if let celsius = now.celsius { return .success(.celsius(celsius)) }
                return .failure(now.fault.flatMap(ProbeFault.init(rawValue:)) ?? .stale)
            }
        }
    }
}
