import CoachCore

/// What the service tells, judged as it comes: each of these needs a reason.
extension Oracle {
    func take(_ told: Record.Told) {
        output.take(told, at: now)
        if wasAdopted { return }
        switch told.kind {
        case .started: started(told)
        case .resumed: resumed(told)
        case .ended: ended(told)
        case .alarm: alarmed(told)
        case .acknowledged: acknowledged(told)
        case .alarmExpired: expired()
        case .refused: refused(told)
        case .skinCheck: skinCheck()
        case .windowOpen:
            if running == nil { complain("the window opens and no session runs") }
            running?.windowOpened = true
        case .run, .onset, .onsetCleared: marked(told)
        case .warned, .notice, .probeFault, .probeOK, .fault, .faultCleared, .service, .clock: break
        }
    }

    private func changed() { changedAt = now }

    // MARK: Start

    private func started(_ told: Record.Told) {
        figures.starts += 1
        changed()
        answerDue = nil
        let modality: Modality = told.code == "heat" ? .heat : .ice
        if running != nil { complain("a second session started") }
        if alarm != nil { complain("a session started while an alarm stands") }
        if contact.isSurelyStuck(at: now) { complain("a session started with the button stuck") }
        if now < told.at || now > told.at + Figures.answered + milliseconds(1) {
            complain("a start was decided \((now - told.at) / 1_000_000) ms after it was asked for")
        }
        let start = asked.values.first { ask in
            if case .start = ask.command { ask.at == told.at } else { false }
        }
        var (wish, override) = (switchPosition, false)
        if case .start(let request, let reason)? = start?.command {
            (wish, override) = (wish ?? request, reason != nil)
            if let request, request != modality {
                complain("\(request.rawValue) was asked for, \(told.detail) started")
            }
        } else if !contact.use(at: told.at) {
            complain("a session started, and nobody asked for it")
        }
        let pack = lastValid[.pack].flatMap { $0.at >= told.at ? $0.reading : nil }
        for role in setup.probes where (lastValid[role]?.at ?? -1) < told.at {
            complain("a session started without a valid reading of the \(role.rawValue) probe")
        }
        if let code = rules.packObstacle(pack: pack, wish: wish, modality: modality) {
            complain("a start with the pack at \(pack ?? 0) should be refused \(code.rawValue)")
        }
        if let code = rules.obstacle(to: modality, override: override, at: now) {
            complain("a start of \(modality.rawValue) should be refused \(code.rawValue)")
        }
        var watch = SessionWatch(press: told.at, modality: modality, setup: setup)
        (watch.earlierAtLeast, watch.earlierAtMost) = rules.dose(at: now)
        for role in setup.probes {
            if let heard = lastValid[role], heard.at >= told.at { watch.take(role, heard.reading, at: heard.at) }
        }
        (running, runningID, after) = (watch, told.session, nil)
        lastReadingAt = now
    }

    private func resumed(_ told: Record.Told) {
        figures.resumed += 1
        changed()
        answerDue = nil
        guard let ended = after, ended.isResumable, let last = past.last, last.press == ended.press else {
            return complain("a session goes on that cannot be taken up again")
        }
        let asks = asked.values.contains { if case .start = $0.command { $0.at == now } else { false } }
        let presses = contact.presses.last { $0.at > ended.endedAt && !$0.wasUsed }
        let askedAt = asks ? now : presses?.at ?? .max
        if askedAt > ended.endedAt + Figures.resumable {
            complain("an early stop was taken back too late, or by nobody")
        }
        if !asks, let presses { _ = contact.use(at: presses.at) }
        if contact.isSurelyStuck(at: now) { complain("a session was taken up with the button stuck") }
        past.removeLast()
        var watch = ended.watch
        // What was read meanwhile is written now.
        watch.mayLackSamples = true
        (watch.resumedAt, watch.resumedFrom) = (now, ended.endedAt)
        (running, runningID, after) = (watch, told.session, nil)
        lastReadingAt = now
    }

    // MARK: End

    private func ended(_ told: Record.Told) {
        // Of a session that the power took the log was asked already.
        if cameUpNow, told.code == EndReason.powerLoss.rawValue, past.last?.reason == .powerLoss { return }
        if running == nil, let reason = EndReason(rawValue: told.code), let last = past.last, let ended = after,
            last.changedAt == now, last.press == ended.press, gravity(reason) < gravity(last.reason)
        {
            // Ends that fell together; the graver one replaces the other, in the log too.
            figures.ends[last.reason.rawValue, default: 0] -= 1
            (running, runningID) = (ended.watch, told.session)
        }
        guard let watch = running, let reason = EndReason(rawValue: told.code) else {
            return complain("a session ended as \(told.detail), and none ran")
        }
        figures.ends[reason.rawValue, default: 0] += 1
        changed()
        if told.session != runningID { complain("the end of session \(told.session ?? 0) was told, another ran") }
        let at = reason == .powerLoss ? lastReadingAt : told.at
        switch reason {
        case .completed, .stoppedEarly:
            let stops = asked.values.contains { if case .stop = $0.command { $0.at == told.at } else { false } }
            if !stops, !contact.use(at: told.at) { complain("a session was ended by nobody") }
            if (told.at >= watch.press + watch.minimum) != (reason == .completed) {
                complain("a session of \((told.at - watch.press) / 1_000_000) ms ended as \(reason.rawValue)")
            }
            if told.at < watch.press + Figures.deafAfterStart, !stops {
                complain("a hand that slipped ended a session")
            }
        case .powerLoss: complain("a session was lost to a power cut, and there was none")
        case .shutdown: if !wasToldToLeave { complain("a session ended as shutdown, and nobody asked for it") }
        case .tooCold, .tooHot, .dose, .probeFault, .ceiling:
            if !watch.mayEnd(reason, at: now) {
                complain("nothing allows to end the session as \(told.detail)\(words(of: watch))")
            }
        }
        graver = watch.mustEnd(at: now)
        close(watch, reason, at: at)
        switch reason {
        case .completed, .stoppedEarly: break
        case .ceiling: expectAlarm(cameUpNow && now > watch.ceilingAt ? .safety : .planned)
        case .tooCold, .tooHot, .dose, .probeFault, .powerLoss: expectAlarm(.safety)
        case .shutdown: shutdownIsOpen = true
        }
    }

    /// The service came up in this step.
    var cameUpNow: Bool { upSince == now }

    func close(_ watch: SessionWatch, _ reason: EndReason, at: Moment) {
        past.removeAll { $0.press == watch.press }
        past.append(
            Past(
                press: watch.press, boot: boot, modality: watch.modality, reason: reason,
                crossedBy: watch.crossedBy(reason, at: now), endedAt: at, restFrom: at, doseAtLeast: watch.doseAtLeast,
                doseAtMost: watch.doseAtMost, lastDose: watch.lastDose, changedAt: now,
                kept: watch.mayLackSamples ? nil : watch.kept))
        after = After(
            watch: watch, press: watch.press, reason: reason, endedAt: at, isResumable: reason == .stoppedEarly)
        (running, runningID) = (nil, nil)
        deafUntil = at + Figures.deafAfterEnd
        surelyHearsFrom = now + Figures.deafAfterEnd
    }

    /// If ends fall together: too-hot or too-cold, dose, probe-fault, ceiling, press.
    func gravity(_ reason: EndReason) -> Int {
        switch reason {
        case .tooCold, .tooHot: 0
        case .dose: 1
        case .probeFault: 2
        case .ceiling: 3
        case .completed, .stoppedEarly, .powerLoss, .shutdown: 4
        }
    }

    // MARK: Alarm

    /// The alarm that an end asks for; the service tells of it in the same step.
    private func expectAlarm(_ kind: AlarmKind) {
        alarm = Alarm(kind: kind, since: now)
        output.alarmBegins(at: now)
    }

    private func alarmed(_ told: Record.Told) {
        figures.alarms += 1
        changed()
        let kind: AlarmKind = told.code == "planned" ? .planned : .safety
        answerDue = nil
        after?.isResumable = false
        if let standing = alarm, standing.since == now {
            if standing.kind != kind { complain("a \(kind.rawValue) alarm, it should be \(standing.kind.rawValue)") }
            return
        }
        // The service leaves; the next one sounds it.
        if shutdownIsOpen, after?.endedAt == now { return }
        let asksAgain = after?.asksAgainAt.map { now >= $0 } ?? false
        let crosses = after.map { $0.watch.mayAlarm(at: now) } ?? false
        let isKnown = now > unsureOfAlarmsUntil
        if isKnown, !(asksAgain || crosses || cameUpNow && alarm?.isOfEarlierBoot == true) {
            complain("an alarm without a cause")
        }
        if kind == .planned { complain("a planned alarm that no ceiling raised") }
        alarm = Alarm(kind: kind, since: now, isOfEarlierBoot: alarm?.isOfEarlierBoot ?? false)
        output.alarmBegins(at: now)
    }

    private func acknowledged(_ told: Record.Told) {
        changed()
        guard let standing = alarm else { return complain("an acknowledgement of no alarm") }
        let acks = asked.values.contains { if case .acknowledge = $0.command { $0.at == told.at } else { false } }
        if !acks, !contact.use(at: told.at) { complain("an alarm was acknowledged by nobody") }
        if !acks, told.at < deafUntil { complain("a press too soon after the end acknowledged the alarm") }
        alarm = nil
        deafUntil = told.at + Figures.deafAfterEnd
        surelyHearsFrom = deafUntil
        if let press = after?.press, let index = past.lastIndex(where: { $0.press == press }) {
            past[index].acknowledgedAt = past[index].acknowledgedAt ?? told.at
            past[index].changedAt = now
            // Only these two say nothing of when the pack came off.
            if past[index].reason == .powerLoss || past[index].reason == .shutdown { past[index].restFrom = told.at }
        }
        shutdownIsOpen = false
        if standing.kind == .safety {
            after?.watch.answer()
            after?.acknowledgedAt = told.at
            after?.asksAgainAt = told.at + Figures.asksAgain
        }
    }

    private func expired() {
        changed()
        let mayExpire = (alarm?.isOfEarlierBoot ?? cameUpNow) || shutdownIsOpen
        if !mayExpire { complain("an alarm of this boot ended by itself") }
        if let ended = after, now + milliseconds(2) < ended.endedAt + Figures.powerLossExpires {
            complain("an alarm ended by itself before two hours had passed")
        }
        (alarm, after, shutdownIsOpen) = (nil, nil, false)
    }

    // MARK: The rest

    private func refused(_ told: Record.Told) {
        figures.refusals[told.code, default: 0] += 1
        guard let code = RefusalCode(rawValue: told.code) else {
            return complain("refused for a reason that has no code: \(told.code)")
        }
        let isCommand = asked.values.contains { if case .start = $0.command { true } else { false } }
        let press = contact.asked(since: now - Figures.answered - milliseconds(1))
        if !isCommand, press == nil { complain("a start was refused that nobody asked for") }
        answerDue = nil
        if code == .alreadyRunning || code == .alarmUnacknowledged { return }
        if !isCommand, let press { _ = contact.use(at: press.at) }
        guard isUnclouded, now > upSince + seconds(2) else { return }
        // With clocks that tell the truth and a log that takes everything a refusal has to be right, too.
        switch code {
        case .rest, .tooEarlyForHeat, .heatAfterRun, .tooManyToday:
            let isRight = Modality.allCases.contains {
                rules.obstacle(to: $0, override: false, at: now, slack: -milliseconds(1)) != nil
            }
            if !isRight { complain("a start was refused \(code.rawValue), and nothing stands against it") }
        case .dose:
            if rules.dose(at: now).atMost < Figures.dosePerDay {
                complain("a start was refused for a dose that is not there")
            }
        case .buttonStuck, .alreadyRunning, .alarmUnacknowledged, .probeFault, .packNotReady, .packTooCold, .packTooHot:
            break
        }
    }

    private func skinCheck() {
        guard let watch = running, watch.skinChecks < Figures.skinChecks.count else {
            return complain("a skin check that nobody is to make")
        }
        if !Figures.skinChecks.contains(now - watch.press), !cameUpNow, watch.resumedAt != now {
            complain("a skin check at another time")
        }
        running?.skinChecks += 1
    }

    private func marked(_ told: Record.Told) {
        marks[told.kind, default: 0] += 1
        lastMarkAt = now
        // What cannot be written does not count yet.
        guard !doubt.isTroubled else {
            (run, onset) = (nil, nil)
            return
        }
        switch told.kind {
        case .run: run = max(run ?? told.at, told.at)
        case .onset: onset = told.at
        default: onset = nil
        }
    }

    // MARK: Answers

    func take(_ given: Record.Given) {
        guard let ask = asked.removeValue(forKey: given.ticket) else { return }
        switch (ask.command, given.answer) {
        case (.start, .done(let session)):
            // One that was taken up again past its ceiling is over in the same instant.
            if running == nil || session != runningID, past.last?.changedAt != now {
                complain("a start was answered, and no session runs")
            }
        case (.start, .refused), (.start, .impossible): break
        case (.stop, .ended(_, let reason)):
            if running != nil || past.last?.reason != reason { complain("a stop was answered, and the session runs") }
        case (.stop, .impossible): if running != nil { complain("a session runs and cannot be stopped") }
        case (.acknowledge, .done):
            if let alarm, alarm.since < ask.at { complain("an acknowledgement was answered, and the alarm stands") }
        case (.acknowledge, .impossible): if alarm != nil { complain("an alarm stands and cannot be acknowledged") }
        default: complain("a command got another command's answer")
        }
    }

    func ask(_ command: Command, ticket: Int) { asked[ticket] = Asked(command: command, at: now) }
}
