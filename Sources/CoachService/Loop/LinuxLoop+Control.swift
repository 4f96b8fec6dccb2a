import CoachCore
import SessionLog

/// The control socket: what clients ask is put to the service, what it answers goes back.
extension LinuxLoop {
    /// Marks that may wait for a log that does not answer.
    private static let mostMarksWaiting = 8

    /// A control socket is never a reason not to guard a session: without one the service goes on, and says so.
    func openControl(at path: String) {
        do {
            let control = try ControlServer(path: path, members: .ofThisMachine())
            control.settle(&poller, at: BootClock.now())
            self.control = control
        } catch {
            journal.tell(.warning, "no control socket, so start, stop, ack and status do not work: \(error)")
        }
    }

    /// Those who watch are told of events.
    var isMonitored: Bool { control.map { $0.streams > 0 } ?? false }

    /// Comes last in a turn: what is told is what it has come to.
    func serveControl(_ events: [Poller<LoopSource>.Event], _ service: Service, at now: Instant) {
        guard let control else { return }
        for request in control.take(events, at: now) {
            serve(request.request, ticket: request.ticket, control, service, at: now)
        }
        tellMonitors(control, service)
        // Nobody is told of anything that a kill could still undo.
        keepHandover(service)
        control.settle(&poller, at: now)
    }

    private func serve(
        _ request: ControlRequest, ticket: Int, _ control: ControlServer, _ service: Service, at now: Instant
    ) {
        switch request {
        case .status: control.answer(ticket, VarlinkMessage.reply(StatusAnswer(status: report(service))))
        case .monitor:
            control.beginStream(ticket)
            // The newcomer is told at the end of this turn, and so are the others.
            monitorFeed.rest()
        case .command(let command): service.command(command, ticket: ticket, at: now)
        case .mark(let kinds, let time):
            if log.backlog < Self.mostMarksWaiting {
                log.mark(kinds, at: time, ticket: ticket)
            } else {
                let words = "the log does not answer: is the disk stuck?"
                control.answer(ticket, ControlError.logFailed(words).message)
            }
        // Answered without the service.
        case .information, .description: break
        }
    }

    func markAnswered(
        _ kinds: [EventKind], _ failure: ControlError?, ticket: Int, _ service: Service, at now: Instant
    ) {
        if let failure {
            control?.answer(ticket, failure.message)
            // A log that takes no mark is a fault as any other; a write that is under way will tell by itself.
            if case .logFailed(let words) = failure, !service.isWriting {
                service.logAnswered(failure: words, at: now)
            }
        } else {
            marksToAnswer.append(ticket)
            service.marked(kinds, at: now)
        }
    }

    /// The log was read after these were written: whoever asks from now on finds them counted.
    func answerMarks() {
        for ticket in marksToAnswer { control?.answer(ticket, VarlinkMessage.reply(NoParameters())) }
        marksToAnswer = []
    }

    /// What the coach answered to a start, a stop or an acknowledgement.
    func message(for answer: Answer) -> [UInt8] {
        switch answer {
        case .done(let session): VarlinkMessage.reply(SessionAnswer(session: session))
        case .ended(let session, let reason):
            VarlinkMessage.reply(StopAnswer(session: session, endReason: reason.rawValue))
        case .tested(let presses, let isClosed):
            VarlinkMessage.reply(TestAnswer(presses: presses, closed: isClosed))
        case .refused(let refusal):
            ControlError.startRefused(StartRefusal(refusal, clock: readClock())).message
        case .impossible(let words): ControlError.notPossible(words).message
        }
    }

    // MARK: Monitors

    private func tellMonitors(_ control: ControlServer, _ service: Service) {
        guard control.streams > 0 else {
            newEvents = []
            return monitorFeed.rest()
        }
        let clock = readClock()
        let status = service.status(at: clock.instant)
        let lit = service.indication(at: clock.instant).lit
        let isDue = monitorFeed.isDue(status, lit: lit, clockIsSynchronised: clock.synchronised, at: clock.instant)
        guard isDue || !newEvents.isEmpty else { return }
        let report = report(status, service, clock)
        let events: [LogEvent?] = newEvents.isEmpty ? [nil] : newEvents
        newEvents = []
        for event in events {
            let told = MonitorAnswer(status: report, event: event.map { EventReport($0, clock: clock) })
            control.stream(VarlinkMessage.reply(told, continues: true))
        }
    }

    private func report(_ service: Service) -> StatusReport {
        let clock = readClock()
        return report(service.status(at: clock.instant), service, clock)
    }

    private func report(_ status: CoachStatus, _ service: Service, _ clock: ClockReading) -> StatusReport {
        StatusReport(
            status, shown: service.indication(at: clock.instant), faultWords: service.faultWords, clock: clock,
            database: configuration.database)
    }
}
