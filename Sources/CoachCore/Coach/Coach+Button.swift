/// The button, as debounced.
struct ButtonState: Hashable, Sendable {
    /// Closed since then; nil: open.
    var closedSince: Instant?
    /// Closed when the service started or for too long: nothing starts until it was released.
    var isStuck = false

    /// When it will have been closed for too long.
    var stuckAt: Instant? { isStuck ? nil : closedSince.map { $0 + CoachRules.stuckAfter } }
}

extension Coach {
    /// SR-29: a press acts once, on closing; holding does nothing more. What it does is dated by its first edge, `at`.
    mutating func press(at: Instant, _ now: Instant) {
        button.closedSince = at
        switch phase {
        case .idle:
            if outputTest != nil { return countPress() }
            guard at >= deafUntil else { return }
            let attempt = StartCheck(since: at, request: nil, overrideReason: nil, ticket: nil)
            if button.isStuck { return refuse(.stuckButton(nil), attempt, at: now) }
            if resume(as: nil, asked: at, at: now) != nil { return }
            hideFault()
            check(attempt, at: now)
        case .running(let session):
            guard at >= session.start.at + CoachRules.deafAfterStart, at >= deafUntil else { return }
            endByPerson(session, at: at)
        case .removal(_, let since):
            // A press from before the alarm was meant for something else.
            guard at >= deafUntil, at >= since else { return }
            acknowledge(at: at)
        case .checking, .leaving, .gone: return
        }
    }

    mutating func release(at now: Instant) {
        button.closedSince = nil
        guard button.isStuck else { return }
        button.isStuck = false
        log(.notice, Notice.buttonReleased.rawValue, session: runningID, at: now)
    }

    mutating func buttonIsStuck(at now: Instant) {
        button.isStuck = true
        log(.notice, Notice.buttonStuck.rawValue, session: runningID, at: now)
    }

    /// What the button does, over SSH; each only where it makes sense.
    mutating func take(_ command: Command, ticket: Int, at now: Instant) {
        switch command {
        case .start(let request, let reason): start(request, reason, ticket: ticket, at: now)
        case .stop:
            guard case .running(let session) = phase else {
                return answer(ticket, .impossible("no session is running, so there is nothing to stop"))
            }
            let reason = endByPerson(session, at: now)
            answer(ticket, .ended(session: session.start.id, reason))
        case .acknowledge:
            if case .removal = phase {
                acknowledge(at: now)
                answer(ticket, .done(session: aftermath?.session.start.id))
            } else if case .idle = phase, !faults.isEmpty {
                hideFault()
                answer(ticket, .done(session: nil))
            } else {
                answer(ticket, .impossible("no alarm stands, so there is nothing to acknowledge"))
            }
        case .test(let frame, let buzzer): test(frame, buzzer: buzzer, ticket: ticket, at: now)
        }
    }

    private mutating func start(_ request: Modality?, _ reason: String?, ticket: Int, at now: Instant) {
        let check = StartCheck(since: now, request: request, overrideReason: reason, ticket: ticket)
        // Nothing starts or goes on that a press could not end.
        if let obstacle = obstacle(to: request) { return refuse(obstacle, check, at: now) }
        guard case .idle = phase else { return answer(ticket, .impossible("the service is stopping")) }
        if let id = resume(as: request, asked: now, at: now) { return answer(ticket, .done(session: id)) }
        hideFault()
        self.check(check, at: now)
    }

    /// What refuses any start before a probe is read; nil: nothing.
    func obstacle(to request: Modality?) -> Refusal? {
        if button.isStuck { return .stuckButton(request) }
        switch phase {
        case .idle, .leaving, .gone: return nil
        case .running(let session):
            return Refusal(
                .alreadyRunning, request, "a session of \(session.start.modality.rawValue) is running")
        case .checking: return Refusal(.alreadyRunning, request, "a start is under way")
        case .removal: return .unansweredAlarm(request)
        }
    }

    mutating func answer(_ ticket: Int?, _ answer: Answer) {
        if let ticket { emit(.answer(ticket: ticket, answer)) }
    }

    /// The session that runs.
    var runningID: Int64? {
        if case .running(let session) = phase { session.start.id } else { nil }
    }
}
