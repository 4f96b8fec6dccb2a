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
        let time = shape.time
        let beginning = try since.time(time)
        let most = limit ?? (beginning == nil ? Self.usual : .max)
        var events: [EventRecord] = []
        try source.read { reader in
            try reader.eachEvent(since: beginning) { event in
                if !heard || EventWords(event, time: time).sound != nil { events.append(event) }
                return events.count < most
            }
        }
        events.reverse()
        if shape.json { return try StandardOutput.put([LogJSON.text(events.map(EventJSON.init))]) }
        guard !events.isEmpty else {
            return StandardOutput.say(
                beginning == nil && !heard ? "Nothing has happened yet." : "Nothing of that kind has happened.")
        }
        let list = EventList(time: time, shape: .ofStandardOutput())
        try StandardOutput.put(list.lines(events, chirpsAreSilent: chirpsAreSilent))
    }

    private var chirpsAreSilent: Bool {
        guard !source.simulated, let buzzer = try? source.configuration.load(orDefault: true).buzzer else {
            return false
        }
        return buzzer.chirps != .all
    }
}
