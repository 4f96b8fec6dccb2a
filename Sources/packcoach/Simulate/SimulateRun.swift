import CoachCore
import CoachService
import Glibc

/// Plays a trial in real time: as a picture in a terminal, else as lines.
struct SimulateRun {
    /// The log.
    let path: String
    /// Nil: as fits who is watching.
    let speed: Int?

    /// Frames of the picture: often enough for the quickest blinking, seldom enough to cost nothing.
    private static let frame = Duration.milliseconds(50)
    /// A machine that was suspended must not make up for a night at once.
    private static let longestFrame = Duration.seconds(1)
    private static let handsStep = Duration.seconds(1)

    func run() throws {
        let style = OutputTerminal.style
        let isInteractive = isatty(STDIN_FILENO) != 0
        var trial = try Trial(path: path, speed: speed ?? (isInteractive ? 1 : 60))
        // The service would go on without its log; whoever tries it out would find nothing later.
        guard access(path, W_OK) == 0 else {
            throw Failure(cannot: "write the log \(path)", advice: ". Set XDG_STATE_HOME to a directory of yours.")
        }
        if OutputTerminal.canDraw {
            try draw(&trial, style: style)
        } else {
            try tell(&trial, style: style, isInteractive)
        }
        StandardOutput.tell("The sessions are in \(path); packcoach log --simulated shows them.")
    }

    // MARK: Picture

    private func draw(_ trial: inout Trial, style: ScreenStyle) throws {
        do {
            var terminal = try Terminal()
            var pace = Pace()
            while !trial.hasQuit {
                let size = terminal.size
                try terminal.draw(Screen.render(trial.picture, width: size.width, height: size.height, style: style))
                let keys = try terminal.nextKeys(timeout: Self.frame).compactMap(SimulateKey.init)
                try trial.advance(by: pace.next(trial))
                for key in keys { try trial.press(key) }
            }
        } catch let error as TerminalError {
            throw Failure(.inputOutput, "\(error)")
        }
    }

    // MARK: Lines

    private func tell(_ trial: inout Trial, style: ScreenStyle, _ isInteractive: Bool) throws {
        var lines = PlainLines(style: style)
        var input = PlainInput()
        var pace = Pace()
        var hand = Demonstration()
        tell(lines.introduction(takesKeys: isInteractive))
        while !trial.hasQuit {
            tell(lines.lines(for: trial.picture))
            let arrival = input.next(timeout: Self.frame)
            var time = pace.next(trial)
            // Nobody is there to press: the session runs by itself and is acknowledged. However fast time runs, the hand
            // is asked every second, so that what it plays is the same at any speed.
            while arrival.hasEnded, time > Self.handsStep, !trial.hasQuit {
                try trial.advance(by: Self.handsStep)
                time -= Self.handsStep
                if let key = hand.next(trial) { try trial.press(key) }
                tell(lines.lines(for: trial.picture))
            }
            if trial.hasQuit { break }
            try trial.advance(by: time)
            for key in arrival.keys {
                if key == .help { tell(lines.help()) } else { try trial.press(key) }
            }
            for word in arrival.unknown { StandardOutput.say("\"\(word)\" is no key; help lists them") }
            if arrival.hasEnded, let key = hand.next(trial) { try trial.press(key) }
        }
        tell(lines.lines(for: trial.picture))
    }

    private func tell(_ lines: [String]) {
        for line in lines { StandardOutput.say(line) }
    }

    /// How much virtual time a frame stands for.
    private struct Pace {
        private var last = BootClock.now()

        mutating func next(_ trial: Trial) -> Duration {
            let now = BootClock.now()
            let real = min(now - last, SimulateRun.longestFrame)
            last = now
            return trial.isPaused || trial.showsHelp ? .zero : real * trial.speed
        }
    }
}

/// A hand for a trial that nobody watches: one session, its alarm acknowledged, then the end.
struct Demonstration {
    private var hasPressed = false
    private var alarmSince: Duration?

    mutating func next(_ trial: Trial) -> SimulateKey? {
        guard let status = trial.machine.status else { return .quit }
        switch status.state {
        case .applying, .windowOpen:
            hasPressed = true
            return nil
        case .removePlanned, .removeSafety:
            let since = alarmSince ?? trial.time
            alarmSince = since
            return trial.time - since >= .seconds(60) ? .button : nil
        case .idle, .fault:
            if status.isChecking { return nil }
            if hasPressed { return .quit }
            guard trial.time >= .seconds(2) else { return nil }
            hasPressed = true
            return .button
        }
    }
}
