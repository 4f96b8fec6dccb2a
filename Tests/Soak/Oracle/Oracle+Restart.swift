import CoachCore

/// What a service that comes up has to know, and what its log has to hold by then.
extension Oracle {
    func comeUp(_ record: Record, _ status: CoachStatus?) {
        figures.comeUps += 1
        let isNewBoot = powerWasCut || boot == 0
        let wasUpSince = upSince
        (isUp, upSince, powerWasCut, hasCrashed) = (true, now, false, false)
        if isNewBoot {
            boot += 1
            bootedAt[boot] = now
        }
        contact.cameUp(closed: record.closedAtStart, at: now)
        (asked, answerDue, lastValid) = ([:], nil, [:])
        output.cameUp(at: now)
        guard figures.comeUps > 1 else { return }
        let gone = died ?? (now, doubt.since(now))
        (diedAt, sure, died) = (gone.at, gone.sure, nil)
        if diedAt - Figures.samplesLost >= wasUpSince { loggedUntil = diedAt - Figures.samplesLost }
        let inDoubt = changedAt >= sure
        do {
            let sessions = try ledger.sessions()
            if lastMarkAt >= sure, isNewBoot {
                let events = try ledger.events()
                for kind in [EventKind.run, .onset, .onsetCleared] { marks[kind] = events[kind.rawValue] ?? 0 }
                (run, onset) = (nil, nil)
            }
            compare(sessions, before: sure)
            if inDoubt, isNewBoot {
                adopt(status, sessions)
            } else if isNewBoot {
                afterBoot(status, sessions)
            } else {
                if inDoubt { takeOver() }
                afterRestart(sessions)
            }
        } catch {
            complain("the log cannot be read: \(error)")
        }
        (deafUntil, surelyHearsFrom) = (0, 0)
    }

    // MARK: The same boot

    /// In doubt, and in the same boot. "Service restarted in the same boot: the session goes on with its true elapsed
    /// time, alarm state included", whatever the disk did: nothing but samples may be lost, and the log is told the rest
    /// once more.
    private func takeOver() {
        isUnclouded = false
        running?.mayLackSamples = true
        after?.watch.mayLackSamples = true
        for index in past.indices where past[index].changedAt >= sure {
            past[index].kept = nil
            past[index].changedAt = now
        }
        changedAt = now
    }

    private func afterRestart(_ sessions: [Ledger.Session]) {
        if shutdownIsOpen {
            shutdownIsOpen = false
            expect(.safety, isOfEarlierBoot: false)
        }
        if let watch = running {
            running = rebuilt(watch, sessions)
            if now > watch.ceilingAt { return }
            running?.skinChecks = max(watch.skinChecks, Figures.skinChecks.count { $0 <= now - watch.press })
        } else if let ended = after {
            let isRecent =
                now - ended.endedAt <= minutes(6) || ended.acknowledgedAt.map { now - $0 <= minutes(6) } ?? false
            guard isRecent || alarm != nil else {
                after = nil
                return
            }
            let isAnsweredLately = ended.acknowledgedAt.map { now - $0 <= Figures.asksAgain } ?? false
            if bootOf(ended.press) == boot, alarm?.isOfEarlierBoot != true {
                after?.watch = rebuilt(ended.watch, sessions)
            } else if alarm?.isOfEarlierBoot == true || isAnsweredLately {
                watchAnew()
            } else {
                // Its samples are another boot's, and nobody listens on.
                if alarm == nil { after = nil }
                return
            }
            looksAgain()
        }
    }

    /// What was answered for is looked at once more when there is something to see: the service that comes back cannot
    /// know whether the one before has looked.
    private func looksAgain() {
        guard alarm == nil, let ended = after, let answered = ended.acknowledgedAt else { return }
        let due = answered + Figures.asksAgain
        guard now < max(due, ended.endedAt + Figures.armedAfterEnd) else { return }
        after?.watch.answer()
        after?.asksAgainAt = max(due, now + Figures.answered)
    }

    /// Of the session's samples nothing is known in this boot, only what they came to.
    private func watchAnew() {
        guard let ended = after else { return }
        after?.watch = SessionWatch(press: now, modality: ended.watch.modality, setup: setup)
        after?.doseBefore = past.last { $0.press == ended.press }?.doseAtMost ?? 0
    }

    private func bootOf(_ press: Moment) -> Int { past.last { $0.press == press }?.boot ?? boot }

    /// The alarm has to be there when the service is.
    private func expect(_ kind: AlarmKind, isOfEarlierBoot: Bool) {
        alarm = Alarm(kind: kind, since: now, isOfEarlierBoot: isOfEarlierBoot)
        output.alarmBegins(at: now)
    }

    /// What the log kept of a session's readings, which is all that a service that comes back can know.
    private func rebuilt(_ watch: SessionWatch, _ sessions: [Ledger.Session]) -> SessionWatch {
        let row = sessions.last { moment($0) == watch.press }
        // A log that never heard of it has nothing of it.
        let samples = row.flatMap { try? ledger.samples(of: $0.id) } ?? []
        var again = SessionWatch(press: watch.press, modality: watch.modality, setup: setup)
        (again.earlierAtLeast, again.earlierAtMost) = (watch.earlierAtLeast, watch.earlierAtMost)
        (again.skinChecks, again.windowOpened) = (watch.skinChecks, watch.windowOpened)
        for sample in samples {
            again.take(sample.role, sample.reading, at: watch.press + sample.time * 1_000_000)
        }
        again.mayLackSamples = watch.mayLackSamples || sure < diedAt - doubt.delay * 6
        if !again.mayLackSamples, running != nil { compare(watch, again) }
        again.doseAtMost = max(again.doseAtMost, watch.doseAtMost)
        again.listen(from: now)
        return again
    }

    /// Nothing older than half a minute may be gone, and no hold that had begun.
    private func compare(_ before: SessionWatch, _ after: SessionWatch) {
        let horizon = (min(sure, diedAt) - Figures.samplesLost - before.press) / 1_000_000
        let logged = Set(after.kept)
        let lost = before.kept.filter { $0.time < horizon && !logged.contains($0) }
        if let first = lost.first {
            complain("\(lost.count) readings are lost, the first at \(first.time) ms of the session")
        }
        guard doubt.delay == 0 else { return }
        for (limit, (one, other)) in zip(Figures.limits, zip(before.tracks, after.tracks)) {
            guard let since = one.since, since < sure else { continue }
            if other.since.map({ abs($0 - since) > milliseconds(1) }) ?? true {
                complain("a restart forgot since when the \(limit.role.rawValue) is beyond \(limit.reading)")
            }
        }
    }

    // MARK: A new boot

    private func afterBoot(_ status: CoachStatus?, _ sessions: [Ledger.Session]) {
        lastReadingAt = min(lastReadingAt, now)
        let wasRunning = running != nil
        if let watch = running { endByPowerLoss(watch, sessions) }
        let asks = wasRunning || alarm != nil || shutdownIsOpen
        shutdownIsOpen = false
        guard asks, let ended = after else {
            (alarm, after) = (nil, nil)
            return
        }
        after = After(
            watch: SessionWatch(press: now, modality: ended.watch.modality, setup: setup), press: ended.press,
            reason: ended.reason, endedAt: ended.endedAt, isResumable: false)
        watchAnew()
        let standsStill = status?.state == .removeSafety
        if now < ended.endedAt + Figures.powerLossExpires - seconds(1) || standsStill {
            expect(.safety, isOfEarlierBoot: true)
        } else {
            (alarm, after) = (nil, nil)
            // Proven in the same step.
            wasAdopted = true
        }
    }

    /// The power went in a session: it ends with its last sample.
    private func endByPowerLoss(_ watch: SessionWatch, _ sessions: [Ledger.Session]) {
        figures.ends[EndReason.powerLoss.rawValue, default: 0] += 1
        guard let row = sessions.last(where: { moment($0) == watch.press }) else { return }
        let length = milliseconds(row.milliseconds ?? row.lastSample ?? 0)
        let last = lastReadingAt - watch.press
        let least = min(lastReadingAt - Figures.samplesLost, loggedUntil) - watch.press
        if length > last || length < least - doubt.delay * 6, !watch.mayLackSamples,
            sure >= diedAt - doubt.delay * 6
        {
            complain("a session that power took after \(last / 1_000_000) ms is logged with \(length / 1_000_000) ms")
        }
        var kept = watch
        kept.mayLackSamples = true
        let of = boot
        boot = row.boot
        close(kept, .powerLoss, at: watch.press + length)
        boot = of
    }

    // MARK: In doubt

    /// What had happened lately may be in the log or not; then what the log holds is what counts.
    private func adopt(_ status: CoachStatus?, _ sessions: [Ledger.Session]) {
        wasAdopted = true
        let horizon = sure
        let watches = [running, after?.watch].compactMap { $0 }
        past.removeAll { one in
            guard one.changedAt >= horizon else { return false }
            if sessions.contains(where: { moment($0) == one.press }) { return false }
            figures.lost += 1
            return true
        }
        (running, runningID, after, alarm, shutdownIsOpen) = (nil, nil, nil, nil, false)
        isUnclouded = false
        for row in sessions { learn(row, horizon) }
        guard let status, let row = sessions.last else { return }
        let press = moment(row)
        var watch =
            watches.first { $0.press == press }
            ?? SessionWatch(press: press, modality: row.modality == "ice" ? .ice : .heat, setup: setup)
        watch.mayLackSamples = true
        switch status.state {
        case .applying, .windowOpen:
            past.removeAll { $0.press == press }
            running = rebuilt(watch, sessions)
            running?.skinChecks = max(watch.skinChecks, Figures.skinChecks.count { $0 <= now - press })
            running?.mayLackSamples = true
            runningID = status.session
        case .removePlanned, .removeSafety:
            alarm = Alarm(
                kind: status.state == .removePlanned ? .planned : .safety, since: now, isOfEarlierBoot: row.boot != boot
            )
            output.alarmBegins(at: now)
            output.isUnsureOfPhase = true
            // Its end was told anew, and is owed to the log.
            if !past.contains(where: { $0.press == press }) {
                past.append(
                    Past(
                        press: press, boot: row.boot, modality: watch.modality,
                        reason: row.boot == boot ? .ceiling : .powerLoss,
                        endedAt: row.boot == boot ? now : press + milliseconds(row.lastSample ?? 0), restFrom: now,
                        doseAtLeast: 0, doseAtMost: row.dose ?? 0, changedAt: now))
            }
            let reason = past.last { $0.press == press }?.reason ?? .powerLoss
            after = After(
                watch: row.boot == boot
                    ? rebuilt(watch, sessions) : SessionWatch(press: now, modality: watch.modality, setup: setup),
                press: press, reason: reason, endedAt: past.last { $0.press == press }?.endedAt ?? now,
                isResumable: false)
        case .idle, .fault:
            // A session that ended lately may still be watched, with holds that only its log knows.
            unsureOfAlarmsUntil = now + minutes(7)
            if row.reason == nil { complain("session \(row.id) is open in the log, and forgotten") }
        }
    }

    private func learn(_ row: Ledger.Session, _ horizon: Moment) {
        let press = moment(row)
        let index = past.lastIndex { $0.press == press }
        if let index, past[index].changedAt < horizon { return }
        guard let word = row.reason, let reason = EndReason(rawValue: word) else {
            if let index { past.remove(at: index) }
            return
        }
        let end = press + milliseconds(row.milliseconds ?? 0)
        var one =
            index.map { past[$0] }
            ?? Past(
                press: press, boot: row.boot, modality: row.modality == "ice" ? .ice : .heat, reason: reason,
                endedAt: end, restFrom: end, doseAtLeast: row.dose ?? 0, doseAtMost: row.dose ?? 0, changedAt: now)
        one.reason = reason
        one.endedAt = end
        one.restFrom = end
        one.crossedBy = row.probe.flatMap { ProbeRole(rawValue: $0) }
        one.acknowledgedAt = nil
        one.kept = nil
        one.changedAt = 0
        if let index { past[index] = one } else { past.append(one) }
    }
}
