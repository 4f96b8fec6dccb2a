import CoachCore
import SessionLog

extension StatusReport {
    /// ``state`` where no service runs, and the log alone tells.
    public static let stopped = "stopped"

    /// What the log tells while no service runs: what a start would meet, and a session that was left open.
    /// - Parameters:
    ///   - configuration: for the rests.
    ///   - clock: both clocks, now.
    ///   - bootID: of this boot.
    /// - Throws: ``LogError``
    public init(
        log: LogReader, configuration: Configuration, clock: ClockReading, bootID: String
    ) throws {
        let history = try log.history(now: clock, bootID: bootID)
        let pending = try log.pendingFromEarlierBoot(now: clock, bootID: bootID)
        let last = try log.unfinished(bootID: bootID, now: clock.instant) ?? pending?.session
        let session = last.flatMap { $0.isUnanswered ? $0 : nil }

        state = Self.stopped
        isChecking = false
        self.session = session?.start.id
        modality = session?.start.modality.rawValue
        elapsed = session.flatMap { $0.end == nil ? (clock.instant - $0.start.at).inMilliseconds : nil }
        left = nil
        opensIn = nil
        resume = nil
        leds = ""
        lit = ""
        buzzer = false
        probes = configuration.probes.map { Probe(role: $0.role.rawValue, celsius: nil, fault: nil, age: nil) }
        faults = []
        let waits = WaitRules(plan: configuration.plan, history: history)
        let obstacle = session.map { Allowance(leftOpen: $0) }
        ice = obstacle ?? Allowance(waits.refusal(of: .ice, at: clock.instant), clock: clock)
        heat = obstacle ?? Allowance(waits.refusal(of: .heat, at: clock.instant), clock: clock)
        onsetIsMarked = history.onset != nil
        onsetAge = history.onset.map { (clock.instant - $0).inMilliseconds }
        packIsReady = false
        now = RFC3339.string(clock.wall)
        clockIsSynchronised = clock.synchronised
        database = configuration.database
        version = Release.version
    }
}

extension StatusReport.Allowance {
    /// What a service that comes up now would say.
    fileprivate init(leftOpen session: UnfinishedSession) {
        isAllowed = false
        code = (session.end == nil ? RefusalCode.alreadyRunning : .alarmUnacknowledged).rawValue
        message = "session \(session.start.id) is not answered for yet"
        from = nil
        left = nil
    }
}

extension UnfinishedSession {
    /// The pack may be on, and nobody has answered for it.
    fileprivate var isUnanswered: Bool {
        guard let end, !isFromEarlierBoot else { return true }
        let needsAnswer = end.reason == .shutdown || end.reason == .powerLoss
        return alarm != nil || (needsAnswer && acknowledgedAt == nil)
    }
}
