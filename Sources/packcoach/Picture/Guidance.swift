import CoachCore

/// What is going on and what to do now, in plain language.
enum Guidance {
    /// Stays in sight all the time.
    static let reminder = "Dry cloth between pack and skin"

    static let safetyNote = "Not medical advice; numb, burning or white skin: take the pack off at once."

    /// One or two sentences for the person at the board.
    static func headline(of picture: BoardPicture) -> String {
        if let headline = picture.headline { return headline }
        switch picture.state {
        case .ready: return "The service is up; all LEDs light for a second."
        case .idle: return "Ready. Lay the pack on the cloth, then press SPACE to start."
        case .checking: return "The coach reads the probe. One moment."
        case .applying: return "Pack on. Check your skin at each chirp. SPACE ends it early."
        case .windowOpen: return "Long enough. Take the pack off when you like and press SPACE."
        case .removePlanned: return "Full time. Take the pack off, then press SPACE."
        case .removeSafety: return "Take the pack off now, look at your skin, then press SPACE."
        case .fault: return "Something is wrong with the board: nothing starts until it is mended."
        case .off: return "No power. All is dark and silent."
        }
    }

    /// The state for people.
    static func name(of state: BoardPicture.State) -> String {
        switch state {
        case .ready: "ready"
        case .idle: "idle"
        case .checking: "checking"
        case .applying: "applying"
        case .windowOpen: "window open"
        case .removePlanned, .removeSafety: "TAKE IT OFF"
        case .fault: "fault"
        case .off: "off"
        }
    }

    static func name(of modality: Modality) -> String {
        switch modality {
        case .ice: "ICE"
        case .heat: "HEAT"
        }
    }

    /// A reading such as `14.2 °C`, or the code of its fault.
    static func words(for reading: Reading) -> String {
        switch reading {
        case .success(let temperature): words(for: temperature)
        case .failure(let fault): fault.rawValue
        }
    }

    /// To a tenth of a degree.
    static func words(for temperature: Temperature) -> String {
        let tenths = (temperature.celsius * 10).rounded()
        let sign = tenths < 0 ? "−" : ""
        return "\(sign)\(Int(abs(tenths)) / 10).\(Int(abs(tenths)) % 10) °C"
    }

    /// `9:05`, or `2:03:00` from an hour on. `up`: a part of a second counts as a whole one, as a countdown asks for.
    static func clock(_ duration: Duration, up: Bool = false) -> String {
        let nanoseconds = max(0, duration.nanoseconds)
        let seconds = (nanoseconds + (up ? 999_999_999 : 0)) / 1_000_000_000
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
        let tail = "\(seconds % 60 < 10 ? "0" : "")\(seconds % 60)"
        return hours > 0 ? "\(hours):\(minutes < 10 ? "0" : "")\(minutes):\(tail)" : "\(minutes):\(tail)"
    }

    /// Why a start waits, in a few words.
    static func words(for code: RefusalCode) -> String {
        switch code {
        case .rest: "rest"
        case .tooEarlyForHeat: "no heat before 48 h"
        case .heatAfterRun: "no heat after a run"
        case .tooManyToday: "enough today"
        case .dose: "heat dose of the day"
        case .buttonStuck: "button stuck"
        case .alreadyRunning: "a session runs"
        case .alarmUnacknowledged: "alarm unanswered"
        case .probeFault: "probe fault"
        case .packNotReady: "pack not ready"
        case .packTooCold: "pack too cold"
        case .packTooHot: "pack too hot"
        }
    }

    /// The stop limits that a session of this kind may meet, as the monitor has them.
    static func stopLimits(of modality: Modality?, hasSkinProbe: Bool) -> [Chart.Limit] {
        let table: [Cutoff]
        switch (modality, hasSkinProbe) {
        case (nil, _): return []
        case (.ice, true): table = SafetyLimits.iceOnSkin
        case (.ice, false): table = SafetyLimits.iceOnPack
        case (.heat, true): table = SafetyLimits.heatOnSkin
        case (.heat, false): table = SafetyLimits.heatOnPack
        }
        let sustained = table.filter { cutoff in
            if case .sustained = cutoff.hold { cutoff.action == .stop } else { false }
        }
        return sustained.suffix(1).map { cutoff in
            Chart.Limit(name: "stop \(SessionChart.degrees(cutoff.threshold))", at: cutoff.readingAtLimit)
        }
    }
}
