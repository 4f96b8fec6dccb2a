import Glibc
import Testing

@testable import SessionLog

@Suite("packcoach log, whatever the service does")
struct LogCommandTests {
    // MARK: JSON

    private static let sessionKeys: Set<String> = [
        "id", "modality", "started_at", "clock_synced", "duration_s", "end_reason", "window_met", "min_c", "max_c",
        "dose_cem43", "acknowledged_after_s", "site", "override_reason", "pain_before", "pain_after", "note",
    ]

    @Test("a session's JSON has the documented keys, each with its type or null")
    func sessionJSON() async throws {
        let place = try await Place.withSession("[about]\nname = \"Ann \\\"A\\\" Oké\"\nsite = \"left hip\"")
        let session = try #require(try await place.json("log", "list")[0])
        #expect(session.keys == Self.sessionKeys)
        #expect(session["id"] == .number(1))
        #expect(session["modality"] == .string("ice"))
        #expect(session["clock_synced"]?.bool != nil)
        #expect(session["duration_s"]?.number != nil)
        #expect(session["end_reason"] == .string("shutdown"))
        #expect(session["window_met"] == .bool(false))
        #expect(session["min_c"] == .number(0))
        #expect(session["max_c"] == .number(0))
        #expect(session["site"] == .string("left hip"))
        for key in ["dose_cem43", "acknowledged_after_s", "override_reason", "pain_before", "pain_after", "note"] {
            #expect(session[key] == .null, "\(key)")
        }
        let start = try #require(session["started_at"]?.string)
        #expect(start.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/) != nil, "\(start)")
    }

    @Test("a session by itself has its samples and events besides")
    func detailJSON() async throws {
        let place = try await Place.withSession()
        let session = try await place.json("log", "show", "1")
        #expect(session.keys == Self.sessionKeys.union(["samples", "events"]))
        let samples = try #require(session["samples"]?.elements)
        #expect(samples[0].keys == ["t_s", "probe", "c"])
        #expect(try #require(samples[0]["t_s"]?.number) < 2)
        #expect(samples[0]["probe"] == .string("pack"))
        #expect(samples[0]["c"] == .number(0))
        let events = try #require(session["events"]?.elements)
        #expect(events.map(\.keys) == Array(repeating: ["t_s", "kind", "detail"], count: 3))
        #expect(events.map { $0["kind"]?.string } == ["started", "ended", "alarm"])
        #expect(events[0]["t_s"] == .number(0))
        #expect(events[1]["t_s"] == session["duration_s"])
        #expect(try await place.json("log", "show", "last") == session)
        #expect(try await place.json("log", "show") == session)
    }

    @Test("a running session has no end and no length yet")
    func runningJSON() async throws {
        let place = try Place()
        let service = try await place.service()
        #expect(try await place.json("log") == .array([]))
        service.type("\n")
        try await service.tells("started: ice")
        try await place.waitForSession(1)
        let session = try #require(try await place.json("log")[0])
        #expect(session.keys == Self.sessionKeys)
        #expect(session["end_reason"] == .null)
        #expect(session["duration_s"] == .null)
        #expect(session["window_met"] == .bool(false))
    }

    @Test("an event's JSON has its keys")
    func eventJSON() async throws {
        let events = try await Place.withSession().json("log", "events").elements
        #expect(Set(events.map(\.keys)) == [["at", "clock_synced", "given_at", "session", "kind", "detail"]])
    }

    // MARK: For people

    @Test("times are of the zone of TZ, or UTC where that is asked for")
    func zones() async throws {
        let place = try await Place.withSession()
        let start = try #require(try await place.json("log")[0]?["started_at"]?.string)
        let wide = ["TZ": "IST-5:30", "COLUMNS": "120"]
        let utc = try await place.run("log", "list", "--utc", environment: wide).output
        let india = try await place.run("log", "list", environment: wide).output
        #expect(
            utc.contains("WHEN, UTC") && utc.contains("\(start.prefix(10)) \(start.dropFirst(11).prefix(5))"), "\(utc)")
        #expect(india.contains("WHEN, IST") && !india.contains("UTC"), "\(india)")
        #expect(utc != india)
        for command in [["log", "show"], ["log", "events"]] {
            let local = try await place.start(command, input: .empty, environment: ["TZ": "IST-5:30"]).ending().output
            #expect(local.contains("IST"), "\(local)")
            let universal = try await place.start(
                command + ["--utc"], input: .empty, environment: ["TZ": "IST-5:30"]
            ).ending().output
            #expect(universal.contains("UTC") && !universal.contains("IST"), "\(universal)")
        }
        let json = try await place.run("log", "--json", environment: ["TZ": "IST-5:30"]).output
        #expect(json.contains(start), "JSON is in UTC wherever it is read")
    }

    @Test("show draws the temperatures and lists what happened")
    func show() async throws {
        let place = try await Place.withSession()
        let output = try await place.run("log", "show", "last").output
        for words in ["Session 1: ice", "service stopped", "│", "started: ice", "alarm: take the pack off"] {
            #expect(output.contains(words), "\(output)")
        }
        #expect(!output.contains("\u{1b}"))
        #expect(output.split(separator: "\n").allSatisfy { $0.count <= 80 })
        let wide = try await place.run("log", "show", environment: ["COLUMNS": "140"]).output
        #expect(wide.split(separator: "\n").contains { $0.count > 100 })
        for command in [["log"], ["log", "show"], ["log", "events"]] {
            let plain = try await place.start(command, input: .empty, environment: ["LANG": "C"]).ending().output
            #expect(plain.utf8.allSatisfy { $0 < 0x80 }, "\(plain)")
        }
    }

    @Test("a session that is not there is not possible now: 69, and what to look at")
    func noSession() async throws {
        let place = try await Place.withSession()
        for number in ["99", "0", "9223372036854775807"] {
            let ending = try await place.run("log", "show", number)
            #expect(ending.status == 69)
            #expect(ending.errors.contains("There is no session \(number); see packcoach log"))
            #expect(ending.output.isEmpty)
        }
    }

    @Test(
        "without any log it says what to do: 69",
        arguments: [["log"], ["log", "show"], ["log", "events"], ["log", "--json"], ["log", "--simulated"]])
    func noLog(arguments: [String]) async throws {
        let place = try Place()
        let ending = try await place.start(arguments, input: .empty).ending()
        #expect(ending.status == 69)
        #expect(ending.errors.contains("No service has logged here yet"))
        #expect(ending.output.isEmpty)
        #expect(place.names(in: "").allSatisfy { !$0.hasSuffix(".db") })
    }

    @Test("a log without a session has none to show")
    func empty() async throws {
        let place = try Place()
        let service = try await place.service()
        try await place.waitForEvent("service")
        #expect(try await place.run("log").status == 0)
        let ending = try await place.run("log", "show", "last")
        #expect(ending.status == 69)
        #expect(ending.errors.contains("There is no session yet"))
        service.terminate()
        try await service.ending()
    }

    @Test("at most as many as are asked for, the newest")
    func limits() async throws {
        let place = try await Place.withSession()
        #expect(
            try await place.json("log", "events", "--limit", "2").elements.map { $0["kind"]?.string } == [
                "ended", "alarm",
            ])
        #expect(try await place.json("log", "list", "--limit", "1").elements.count == 1)
        let all = try await place.run("log", "list", "--limit", "\(Int.max)")
        #expect(all.status == 0 && all.output.contains("service stopped"))
    }

    @Test("only what is asked for, by when, kind and end, in the log's words or in people's")
    func selections() async throws {
        let place = try await Place.withSession()
        func count(_ arguments: String...) async throws -> Int {
            let ending = try await place.start(["log", "list", "--json"] + arguments, input: .empty).ending()
            return try JSON(parsing: ending.output).elements.count
        }
        #expect(try await count("--since", "1h", "--modality", "ice", "--reason", "shutdown") == 1)
        #expect(try await count("--reason", "service stopped", "--reason", "too-cold") == 1)
        #expect(try await count("--reason", "too-cold") == 0)
        #expect(try await count("--modality", "heat") == 0)
        #expect(try await place.run("log", "--modality", "heat").output == "No session matches.\n")
        let heard = try await place.run("log", "events", "--heard").output
        #expect(
            heard.contains("chirp") && heard.contains("beeping without a pause") && !heard.contains("service started"))
    }

    @Test(
        "colour only on a terminal, and none where NO_COLOR is set",
        arguments: [
            (["TERM": "xterm-256color"], true, true), (["TERM": "xterm-256color", "NO_COLOR": "1"], true, false),
            (["TERM": "dumb"], false, false),
        ] as [([String: String], Bool, Bool)])
    func colour(environment: [String: String], isPainted: Bool, isColoured: Bool) async throws {
        let place = try await Place.withSession()
        let terminal = try PseudoTerminal(columns: 100, rows: 30)
        let program = try place.start(["log", "show"], input: .terminal(terminal), environment: environment)
        #expect(try await program.ending().status == 0)
        let drawn = terminal.drawn()
        #expect(drawn.contains("Session 1: ice"))
        #expect(drawn.contains("\u{1b}[") == isPainted)
        #expect(drawn.contains("\u{1b}[0;36m") == isColoured)
    }

    @Test(
        "where nobody reads any more it ends without a word, however the pipe's signal is set",
        arguments: [("trap - PIPE;", 141), ("", 0)])
    func brokenPipe(signal: String, status: Int32) async throws {
        let place = try await Place.withSession()
        for command in [["log"], ["log", "--json"], ["log", "show"], ["log", "events"], ["log", "export"]] {
            // Writes until the reader is gone, and only then starts it.
            let script = """
                { trap '' PIPE; while printf x 2>/dev/null; do :; done; \(signal) "$@"; echo "status $?" >&2; } | true
                """
            let ending = try await place.start(command, input: .empty, through: ["bash", "-c", script, "bash"]).ending()
            #expect(ending.errors == "status \(status)\n", "\(command)")
        }
    }

    @Test("no limit is too high for a number", arguments: ["9223372036854775806", "9223372036854775807"])
    func highestLimit(limit: String) async throws {
        let place = try await Place.withSession()
        for command in [["log"], ["log", "--json"], ["log", "events"]] {
            let ending = try await place.start(command + ["--limit", limit], input: .empty).ending()
            #expect(ending.status == 0 && ending.errors.isEmpty, "\(ending.errors)")
            let unlimited = try await place.start(command, input: .empty).ending()
            #expect(ending.output == unlimited.output)
        }
    }

    @Test("what is no file is no log: 74 at once, whatever it would be to SQLite")
    func noFile() async throws {
        let files = try Place(nil)
        let (pipe, ring) = ("\(files.directory)/pipe", "\(files.directory)/ring")
        try #require(mkfifo(pipe, 0o600) == 0 && symlink(ring, ring) == 0)
        for (path, reason) in [
            (pipe, "it is no regular file"), ("/dev/null", "it is no regular file"), ("/tmp", "Is a directory"),
            (ring, "Too many levels of symbolic links"),
        ] {
            let place = try Place(database: path)
            for command in [["log"], ["log", "note", "1", "x"], ["report"], ["status"]] {
                let ending = try await place.start(command, input: .empty).ending()
                #expect(ending.status == 74, "\(command) \(path)")
                #expect(
                    ending.errors.contains("cannot open the log \(path): \(reason). It must be a file"),
                    "\(ending.errors)")
            }
        }
    }

    @Test("a log that another program holds is not possible now: 69, and what to do")
    func locked() async throws {
        let place = try await Place.withSession()
        let other = try Database(path: place.database, access: .write, busyTimeout: .seconds(5))
        try other.run("BEGIN EXCLUSIVE")
        for command in [["log"], ["log", "show"], ["log", "events"], ["log", "export"], ["log", "note", "1", "x"]] {
            let ending = try await place.start(command, input: .empty).ending()
            #expect(ending.status == 69, "\(command)")
            #expect(ending.errors.contains("Another program holds it"), "\(ending.errors)")
            #expect(ending.output.isEmpty)
        }
        try other.run("ROLLBACK")
        #expect(try await place.run("log").status == 0)
    }

    // MARK: Others

    enum State: CaseIterable {
        case running, stopped, killed, powerLost
    }

    @Test(
        "a member of the group reads it and marks in it, whatever the service does; a stranger ends with 77",
        .enabled(if: OtherUsers.canBeTried, Comment(rawValue: OtherUsers.reason)), arguments: State.allCases)
    func others(state: State) async throws {
        try #require(geteuid() == 0, "in continuous integration this test needs root")
        let place = try Place()
        try OtherUsers.makeStateDirectory(of: place)
        let service = try await place.service(through: OtherUsers.service)
        service.type("\n")
        try await service.tells("started: ice")
        let end = ContinuousClock.now + Program.patience
        while try await !place.run("log", through: OtherUsers.member).output.contains("ice") {
            try #require(ContinuousClock.now < end)
        }
        switch state {
        case .running: break
        case .stopped:
            service.terminate()
            try await service.ending()
        case .killed: try await service.kill()
        case .powerLost:
            try await service.kill()
            // What only ever was in memory.
            place.remove("var/packcoach.db-shm")
        }
        for command in [
            ["log", "--json"], ["log", "show", "1"], ["log", "events"], ["log", "export", "--format", "jsonl"],
            ["log", "note", "1", "read by others"], ["ran"], ["log"],
        ] {
            let member = try await place.start(command, input: .empty, through: OtherUsers.member).ending()
            #expect(member.status == 0, "\(command): \(member.errors)")
            let stranger = try await place.start(command, input: .empty, through: OtherUsers.stranger).ending()
            #expect(stranger.status == 77, "\(command): \(stranger.errors)")
            #expect(stranger.errors.contains("sudo usermod -aG packcoach"))
            #expect(stranger.output.isEmpty)
        }
    }
}
