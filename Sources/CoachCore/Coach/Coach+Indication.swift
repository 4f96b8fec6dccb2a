extension Coach {
    /// What LEDs and buzzer show at `now`: a pure function of state and instant.
    public func indication(at now: Instant) -> Indication {
        if let test = outputTest, now < test.until { return test.indication }
        var shown = display(at: now).indication(at: now, count: plan.ledCount)
        shown.changesAt = .earliest(endOfDisplay(at: now), shown.changesAt)
        if let playing = audible(at: now) {
            let (isOn, changesAt) = playing.sound.rhythm.state(after: now - playing.since)
            shown.buzzer = isOn
            shown.changesAt = .earliest(shown.changesAt, changesAt.map { playing.since + $0 })
        }
        return shown
    }

    private func display(at now: Instant) -> Display {
        switch phase {
        case .idle: idleDisplay(at: now)
        case .checking: .all
        case .running(let session):
            session.windowIsOpen
                ? .window(start: session.start.at, opened: session.windowAt, ceiling: session.start.ceiling)
                : .countdown(start: session.start.at, ceiling: session.start.ceiling)
        case .removal(.planned, let since):
            now < since + CoachRules.plannedEscalatesAfter
                ? .removePlanned(since: since) : .removeSafety(since: since + CoachRules.plannedEscalatesAfter)
        case .removal(.safety, let since): .removeSafety(since: since)
        case .leaving, .gone: .dark
        }
    }

    /// Lamp test, then a refusal, then a fault, then a pack that became ready.
    private func idleDisplay(at now: Instant) -> Display {
        if let until = lampTestUntil, now < until { return .all }
        if let (refusal, since) = shownRefusal, now < since + CoachRules.refusalShown {
            if refusal.showsShare, let wait = refusal.wait {
                return .wait(since: since, from: wait.from, until: wait.until, code: refusal.blinks)
            }
            return .code(refusal.blinks, since: since)
        }
        if let (fault, since) = shownFault { return .code(fault.blinks, since: since) }
        if let since = watch?.readySince { return .ready(since: since) }
        return .dark
    }

    /// When another display takes over by time alone.
    private func endOfDisplay(at now: Instant) -> Instant? {
        switch phase {
        case .idle:
            let ends = [lampTestUntil, shownRefusal.map { $0.since + CoachRules.refusalShown }]
            return ends.compactMap { $0 }.filter { $0 > now }.min()
        case .removal(.planned, let since):
            let end = since + CoachRules.plannedEscalatesAfter
            return end > now ? end : nil
        case .checking, .running, .removal(.safety, _), .leaving, .gone: return nil
        }
    }

    /// What the buzzer plays. A removal alarm is never drowned by anything.
    private func audible(at now: Instant) -> (sound: Sound, since: Instant)? {
        switch phase {
        case .removal(.planned, let since):
            let escalates = since + CoachRules.plannedEscalatesAfter
            return now < escalates ? (.planned, since) : (.safety, escalates)
        case .removal(.safety, let since): return (.safety, since)
        case .idle, .checking, .running, .leaving: return sound
        case .gone: return nil
        }
    }
}
