import ArgumentParser

/// `packcoach log`: what was logged.
struct LogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "The sessions and what else happened.",
        discussion: """
            packcoach log                      the newest sessions
            packcoach log --since 7d           those of the last week
            packcoach log --modality ice --reason too-cold
            packcoach log show last            one of them: facts, chart, events
            packcoach log events --heard       why did it beep?
            packcoach log note last "better after the walk" --pain-before 6 --pain-after 3
            packcoach log export > sessions.csv
            """,
        subcommands: [
            LogListCommand.self, LogShowCommand.self, LogEventsCommand.self, LogExportCommand.self,
            LogNoteCommand.self,
        ],
        defaultSubcommand: LogListCommand.self)
}
