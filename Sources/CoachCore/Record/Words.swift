/// SR-31: why a session ended. A fault never reads as completed. The raw value is the word in the log.
public enum EndReason: String, CaseIterable, Hashable, Sendable {
    /// Taken off by press or command in the open window.
    case completed
    /// Ran to its ceiling; people read "full time".
    case ceiling
    /// Taken off by press or command before the minimum.
    case stoppedEarly = "stopped-early"
    case tooCold = "too-cold"
    case tooHot = "too-hot"
    /// The thermal dose reached its limit.
    case dose
    case probeFault = "probe-fault"
    case powerLoss = "power-loss"
    /// The service was told to stop in the session.
    case shutdown
}

/// Why a start was refused. The raw value is the code that people and tests see.
public enum RefusalCode: String, CaseIterable, Hashable, Sendable {
    case buttonStuck = "button-stuck"
    case alreadyRunning = "already-running"
    case alarmUnacknowledged = "alarm-unacknowledged"
    case probeFault = "probe-fault"
    case packNotReady = "pack-not-ready"
    case packTooCold = "pack-too-cold"
    case packTooHot = "pack-too-hot"
    case rest
    case tooEarlyForHeat = "too-early-for-heat"
    case heatAfterRun = "heat-after-run"
    case tooManyToday = "too-many-today"
    case dose
}

/// The kinds of events in the log. The raw value is the word in the log.
public enum EventKind: String, CaseIterable, Hashable, Sendable {
    case started
    case resumed
    case skinCheck = "skin-check"
    case windowOpen = "window-open"
    case warned
    case notice
    case probeFault = "probe-fault"
    case probeOK = "probe-ok"
    case ended
    case alarm
    case acknowledged
    /// An alarm that nobody acknowledged ended because two hours have provably passed.
    case alarmExpired = "alarm-expired"
    case refused
    case fault
    case faultCleared = "fault-cleared"
    case run
    case onset
    case onsetCleared = "onset-cleared"
    /// The service came up.
    case service
    case clock
}

/// What raised an alarm that asks for the pack to be taken off.
public enum AlarmKind: String, CaseIterable, Hashable, Sendable {
    /// The ceiling was reached: state `remove-planned`.
    case planned
    /// A cut-off, a fault, a power loss or a shutdown: state `remove-safety`.
    case safety
}
