import ArgumentParser
import SessionLog

/// `packcoach log show`: one session.
struct LogShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "One session: its facts, its temperatures as a chart, its events.",
        discussion: """
            packcoach log show             the last one
            packcoach log show 12
            packcoach log show 12 --json   with all samples
            """)

    @OptionGroup var source: LogSource
    @OptionGroup var shape: LogShape
    @Argument(help: ArgumentHelp("The session's number, or last.", valueName: "session"))
    var session = SessionName(argument: "last")!

    func run() throws {
        let found = try source.read { reader in
            try (session.number.map(reader.session) ?? reader.lastSession()).map { record in
                (record, try reader.samples(of: record.id), try reader.events(of: record.id))
            }
        }
        guard let (record, samples, events) = found else { throw session.isMissing }
        if shape.json {
            try StandardOutput.put([LogJSON.text(SessionDetailJSON(record, samples: samples, events: events))])
        } else {
            let page = SessionPage(
                session: record, samples: samples, events: events, time: shape.time, shape: .ofStandardOutput())
            try StandardOutput.put(page.lines())
        }
    }
}
