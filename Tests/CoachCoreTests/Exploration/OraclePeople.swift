import CoachCore

/// What people do, with the button or over SSH, and what the system asks of the service.
extension Oracle {
    mutating func press(at: Instant, _ now: Instant) {
        closedSince = at
        if let deafUntil, at < deafUntil { return }
        switch stage {
        case .idle:
            if isStuck { return outcomes.append(.refused(.buttonStuck)) }
            if !resume(nil, asked: at, at: now) { check(nil, override: false, nil, at: now) }
        case .running(let session):
            if at - session.start >= .seconds(2) { endByPerson(session, at: at) }
        case .removal(_, let since):
            if at >= since { acknowledge(at: at) }
        case .checking, .leaving, .gone: break
        }
    }

    mutating func take(_ command: Command, _ ticket: Int, at now: Instant) {
        var isDone = false
        switch (command, stage) {
        case (.start, .leaving), (.start, .gone): break
        case (.start, _) where isStuck: outcomes.append(.refused(.buttonStuck))
        case (.start, .running), (.start, .checking): outcomes.append(.refused(.alreadyRunning))
        case (.start, .removal): outcomes.append(.refused(.alarmUnacknowledged))
        case (.start(let request, let reason), .idle):
            isDone = resume(request, asked: now, at: now)
            if !isDone { return check(request, override: reason != nil, ticket, at: now) }
        case (.stop, .running(let session)):
            endByPerson(session, at: now)
            isDone = true
        case (.acknowledge, .removal):
            acknowledge(at: now)
            isDone = true
        case (.acknowledge, .idle): isDone = faultIsThere
        // No stimulus yet; SelfTestTests has it.
        case (.test, _): break
        case (.stop, _), (.acknowledge, _): break
        }
        outcomes.append(isDone ? .done(ticket: ticket) : .notDone(ticket: ticket))
    }

    mutating func terminate(at now: Instant) {
        switch stage {
        case .running(let session):
            end(session, .shutdown, at: now)
            // Three beeps.
            stage = .leaving(now + .milliseconds(1300))
        case .checking(let check):
            if let ticket = check.ticket { outcomes.append(.notDone(ticket: ticket)) }
            leave()
        case .idle, .removal: leave()
        case .leaving, .gone: break
        }
    }

    mutating func leave() {
        stage = .gone
        outcomes.append(.exit)
    }
}
