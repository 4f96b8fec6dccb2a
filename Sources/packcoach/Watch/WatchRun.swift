import CoachCore
import CoachService
import Glibc
import SessionLog

/// Watches the service: as a picture in a terminal, else as lines.
struct WatchRun {
    /// Of the control socket.
    let path: String
    let time: LocalTime

    /// Nothing that is shown changes more often by itself.
    private static let frame = Duration.seconds(1)

    func run() throws {
        do {
            var link = try WatchLink(path: path)
            var model = WatchModel(time: time)
            if OutputTerminal.canDraw { try draw(&model, &link) } else { try tell(&model, &link) }
        } catch let failure as ControlFailure {
            throw Failure(failure)
        } catch let error as TerminalError {
            throw Failure(.inputOutput, "\(error)")
        }
    }

    /// - Throws: ``ControlFailure``
    private func take(from link: inout WatchLink, _ model: inout WatchModel, recalls: Bool) throws {
        let now = BootClock.now()
        let knewNothing = model.status == nil || model.isLost
        guard let news = try link.take(at: now) else {
            if model.status != nil { model.lose(at: now) }
            return
        }
        for item in news { model.take(item, at: now) }
        guard recalls, knewNothing, let status = model.status, !news.isEmpty, model.log.isEmpty else { return }
        if let memory = WatchMemory.recalled(for: status) {
            model.recall(memory, at: now)
        } else {
            model.missMemory(at: now)
        }
    }

    // MARK: Picture

    private func draw(_ model: inout WatchModel, _ link: inout WatchLink) throws {
        try drawUntilQuit(&model, &link)
        // The terminal is as it was.
        if let words = model.farewell { StandardOutput.say(words) }
    }

    private func drawUntilQuit(_ model: inout WatchModel, _ link: inout WatchLink) throws {
        var terminal = try Terminal()
        let style = OutputTerminal.style
        let began = BootClock.now()
        while true {
            try take(from: &link, &model, recalls: true)
            // The first news comes at once; without it nothing would be seen but that there is none.
            if model.status != nil || BootClock.now() - began >= Self.frame {
                let size = terminal.size
                let picture = model.picture(at: BootClock.now())
                try terminal.draw(Screen.render(picture, width: size.width, height: size.height, style: style))
            }
            for key in try terminal.nextKeys(timeout: Self.frame, or: link.descriptor) {
                if try press(key, &model) { return }
            }
        }
    }

    /// - Returns: whether that was the end.
    private func press(_ key: TerminalKey, _ model: inout WatchModel) throws -> Bool {
        let now = BootClock.now()
        if key == .end { return true }
        if let question = model.takeQuestion(at: now) {
            if key == .character("y") || key == .character("Y") { carryOut(question, &model) }
            return false
        }
        let hadKeys = model.showsKeys
        model.showsKeys = false
        switch key {
        case .character("q"), .character("Q"): return true
        case .character("s"), .character("S"):
            model.ask(model.stoppable, otherwise: "Nothing runs, so there is nothing to stop.", at: now)
        case .character("a"), .character("A"):
            if model.status?.state == CoachStatus.State.fault.rawValue, !model.isLost {
                acknowledge(&model)
            } else {
                model.ask(model.alarm, otherwise: "No alarm stands, so there is nothing to acknowledge.", at: now)
            }
        case .character("?"): model.showsKeys = !hadKeys
        case .character, .up, .down, .left, .right, .end: break
        }
        return false
    }

    private func carryOut(_ question: WatchModel.Question, _ model: inout WatchModel) {
        switch question {
        case .stop: stop(&model)
        case .acknowledge: acknowledge(&model)
        }
    }

    private func stop(_ model: inout WatchModel) {
        withService(&model) { client throws(ControlFailure) in
            let (session, reason) = try client.stop()
            return StopText.line(session: session, reason: reason)
        }
    }

    private func acknowledge(_ model: inout WatchModel) {
        withService(&model) { client throws(ControlFailure) in
            try client.acknowledge() == nil
                ? "The fault no longer blinks. It is still there."
                : "Acknowledged. Keep the pack off; look at your skin."
        }
    }

    private func withService(
        _ model: inout WatchModel, _ body: (ControlClient) throws(ControlFailure) -> String
    ) {
        do throws(ControlFailure) {
            let words = try body(ControlClient(path: path))
            model.tell(words, at: BootClock.now())
        } catch {
            model.tell("\(error)", at: BootClock.now())
        }
    }

    // MARK: Lines

    private func tell(_ model: inout WatchModel, _ link: inout WatchLink) throws {
        model.hasLongTimes = true
        var lines = PlainLines(style: OutputTerminal.style)
        for line in lines.introduction(takesKeys: false) { StandardOutput.say(line) }
        while true {
            try take(from: &link, &model, recalls: false)
            if model.status != nil {
                for line in lines.lines(for: model.picture(at: BootClock.now())) { StandardOutput.say(line) }
            }
            try StandardStreams.flush()
            guard waits(for: link.descriptor) else { return }
        }
    }

    /// - Returns: false where nobody reads any more.
    private func waits(for descriptor: Int32?) -> Bool {
        var descriptors = [
            pollfd(fd: STDOUT_FILENO, events: 0, revents: 0),
            pollfd(fd: descriptor ?? -1, events: Int16(POLLIN), revents: 0),
        ]
        poll(&descriptors, 2, Int32(Self.frame.milliseconds))
        return descriptors[0].revents & Int16(POLLERR) == 0
    }
}

extension WatchModel {
    /// What goes on although nobody watches any more.
    fileprivate var farewell: String? {
        if stoppable != nil, let session = status?.session {
            return "Session \(session) goes on; packcoach watch shows it again, packcoach stop ends it."
        }
        if alarm != nil, let session = status?.session {
            return "The alarm of session \(session) stands: take the pack off, then packcoach ack."
        }
        return nil
    }
}
