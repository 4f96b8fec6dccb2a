import BoardHAL
import CLinux
import CoachCore

/// The loop on Linux: waits on file descriptors and the next deadline, hands events to the service, and keeps all that
/// can block on threads of their own: each probe, the log, the journal.
///
/// Nothing polls. Idle it wakes for the watchdog alone, and on that wake the core reads each probe once.
public final class LinuxLoop {
    let configuration: Configuration
    private let locks: ServiceLocks
    private let board: any Board
    private let signals: SignalDescriptor
    private var deadline: DeadlineTimer
    private let wallClock: WallClockWatch
    private let mailbox: Mailbox<ThreadMessage>
    private let probes: [ProbeRole: ProbeThread]
    let log: LogThread
    let journal: JournalThread
    /// Nil: systemd does not wait for a sign of life.
    var watchdog: Watchdog?
    /// Nil: this kernel tells no boot from another.
    let handoverFile: HandoverFile?
    /// As it was last written.
    var handover: Handover
    /// What systemd was last told, and whether there may be more to tell.
    var statusLine = ""
    var hasNews = true
    /// It could not be told.
    var isManagerDeaf = false
    var poller = Poller<LoopSource>()
    /// The instant of the last turn: up to here everything has been shown. A change between it and now is due at once.
    private var turnedAt = BootClock.now()
    private var service: Service?
    private let controlPath: String
    /// Nil: there is none. That is never a reason not to guard a session.
    var control: ControlServer?
    var monitorFeed = MonitorFeed()
    /// Marks that stand in the log, and do not count yet.
    var marksToAnswer: [Int] = []
    /// What was logged since those who watch were last told.
    var newEvents: [LogEvent] = []

    /// How long the log may take to answer at the start before the service goes on without it.
    private static let patienceWithLog = Duration.seconds(5)
    /// How long the log may take for the last entries.
    private static let patienceAtEnd = Duration.seconds(10)

    /// SR-23: bytes of address space that the heap has from the start. A log thread that its disk holds up in SQLite's shared
    /// memory holds the kernel's lock on the process's mappings, and whoever wants another one waits with it. This is
    /// room for all that the queue may come to hold; see `LogQueue.samplesKept`.
    private static let heapReserve = 48 << 20

    /// Takes over the process: blocks the stop signals, waits for the board if it may yet appear, starts the threads.
    /// - Parameters:
    ///   - probes: makes each probe, on the thread that will read it.
    ///   - controlPath: where the control socket is to be.
    ///   - file: where the configuration was read from, for a service that comes second; nil: nowhere.
    ///   - isSimulated: the board is one in memory.
    ///   - openBoard: tries to take the board; called again while it may yet appear.
    /// - Throws: ``AlreadyRunning``; ``BoardUnavailable``; ``StoppedEarly`` if a stop signal came while waiting;
    ///   `SystemFailure`.
    public init(
        configuration: Configuration, probes: [ProbeRole: @Sendable () -> any TemperatureProbe],
        controlPath: String, file: String?, isSimulated: Bool, openBoard: () throws -> any Board
    ) throws {
        // Before the first thread: it would have a heap of its own.
        linux_reserve_heap(Self.heapReserve)
        self.configuration = configuration
        self.controlPath = controlPath
        locks = try ServiceLocks(database: configuration.database, controlPath: controlPath, configuration: file)
        handoverFile = try? HandoverFile(besides: controlPath)
        handover = Handover(wiring: BoardWiring(configuration, isSimulated: isSimulated))
        signals = try SignalDescriptor()
        journal = try JournalThread()
        board = try BoardWait.board(signals: signals, journal: journal, open: openBoard)
        deadline = try DeadlineTimer()
        wallClock = try WallClockWatch()
        let mailbox = try Mailbox<ThreadMessage>()
        self.mailbox = mailbox
        self.probes = Dictionary(
            uniqueKeysWithValues: try probes.map { ($0.key, try ProbeThread($0.key, mailbox, $0.value)) })
        log = try LogThread(configuration: configuration, bootID: try BootClock.bootID(), mailbox: mailbox)
        watchdog = try ServiceManager.watchdogInterval().map { Watchdog(interval: $0, at: BootClock.now()) }
        poller.watch(signals.number, as: .signals)
        poller.watch(deadline.number, as: .deadline)
        poller.watch(wallClock.number, as: .wallClock)
        poller.watch(mailbox.number, as: .mailbox)
        poller.watch(board.buttonDescriptor, as: .button)
        if let descriptor = board.switchDescriptor { poller.watch(descriptor, as: .modeSwitch) }
    }

    /// Runs until SIGTERM, SIGINT or SIGHUP. LEDs and buzzer are off when it returns, and the log has all that it took.
    /// - Throws: `LogError` for a log that is not ours to touch; `SystemFailure`.
    public func run() throws {
        var opened = try openLog()
        let left = handoverFile?.read()
        opened.take(left?.session, unlogged: left?.unlogged ?? [])
        let service = Service(
            plan: configuration.plan, debounce: configuration.button.debounce, history: opened.history,
            surroundings: self)
        self.service = service
        turnedAt = BootClock.now()
        service.begin(opened, switchPosition: try? board.switchPosition(), at: turnedAt)
        openControl(at: controlPath)
        for failure in locks.failures { journal.tell(.warning, "a second service would not be noticed: \(failure)") }
        keepHandover(service, isFirst: true)
        notifyManager([.ready, .watchdog])
        // Relocations, configuration and log took much of the program; the rest of its life takes little.
        _ = linux_unmap_code()
        while !service.hasEnded { try turn(service) }
        try finish(service)
    }

    // MARK: Turns

    private func turn(_ service: Service) throws {
        let due = nextWake(service)
        try deadline.arm(at: due)
        let events = try poller.wait(upTo: control?.hasWork == true ? .zero : nil)
        let ready = events.map(\.source)
        let now = BootClock.now()
        turnedAt = now
        if ready.contains(.deadline) { deadline.acknowledge() }
        // At one instant deadlines go first, then samples, then what people do.
        if let due, due <= now { service.wake(at: now) }
        if ready.contains(.mailbox) { for message in mailbox.takeAll() { take(message, service, at: now) } }
        if ready.contains(.button) { service.buttonMoved(at: now) }
        if ready.contains(.modeSwitch) { switchMoved(service, at: now) }
        if ready.contains(.wallClock), try wallClock.acknowledge() { service.clockChanged(at: now) }
        if ready.contains(.signals), try signals.next() != nil { service.terminate(at: now) }
        keepHandover(service)
        serveControl(events, service, at: now)
        tellManager(service, at: now)
    }

    private func switchMoved(_ service: Service, at now: Instant) {
        do throws(BoardFault) {
            if let position = try board.switchPosition() { service.switchMoved(to: position, at: now) }
        } catch {
            // As with the button's line.
            poller.forget(.modeSwitch)
            service.boardFailed(error, at: now)
        }
    }

    private func nextWake(_ service: Service) -> Instant? {
        let ofControl = Instant.earliest(control?.nextDeadline, monitorFeed.nextBeat)
        return .earliest(.earliest(service.nextDeadline(at: turnedAt), watchdog?.nextDeadline), ofControl)
    }

    private func take(_ message: ThreadMessage, _ service: Service, at now: Instant) {
        switch message {
        case .probe(let role, let reading): service.probe(role, gave: reading, at: now)
        case .logWritten(let failure): service.logAnswered(failure: failure, at: now)
        case .history(let history):
            service.historyAnswered(history, at: now)
            answerMarks()
        case .marked(let kinds, let ticket, let failure):
            markAnswered(kinds, failure, ticket: ticket, service, at: now)
        case .boardFailed(let fault): service.boardFailed(fault, at: now)
        case .logOpened(.success(let opened)): service.logOpened(opened, at: now)
        case .logOpened(.failure(let error)): service.logRefused("\(error)", at: now)
        }
    }

    // MARK: Start and end

    /// What the log holds; what is assumed where it does not answer.
    private func openLog() throws -> SessionStore.Opened {
        log.open()
        var waiting = Poller<LoopSource>()
        waiting.watch(mailbox.number, as: .mailbox)
        _ = try waiting.wait(upTo: Self.patienceWithLog)
        for message in mailbox.takeAll() {
            if case .logOpened(let result) = message { return try result.get() }
        }
        let now = BootClock.now()
        return SessionStore.Opened(history: .unknown(at: now), failure: "the log does not answer: is the disk stuck?")
    }

    private func finish(_ service: Service) throws {
        // Whoever asks from now on is told at once that nobody is there.
        control = nil
        notifyManager([.stopping, .extendTimeout(Self.patienceAtEnd)])
        // What is being written is written once: only then is it known what is left.
        let end = BootClock.now() + Self.patienceAtEnd
        var waiting = Poller<LoopSource>()
        waiting.watch(mailbox.number, as: .mailbox)
        while service.isWriting, BootClock.now() < end {
            _ = try waiting.wait(upTo: end - BootClock.now())
            for case .logWritten(let failure) in mailbox.takeAll() {
                service.logAnswered(failure: failure, at: BootClock.now())
            }
        }
        if !service.isWriting { log.write(service.unwritten) }
        if !log.finish(within: max(.zero, end - BootClock.now())) {
            journal.tell(.error, "the log did not take the last entries in time")
        }
        journal.finish()
    }
}

extension LinuxLoop: Surroundings {
    public func show(_ frame: LEDFrame, buzzer: Bool) throws(BoardFault) {
        try board.show(frame, buzzer: buzzer)
    }

    public func startReading(_ role: ProbeRole) { probes[role]?.read() }

    public func buttonIsClosed() -> Bool? {
        guard let isClosed = try? board.buttonIsClosed() else { return nil }
        return isClosed
    }

    public func takeButtonEdges() -> [ButtonEdge] {
        do throws(BoardFault) {
            return try board.buttonEdges(at: turnedAt)
        } catch {
            // A line that is gone stays readable for ever: stop listening, and say so once this turn is done.
            poller.forget(.button)
            mailbox.post(.boardFailed(error))
            return []
        }
    }

    public func readClock() -> ClockReading { BootClock.reading() }

    public func write(_ entries: [LogEntry]) { log.write(entries) }

    public func readHistory() { log.readHistory() }

    public func answer(_ answer: Answer, ticket: Int) { control?.answer(ticket, message(for: answer)) }

    public func tell(_ event: LogEvent) {
        journal.tell(event)
        hasNews = true
        if isMonitored { newEvents.append(event) }
    }
}
