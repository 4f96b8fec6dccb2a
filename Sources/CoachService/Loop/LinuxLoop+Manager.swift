import CoachCore

/// What a turn tells those who watch over the service: systemd, and the run that comes after this one.
extension LinuxLoop {
    /// SR-20: keeps what the next run, or the alarm without a service, has to know; see ``Handover``.
    /// - Parameter isFirst: it was not written yet, or by the run before.
    func keepHandover(_ service: Service, isFirst: Bool = false) {
        // On the way out nothing that asked for an answer has got one.
        guard isFirst || !service.hasEnded else { return }
        let left = Handover(wiring: handover.wiring, session: service.handover, unlogged: service.unlogged)
        guard isFirst || left != handover else { return }
        handover = left
        do {
            try handoverFile?.write(handover)
        } catch {
            journal.tell(
                .warning, "were this service to fail in a session, no alarm would sound without it: \(error)")
        }
    }

    /// SR-22: feeds the watchdog where the turn was a full one, and says in a line what is going on.
    func tellManager(_ service: Service, at now: Instant) {
        var notices: [ServiceManager.Notice] = []
        if hasNews {
            hasNews = false
            let line = StatusLine.text(service.status(at: now), service.faultWords)
            if line != statusLine { notices.append(.status(line)) }
            statusLine = line
        }
        notices +=
            watchdog?.turned(
                isGuarding: handover.unanswered != nil, isFull: { service.hasFullTurn(at: now) }, at: now) ?? []
        guard !notices.isEmpty else { return }
        notifyManager(notices)
    }

    /// That systemd cannot be told is never a reason not to guard a session; if it is there and hears nothing, it knows
    /// what to do.
    func notifyManager(_ notices: [ServiceManager.Notice]) {
        do {
            try ServiceManager.notify(notices)
            isManagerDeaf = false
        } catch {
            if !isManagerDeaf { journal.tell(.warning, "systemd does not hear of this service: \(error)") }
            isManagerDeaf = true
        }
    }
}
