import Glibc
import Testing

@Suite("packcoach watch, as a process")
struct WatchTests {
    private static let enter = "\u{1b}[?1049h"
    private static let leave = "\u{1b}[?1049l"
    private static let hideCursor = "\u{1b}[?25l"
    private static let showCursor = "\u{1b}[?25h"

    /// A terminal, and watch in it with its first picture drawn.
    private func watch(
        _ place: Place, columns: UInt16 = 80, rows: UInt16 = 24, until words: String = "Nothing runs."
    ) async throws -> (terminal: PseudoTerminal, program: Program) {
        let terminal = try PseudoTerminal(columns: columns, rows: rows)
        let program = try place.start(
            ["watch"], input: .terminal(terminal), environment: ["TERM": "xterm-256color"])
        try await program.wait("\"\(words)\" drawn") { terminal.drawn().contains(words) }
        return (terminal, program)
    }

    /// The cursor is shown and the other screen is left, and only a line of words comes after that.
    private func isLeft(_ terminal: PseudoTerminal, mode: [UInt32]) throws {
        let drawn = terminal.drawn()
        let end = try #require(drawn.ranges(of: Self.leave).last)
        let hidden = try #require(drawn.ranges(of: Self.hideCursor).last)
        let shown = try #require(drawn.ranges(of: Self.showCursor).last)
        #expect(hidden.upperBound <= shown.lowerBound)
        #expect(!drawn[end.upperBound...].contains("\u{1b}"))
        #expect(terminal.mode == mode)
    }

    // MARK: Picture

    @Test("it follows a session; s asks and stops, and q leaves the terminal as it was")
    func session() async throws {
        let place = try Place()
        let service = try await place.service()
        let mode = try PseudoTerminal(columns: 80, rows: 24).mode
        let (terminal, program) = try await watch(place)
        #expect(terminal.drawn().contains(Self.enter))
        #expect(terminal.drawn().contains("Dry cloth between pack and skin"))
        #expect(try await place.run("start").status == 0)
        try await program.wait("the countdown") { terminal.drawn().contains("window opens in") }
        func questions() -> Int { terminal.drawn().ranges(of: "Stop session 1 now?").count }
        terminal.type("s")
        try await program.wait("a question") { questions() == 1 }
        terminal.type("n")
        try await program.wait("the countdown again") { terminal.drawn().ranges(of: "Pack on.").count == 2 }
        #expect(try await place.json("status")["state"] == .string("applying"), "n is no y")
        terminal.type("s")
        try await program.wait("a question") { questions() == 2 }
        terminal.type("y")
        try await program.wait("the end") { terminal.drawn().contains("Session 1 ended: stopped early.") }
        #expect(try await place.json("status")["state"] == .string("idle"))
        terminal.type("a")
        try await program.wait("an answer") { terminal.drawn().contains("No alarm stands") }
        terminal.type("q")
        #expect(try await program.ending().status == 0)
        try isLeft(terminal, mode: mode)
        service.terminate()
        #expect(try await service.ending().status == 0)
    }

    @Test("an alarm is drawn and acknowledged; it goes on for whoever quits before")
    func alarm() async throws {
        let place = try await Place.withSession()
        let second = try await place.service()
        let (terminal, program) = try await watch(place, until: "TAKE IT OFF")
        #expect(terminal.drawn().contains("BEEPS without a pause"))
        terminal.type("q")
        #expect(try await program.ending().status == 0)
        #expect(terminal.drawn().contains("The alarm of session 1 stands"))

        let (again, other) = try await watch(place, until: "TAKE IT OFF")
        again.type("a")
        try await other.wait("a question") { again.drawn().contains("Is the pack off?") }
        again.type("y")
        try await second.tells("acknowledged: safety")
        again.type("q")
        #expect(try await other.ending().status == 0)
    }

    @Test("the service goes and comes back: it says so, and watches on")
    func restart() async throws {
        let place = try Place()
        let first = try await place.service()
        let (terminal, program) = try await watch(place)
        try await first.kill()
        try await program.wait("the loss") { terminal.drawn().contains("The service does not answer") }
        let second = try await place.service()
        try await program.wait("its return") { terminal.drawn().contains("the service answers again") }
        terminal.type("q")
        #expect(try await program.ending().status == 0)
        second.terminate()
        #expect(try await second.ending().status == 0)
    }

    @Test("a signal leaves the terminal as it was, with and without a service", arguments: [SIGTERM, SIGINT, SIGHUP])
    func signalled(signal: Int32) async throws {
        let place = try Place()
        let service = try await place.service()
        for isGone in [false, true] {
            let mode = try PseudoTerminal(columns: 80, rows: 24).mode
            let (terminal, program) = try await watch(place)
            if isGone {
                try await service.kill()
                try await program.wait("the loss") { terminal.drawn().contains("The service does not answer") }
            }
            kill(program.process, signal)
            #expect(try await program.ending().status == 0)
            try isLeft(terminal, mode: mode)
        }
    }

    @Test("it follows the terminal's size")
    func resize() async throws {
        let place = try Place()
        let service = try await place.service()
        let (terminal, program) = try await watch(place)
        #expect(!terminal.drawn().contains("these keys"))
        try terminal.resize(columns: 140, rows: 40)
        kill(program.process, SIGWINCH)
        try await program.wait("the keys at the side") { terminal.drawn().contains("these keys") }
        terminal.type("q")
        #expect(try await program.ending().status == 0)
        service.terminate()
        #expect(try await service.ending().status == 0)
    }

    // MARK: Lines

    @Test("in a pipe it tells lines: the cloth, the state, what may start, each event, and the service's end")
    func lines() async throws {
        let place = try Place()
        let service = try await place.service()
        let program = try place.start(["watch"], input: .empty)
        try await program.says("ice may start now; heat may start now")
        #expect(program.output.hasPrefix("Dry cloth between pack and skin. "))
        service.type("\n")
        try await program.says("started: ice")
        try await program.says("ICE · applying. Pack on.")
        try await program.says("20:00 left")
        try await service.kill()
        try await program.says("watch: the service does not answer any more")
        let second = try await place.service()
        try await program.says("watch: the service answers again")
        #expect(!program.output.utf8.contains(0x1b))
        program.terminate()
        second.terminate()
        #expect(try await second.ending().status == 0)
    }

    @Test("in a pipe it ends where its reader goes away")
    func brokenPipe() async throws {
        let place = try Place()
        let service = try await place.service()
        let command = ["bash", "-c", "\"$@\" | head -n 1; exit ${PIPESTATUS[1]}", "bash"]
        let ending = try await place.start(["watch"], input: .empty, through: command).ending()
        #expect(ending.status == 0)
        #expect(ending.output.hasPrefix("Dry cloth"))
        service.terminate()
        #expect(try await service.ending().status == 0)
    }

    @Test("without a service it says so at once, and draws nothing")
    func noService() async throws {
        let place = try Place()
        let terminal = try PseudoTerminal(columns: 80, rows: 24)
        let program = try place.start(["watch"], input: .terminal(terminal), environment: ["TERM": "xterm"])
        let ending = try await program.ending()
        #expect(ending.status == 69)
        #expect(ending.errors.contains("The service is not running"))
        #expect(terminal.drawn().isEmpty)
    }
}
