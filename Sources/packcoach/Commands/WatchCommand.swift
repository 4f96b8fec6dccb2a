import ArgumentParser
import SessionLog

/// `packcoach watch`: what is going on, live.
struct WatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "What is going on, live: countdown, chart, LEDs and buzzer, alarms.",
        discussion: """
            packcoach watch          in a terminal; ? shows the keys
            packcoach watch | cat    as lines, one for everything that happens

            Quitting ends no session. When the service restarts it is waited for.
            """)

    @OptionGroup var socket: SocketOption
    @Flag(help: "Times in UTC.") var utc = false

    func run() throws { try WatchRun(path: socket.path, time: LocalTime(utc: utc)).run() }
}
