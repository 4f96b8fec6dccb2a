import ArgumentParser
import CoachService
import SessionLog

/// `packcoach log events`: why did it beep?
struct LogEventsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events",
        abstract: "Why did it beep? What happened, in sessions and outside them; the newest last.",
        discussion: """
            packcoach log events --heard        only what could be heard
            packcoach log events --since 22:00  since last night
            """)

    @OptionGroup var source: LogSource
    @OptionGroup var shape: LogShape
    @OptionGroup var since: SinceOption
    @Flag(help: "Only what could be heard.") var heard = false
    @Option(help: "At most so many, the newest; else 100, with --since all.") var limit: Int?

    private static let usual = 100

    func validate() throws { try checkLimit(limit) }

    func run() throws {
        let beginning = try since.time(shape.time)
        var output = EventOutput(
            json: shape.json, list: EventList(time: shape.time, shape: .ofStandardOutput()),
            chirpsAreSilent: shape.json ? false : chirpsAreSilent)
        try source.read { reader in
            if let most = limit ?? (beginning == nil ? Self.usual : nil) {
                // The newest, and of these the newest last.
                var events: [EventRecord] = []
                try reader.eachEvent(since: beginning) { event in
                    if isWanted(event) { events.append(event) }
                    return events.count < most
                }
                try output.put(events.reversed(), isAll: true)
            } else {
                var page: [EventRecord] = []
                try reader.eachEvent(since: beginning, newestFirst: false) { event in
                    if isWanted(event) { page.append(event) }
                    if page.count == Self.page {
                        try output.put(page)
                        page = []
                    }
                    return true
                }
                try output.put(page, isAll: output.isEmpty)
            }
        }
        try output.end(isNarrowed: beginning != nil || heard)
    }

    /// Events that are shown at once.
    private static let page = 500

    private func isWanted(_ event: EventRecord) -> Bool {
        !heard || EventWords(event, time: shape.time).sound != nil
    }

    private var chirpsAreSilent: Bool {
        // Whoever opens the log tells the mistakes of a configuration.
        guard !source.simulated, let buzzer = try? Configuration.load(path: source.configuration.path).buzzer else {
            return false
        }
        return buzzer.chirps != .all
    }
}

/// Events on their way to standard output.
private struct EventOutput {
    let json: Bool
    var list: EventList
    let chirpsAreSilent: Bool
    private(set) var isEmpty = true
    private var array = JSONArrayOutput()

    init(json: Bool, list: EventList, chirpsAreSilent: Bool) {
        self.json = json
        self.list = list
        self.chirpsAreSilent = chirpsAreSilent
    }

    /// - Parameter isAll: no more will come, so that the columns need to be no wider than these are.
    mutating func put(_ events: [EventRecord], isAll: Bool = false) throws {
        guard !events.isEmpty else { return }
        isEmpty = false
        if json {
            for event in events { try array.put(EventJSON(event)) }
        } else {
            try StandardOutput.put(list.lines(events, isAll: isAll))
        }
    }

    /// - Parameter isNarrowed: not everything was asked for.
    func end(isNarrowed: Bool) throws {
        if json { return try array.end() }
        guard !isEmpty else {
            return StandardOutput.say(isNarrowed ? "Nothing of that kind has happened." : "Nothing has happened yet.")
        }
        try StandardOutput.put(list.remarks(chirpsAreSilent: chirpsAreSilent))
    }
}
