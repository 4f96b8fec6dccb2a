import BoardSim
import CoachCore

/// Follows a life from outside, by true time, and complains of whatever the specification forbids.
///
/// It knows what the probes delivered, what the button did, what was commanded, what was told and shown, and what the
/// log holds. It shares no rule and no figure with the code under test; see ``Figures``.
final class Oracle {
    struct Alarm {
        var kind: AlarmKind
        var since: Moment
        /// It asks after a session of an earlier boot, and ends by itself once two hours have provably passed.
        var isOfEarlierBoot = false
    }

    /// A session that is over and still watched.
    struct After {
        var watch: SessionWatch
        var press: Moment
        var reason: EndReason
        var endedAt: Moment
        var acknowledgedAt: Moment?
        var asksAgainAt: Moment?
        var packWasAskedAgain = false
        /// An alarm took the early stop's way back.
        var isResumable: Bool
        /// CEM43 minutes that its watch does not know of, at most.
        var doseBefore = 0.0
    }

    /// A command that waits for its answer.
    struct Asked {
        var command: Command
        var at: Moment
    }

    let setup: Setup
    let ledger: Ledger
    var complaints: [String] = []
    var figures = Figured()

    // The machine.
    var now: Moment = 0
    var isUp = false
    var upSince: Moment = 0
    var boot = 0
    /// True time of each boot's beginning, by its number.
    var bootedAt: [Int: Moment] = [:]
    var powerWasCut = false
    /// It died, and was not restarted yet.
    var hasCrashed = false
    /// As of the last time that a service came up: when the one before went, and before when all was in the log.
    var diedAt: Moment = 0
    var sure: Moment = 0
    /// Readings from before that are in the log, wherever it could be written: a run that ends costs its last 30 s, and one
    /// that was shorter leaves what there was.
    var loggedUntil: Moment = 0
    /// When the service went, and what had happened before that was in the log then.
    var died: (at: Moment, sure: Moment)?
    var switchPosition: Modality?
    /// The clock was synchronised and true since the first boot, and the log could always be written.
    var isUnclouded = true
    var doubt = Doubt()

    // The people.
    var contact: Contact
    var asked: [Int: Asked] = [:]
    /// A press in idle has to be answered by then.
    var answerDue: Moment?
    /// A press must have done what it does in a session or an alarm by the end of this step.
    var pressMustAct = false
    var run: Moment?
    var onset: Moment?
    var marks: [EventKind: Int] = [:]
    var lastMarkAt: Moment = 0
    /// SIGTERM was sent in this step.
    var wasToldToLeave = false

    // The session.
    var lastValid: [ProbeRole: SessionWatch.Heard] = [:]
    var running: SessionWatch?
    var runningID: Int64?
    var after: After?
    var alarm: Alarm?
    /// A session was ended by SIGTERM: the next start asks for its pack.
    var shutdownIsOpen = false
    var past: [Past] = []
    /// No press acts before that. From the second one on each does: an end that takes effect late, as one that is found
    /// when a stop is taken back, has both its own time and that of its alarm.
    var deafUntil: Moment = 0
    var surelyHearsFrom: Moment = 0
    /// Something that must not be lost changed last.
    var changedAt: Moment = 0
    /// When the last reading of any kind came in, in a session.
    var lastReadingAt: Moment = 0
    var output: OutputWatch
    /// Which alarms have a reason is not known before.
    var unsureOfAlarmsUntil: Moment = 0
    /// What would have been a graver reason for the end in this step.
    var graver: EndReason?
    /// This step's state was taken from the service: what had happened lately was in doubt.
    var wasAdopted = false

    init(setup: Setup, ledger: Ledger) {
        self.setup = setup
        self.ledger = ledger
        contact = Contact(debounceMilliseconds: setup.debounceMilliseconds)
        output = OutputWatch(ledCount: setup.ledCount, chirps: setup.chirps)
    }

    func complain(_ words: String) {
        if complaints.count < 5 { complaints.append("\(clockFace(now)): \(words)") }
    }

    /// The service goes now, however it goes.
    func dies(at now: Moment) { if isUp { died = (now, doubt.since(now)) } }

    var rules: StartRules { StartRules(setup: setup, past: past, run: run, onset: onset) }

    // MARK: A step

    /// Takes in all that has happened at `now`.
    /// - Parameter status: asked only where it matters, because it costs more than all else.
    func step(
        _ record: Record, _ state: CoachStatus.State?, shown: [OutputHistory.Change], at now: Moment,
        status: () -> CoachStatus?
    ) {
        self.now = now
        wasAdopted = false
        pressMustAct = false
        if record.cameUp { comeUp(record, status()) }
        for edge in record.edges { take(edge) }
        contact.settle(at: now)
        for delivery in record.deliveries { take(delivery) }
        for told in record.told { take(told) }
        if let graver, let last = past.last, last.changedAt == now, gravity(graver) < gravity(last.reason) {
            complain("the session ended as \(last.reason.rawValue), it was \(graver.rawValue)")
        }
        graver = nil
        for given in record.given { take(given) }
        if isUp, state == nil, died == nil { died = (now, doubt.since(now)) }
        isUp = state != nil
        if let state { check(state) } else { checkGone() }
        wasToldToLeave = false
        for complaint in output.take(shown, self, at: now) { complain(complaint) }
    }

    // MARK: What comes in

    private func take(_ edge: Record.Edge) {
        guard let press = contact.take(edge.closed, at: edge.at), press.isClear, press.at == now else { return }
        if running != nil {
            let start = running?.press ?? 0
            pressMustAct = now >= start + Figures.deafAfterStart && now >= surelyHearsFrom
        } else if alarm != nil {
            pressMustAct = now >= surelyHearsFrom && now >= (alarm?.since ?? 0)
        } else if now >= surelyHearsFrom, answerDue == nil {
            answerDue = now + Figures.answered + milliseconds(20)
        }
    }

    private func take(_ delivery: Record.Delivery) {
        let (role, at) = (delivery.role, delivery.at)
        if running != nil { lastReadingAt = at }
        guard case .success(let temperature) = delivery.reading else { return }
        let reading = temperature.millidegrees
        if let before = lastValid[role],
            abs(Int64(reading - before.reading)) > (at - before.at) / Figures.perMillidegree
        {
            return
        }
        lastValid[role] = SessionWatch.Heard(at: at, reading: reading)
        figures.samples += 1
        if running != nil {
            running?.take(role, reading, at: at)
        } else if after != nil {
            after?.watch.take(role, reading, at: at, isRunning: false)
            takeOverrun()
        }
    }

    /// Safety figures, 2: at most 20 CEM43 in 24 h; heat that stays on after the end is heat.
    private func takeOverrun() {
        guard let ended = after, let index = past.lastIndex(where: { $0.press == ended.press }),
            alarm != nil || now <= max(ended.endedAt + Figures.armedAfterEnd, ended.asksAgainAt ?? 0)
        else { return }
        past[index].doseAtMost = max(past[index].doseAtMost, ended.doseBefore + ended.watch.doseAtMost)
    }

    // MARK: What must hold at the end of a step

    private func check(_ state: CoachStatus.State) {
        switch state {
        case .applying, .windowOpen:
            if running == nil { complain("a session runs that never started, or was over") }
            if alarm != nil { complain("a session runs and an alarm stands") }
        case .removePlanned, .removeSafety:
            let kind: AlarmKind = state == .removePlanned ? .planned : .safety
            if alarm == nil {
                complain("an alarm of which nobody was told, or that was acknowledged")
            } else if alarm?.kind != kind {
                complain("the alarm is called \(state.rawValue)")
            }
        case .idle, .fault:
            if running != nil { complain("the session no longer runs, and nothing ended it") }
            if let alarm { complain("the alarm since \(clockFace(alarm.since)) is gone, and nobody acknowledged it") }
        }
        if let running, let reason = running.mustEnd(at: now) {
            complain("the session should be over: \(reason.rawValue)\(words(of: running))")
        }
        if let running, (state == .windowOpen) != (now >= running.press + running.minimum),
            running.minimum < running.ceiling
        {
            complain("the window is \(state == .windowOpen ? "open before its" : "not open after its") time")
        }
        checkAfter()
        if pressMustAct, running != nil || alarm != nil, alarm?.since != now {
            complain("a press did nothing")
        }
        if let due = answerDue, now > due {
            complain("a press was not answered")
            answerDue = nil
        }
        if asked.values.contains(where: { now > $0.at + Figures.answered + milliseconds(20) }) {
            complain("a command was not answered")
            asked = [:]
        }
    }

    private func checkGone() {
        answerDue = nil
        if running != nil, !powerWasCut, !hasCrashed { complain("the service left in a session and did not end it") }
    }

    /// The skin's stop limits after an end, and the second asking.
    private func checkAfter() {
        guard var ended = after, running == nil else { return }
        if now <= ended.endedAt + Figures.armedAfterEnd, ended.watch.skinCrosses(at: now), alarm?.kind != .safety {
            complain("the skin crossed a stop limit after the end, and no alarm sounds")
        }
        guard let due = ended.asksAgainAt, now >= due else { return }
        ended.asksAgainAt = nil
        ended.watch.forgetAnswer()
        let since = ended.acknowledgedAt ?? 0
        let pack = ended.watch.isBeyond(.pack, since: since) && !setup.probes.contains(.skin)
        if ended.watch.isBeyond(.skin, since: since) || pack && !ended.packWasAskedAgain, alarm == nil {
            complain("the danger lasts a minute after the acknowledgement, and nobody asks again")
        }
        if pack { ended.packWasAskedAgain = true }
        after = ended
    }

    func words(of watch: SessionWatch) -> String {
        let readings = watch.last.sorted { $0.key.rawValue < $1.key.rawValue }
            .map { "\($0.key.rawValue) \($0.value.reading) at \(clockFace($0.value.at))" }
        return " (\(watch.modality.rawValue) since \(clockFace(watch.press)); " + readings.joined(separator: ", ")
            + "; dose \(watch.doseAtLeast) to \(watch.doseAtMost))"
    }
}

/// What a life came to, for the table.
struct Figured {
    var samples = 0
    var starts = 0
    var resumed = 0
    var refusals: [String: Int] = [:]
    var ends: [String: Int] = [:]
    var alarms = 0
    var comeUps = 0
    /// Sessions that a failing disk and a power cut took together.
    var lost = 0
}
