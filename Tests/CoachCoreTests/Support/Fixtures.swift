import CoachCore

/// The instant `duration` after the tests' zero, which lies so late in the boot that history fits before it.
func t(_ duration: Duration) -> Instant { .boot + .hours(1000) + duration }

/// A valid reading in thousandths of a degree.
func milli(_ millidegrees: Int32) -> Reading { .success(Temperature(millidegrees: millidegrees)) }

/// A valid reading in degrees.
func celsius(_ degrees: Double) -> Reading { .success(.celsius(degrees)) }

extension Duration {
    static let tick = Duration.milliseconds(1)
}

extension Plan {
    /// The defaults of the configuration.
    static func standard(
        _ probes: [ProbeRole] = [.pack], leds: Int = 4, chirps: Bool = true,
        ice: SessionTimes = .ice, heat: SessionTimes = .heat
    ) -> Plan {
        Plan(ice: ice, heat: heat, probes: probes, ledCount: leds, chirps: chirps)
    }
}

extension SessionTimes {
    static let ice = SessionTimes(minimum: .minutes(15), ceiling: .minutes(20), rest: .hours(3))
    static let heat = SessionTimes(minimum: .minutes(20), ceiling: .minutes(20), rest: .hours(1))
    /// Heat with a window: the minimum may be set down to 15 minutes.
    static let heatWithWindow = SessionTimes(minimum: .minutes(15), ceiling: .minutes(20), rest: .hours(1))
}

extension History.Session {
    /// A session that was over `ago` before the tests' zero.
    static func past(
        _ modality: Modality, _ reason: EndReason = .completed, ended ago: Duration,
        lasting duration: Duration = .minutes(20),
        probe: ProbeRole? = nil, dose: Double = 0, id: Int64 = 1
    ) -> History.Session {
        History.Session(
            id: id, modality: modality, reason: reason, probe: probe, duration: duration, endedAt: t(.zero - ago),
            dose: dose)
    }
}

extension SessionStart {
    /// A session that began at `at`, with the defaults.
    static func begun(
        _ modality: Modality = .ice, at: Instant = t(.zero), id: Int64 = 1, probes: [ProbeRole] = [.pack],
        ceiling: Duration = .minutes(20)
    ) -> SessionStart {
        let times = modality == .ice ? SessionTimes.ice : .heat
        return SessionStart(
            id: id, at: at, modality: modality, minimum: min(times.minimum, ceiling), ceiling: ceiling, probes: probes)
    }
}

/// Readings once a second from `start` on, one for each given.
func samples(_ role: ProbeRole, _ readings: [Reading], from start: Instant) -> [Sample] {
    readings.enumerated().map { Sample(role: role, at: start + .seconds($0.offset), reading: $0.element) }
}
