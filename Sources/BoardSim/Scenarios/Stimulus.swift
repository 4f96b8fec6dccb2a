import CoachCore

extension Scenario {
    /// What happens to the service in a scenario.
    public enum Stimulus: Hashable, Sendable {
        /// A finger on the button; the contact bounces before it is `closed` for so long, and again on opening.
        case press(closed: Duration, bounce: Duration)
        case hold(bounce: Duration)
        case release(bounce: Duration)
        case probe(ProbeRole, ProbeCommand)
        /// The slide switch.
        case switchTo(Modality)
        /// As over SSH.
        case command(Command)
        /// A run is marked, so long ago; with its onset where it was sore.
        case ran(sore: Bool, ago: Duration)
        case onset(ago: Duration)
        case onsetCleared
        /// Someone or something sets the wall clock.
        case clock(ClockChange?, synchronised: Bool?)
        /// The service's process dies and is restarted at once.
        case kill
        /// SIGTERM; not restarted by itself.
        case terminate
        /// All power off for so long, then a new boot.
        case powerCut(Duration)
        case disk(DiskState)
        case pack(LaidPack)
        case cloth(Cloth)
        /// The line of an output fails, or works again.
        case output(SimulatedBoard.Output, fails: Bool)
    }
}

/// How the wall clock is moved.
public enum ClockChange: Hashable, Sendable {
    case jump(Duration)
    case set(WallTime)
}

/// The log's file system.
public enum DiskState: String, CaseIterable, Hashable, Sendable {
    case full
    case readOnly = "read-only"
    case ok
}
