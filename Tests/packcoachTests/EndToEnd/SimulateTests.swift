import Glibc
import TestSupport
import Testing

@Suite("packcoach simulate, as a process")
struct SimulateTests {
    private static let fast = ["simulate", "--speed", "3600"]

    // MARK: Lines

    @Test("with nobody to press it plays one session by itself, in lines, and ends")
    func byItself() async throws {
        for input in [Program.Input.empty, .closed] {
            let place = try Place(nil)
            let ending = try await place.start(Self.fast, input: input).ending()
            #expect(ending.status == 0)
            #expect(ending.errors.isEmpty)
            #expect(!ending.output.utf8.contains(0x1b))
            for words in [
                "started: ice", "19:00 left", "1:00 left", "window open: ", "ended: full time", "acknowledged",
            ] {
                #expect(ending.output.contains(words), "\(words)")
            }

            let sessions = try await place.json("log", "--simulated")
            #expect(sessions.elements.count == 1)
            #expect(sessions[0]?["end_reason"] == .string("ceiling"))
            #expect(sessions[0]?["duration_s"] == .number(1200))
            #expect(sessions[0]?["window_met"] == .bool(true))
            let acknowledged = try #require(sessions[0]?["acknowledged_after_s"]?.number)
            #expect(acknowledged >= 60 && acknowledged < 63, "the same at any speed")
            let samples = try #require(try await place.json("log", "show", "--simulated")["samples"]?.elements)
            // Those of the minute until the acknowledgement tell whether the pack was taken off.
            #expect((1260...1263).contains(samples.count))
        }
    }

    @Test("its log is apart from the service's, and grows from trial to trial")
    func ownLog() async throws {
        let place = try Place()
        for _ in 1...2 { #expect(try await place.start(Self.fast, input: .empty).ending().status == 0) }
        #expect(try await place.json("log", "--simulated").elements.map { $0["id"]?.number } == [2, 1])
        #expect(place.names(in: "state/packcoach") == ["simulated.db"])
        #expect(place.names().isEmpty)
        #expect(try await place.run("log").status == 69, "the service has logged nothing")
    }

    @Test("words on standard input are keys")
    func words() async throws {
        let place = try Place(nil)
        let trial = try place.start(["simulate", "--speed", "60"])
        trial.type("heat\n")
        try await trial.says("pack: heat pack")
        trial.type("nonsense\nhelp\n")
        try await trial.says("\"nonsense\" is no key; help lists them")
        try await trial.says("quit or q: quit")
        // No reading is believed that moves faster than packs do; an hour later this one is an old acquaintance.
        trial.type("skip\n")
        try await trial.press(untilSaid: "started: heat")
        try await trial.press(untilSaid: "ended: ")
        trial.type("quit\n")
        let ending = try await trial.ending()
        #expect(ending.status == 0)
        #expect(!ending.output.utf8.contains(0x1b))
        let session = try #require(try await place.json("log", "--simulated")[0])
        #expect(session["modality"] == .string("heat"))
        #expect(session["end_reason"] != .null)
    }

    @Test("it ends at once where its reader goes away")
    func brokenPipe() async throws {
        let place = try Place(nil)
        let command = ["bash", "-c", "\"$@\" | head -n 1; exit ${PIPESTATUS[1]}", "bash"]
        let ending = try await place.start(["simulate"], input: .empty, through: command).ending()
        #expect(ending.status == 0)
        #expect(ending.output.split(separator: "\n").count == 1)
    }

    @Test("where its log cannot be made it says why, and what to set")
    func noPlace() async throws {
        let place = try Place(nil)
        var ending = try await place.run("simulate", environment: ["XDG_STATE_HOME": "", "HOME": ""])
        #expect(ending.status == 74)
        #expect(ending.errors.contains("neither XDG_STATE_HOME nor HOME is set"))
        #expect(ending.errors.contains("set one of them to a directory of yours"))
        // The rule for that variable: one that is no full path is none.
        ending = try await place.run("simulate", environment: ["XDG_STATE_HOME": "state", "HOME": ""])
        #expect(ending.status == 74 && place.names(in: "state").isEmpty)
        ending = try await place.run("simulate", environment: ["XDG_STATE_HOME": "/dev/null"])
        #expect(ending.status == 74)
        #expect(ending.errors.contains("/dev/null/packcoach"), "\(ending.errors)")
    }

    // MARK: Picture

    private static let enter = "\u{1b}[?1049h"
    private static let leave = "\u{1b}[?1049l"
    private static let hideCursor = "\u{1b}[?25l"
    private static let showCursor = "\u{1b}[?25h"
    /// Select Graphic Rendition with any of a colour's parameters.
    private static var colour: Regex<Substring> {
        /\u{1b}\[(?:[0-9]+;)*(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[0-9]+)*m/
    }

    @Test("in a terminal of 80 by 24 it draws; space starts, q quits, and the terminal is as it was")
    func picture() async throws {
        let terminal = try PseudoTerminal(columns: 80, rows: 24)
        let place = try Place(nil)
        let before = terminal.mode
        let trial = try place.start(["simulate"], input: .terminal(terminal), environment: ["TERM": "xterm-256color"])
        try await trial.wait("a picture") { terminal.drawn().contains("SPACE") }
        #expect(terminal.drawn().contains(Self.enter) && terminal.drawn().contains(Self.hideCursor))
        #expect(terminal.mode != before, "keys come one by one")
        #expect(terminal.drawn().contains(Self.colour))
        terminal.type(" ")
        try await trial.wait("a session") { terminal.drawn().contains("applying") }
        terminal.type("q")
        #expect(try await trial.ending().status == 0)
        let drawn = terminal.drawn()
        try isLeft(drawn)
        #expect(terminal.mode == before)
        #expect(!rows(of: drawn).contains { $0 < 1 || $0 > 24 }, "within its rows")
        #expect(try await place.json("log", "--simulated")[0]?["end_reason"] == .string("shutdown"))
    }

    @Test("a signal ends it as q does", arguments: [SIGTERM, SIGINT, SIGHUP])
    func signalled(signal: Int32) async throws {
        let terminal = try PseudoTerminal(columns: 80, rows: 24)
        let place = try Place(nil)
        let before = terminal.mode
        let trial = try place.start(["simulate"], input: .terminal(terminal), environment: ["TERM": "xterm"])
        try await trial.wait("a picture") { terminal.drawn().contains("SPACE") }
        kill(trial.process, signal)
        #expect(try await trial.ending().status == 0)
        try isLeft(terminal.drawn())
        #expect(terminal.mode == before)
    }

    @Test("^C typed ends it, too")
    func controlC() async throws {
        let terminal = try PseudoTerminal(columns: 80, rows: 24)
        let place = try Place(nil)
        let trial = try place.start(["simulate"], input: .terminal(terminal), environment: ["TERM": "xterm"])
        try await trial.wait("a picture") { terminal.drawn().contains("SPACE") }
        terminal.type("\u{3}")
        #expect(try await trial.ending().status == 0)
        try isLeft(terminal.drawn())
    }

    @Test("NO_COLOR takes the colours out of the picture and nothing else")
    func noColour() async throws {
        let terminal = try PseudoTerminal(columns: 80, rows: 24)
        let place = try Place(nil)
        let trial = try place.start(
            ["simulate"], input: .terminal(terminal), environment: ["TERM": "xterm-256color", "NO_COLOR": "1"])
        try await trial.wait("a picture") { terminal.drawn().contains("SPACE") }
        terminal.type("q")
        #expect(try await trial.ending().status == 0)
        let drawn = terminal.drawn()
        #expect(drawn.contains(Self.enter))
        #expect(!drawn.contains(Self.colour))
    }

    @Test("on a terminal that cannot move its cursor it tells lines, and takes words")
    func dumb() async throws {
        let terminal = try PseudoTerminal(columns: 80, rows: 24)
        let place = try Place(nil)
        let trial = try place.start(["simulate"], input: .terminal(terminal), environment: ["TERM": "dumb"])
        try await trial.wait("an introduction") { terminal.drawn().contains("idle. Ready.") }
        terminal.type("\n")
        try await trial.wait("a session") { terminal.drawn().contains("started: ice") }
        terminal.type("quit\n")
        #expect(try await trial.ending().status == 0)
        #expect(!terminal.drawn().utf8.contains(0x1b))
    }

    @Test(
        "in a terminal too small for the picture it goes on all the same",
        arguments: [(20, 5), (1, 1), (300, 100), (.max, .max)])
    func sizes(columns: UInt16, rows: UInt16) async throws {
        let terminal = try PseudoTerminal(columns: columns, rows: rows)
        let place = try Place(nil)
        let trial = try place.start(["simulate"], input: .terminal(terminal), environment: ["TERM": "xterm"])
        try await trial.wait("a picture") { terminal.drawn().contains(Self.hideCursor) }
        terminal.type(" q")
        // A terminal holds less than a large picture: who draws it waits until it is read.
        try await trial.wait("its end") { terminal.drawn().contains(Self.leave) }
        #expect(try await trial.ending().status == 0)
        try isLeft(terminal.drawn())
    }

    /// The cursor is shown and the other screen is left, last of all.
    private func isLeft(_ drawn: String) throws {
        let end = try #require(drawn.ranges(of: Self.leave).last)
        let hidden = try #require(drawn.ranges(of: Self.hideCursor).last)
        let shown = try #require(drawn.ranges(of: Self.showCursor).last)
        #expect(hidden.upperBound <= shown.lowerBound)
        #expect(!drawn[end.upperBound...].contains("\u{1b}"))
    }

    /// Where the cursor was sent.
    private func rows(of drawn: String) -> [Int] {
        drawn.matches(of: /\u{1b}\[([0-9]+);[0-9]+H/).compactMap { Int($0.1) }.filter { $0 != 999 }
    }
}

extension Program {
    /// The same as ``press(until:)`` for what standard output tells.
    fileprivate func press(untilSaid words: String) async throws {
        let end = ContinuousClock.now + Self.patience
        while ContinuousClock.now < end {
            type("\n")
            for _ in 1...10 {
                if output.contains(words) { return }
                try await Task.sleep(for: .milliseconds(25))
            }
        }
        throw Trouble(words: "no press led to \"\(words)\", but: \(output)")
    }
}
