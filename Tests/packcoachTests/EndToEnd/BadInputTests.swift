import Glibc
import Testing

@Suite("What is wrong is named, with what to do, and the exit status says of what kind it is")
struct BadInputTests {
    // MARK: Command line

    @Test(
        "words that no command knows end with 64 and the usage",
        arguments: [
            ["frobnicate"], ["run", "--bord", "simulated"], ["run", "--board", "cardboard"], ["run", "now"],
            ["run", "--pack", "ice"],
            ["run", "--board", "simulated", "--pack", "lava"],
            ["log", "show", "yesterday"], ["log", "show", "-1"], ["log", "list", "--limit", "0"],
            ["log", "events", "--limit", "-3"], ["log", "--since", "yesterday"], ["log", "--reason", "bored"],
            ["log", "--modality", "mud"], ["log", "note"], ["log", "note", "1"], ["log", "note", "one", "x"],
            ["log", "note", "1", "--pain-before", "11"], ["log", "note", "1", "--pain-after=-1"],
            ["log", "note", "1", "a\nb"], ["log", "export", "all"], ["log", "export", "all", "--format", "csv"],
            ["log", "export", "--format", "xml"], ["log", "export", "--force"], ["simulate", "--speed", "0"],
            ["simulate", "--speed", "3601"],
            ["simulate", "--speed", "fast"], ["simulate", "--scenario"], ["ran", "--at", "yesterday"],
            ["ran", "--at", "25:00"], ["onset", "--at", "2026-02-30 12:00"], ["onset", "clear", "--at", "07:30"],
            ["ran", "--at", "0026-05-04 18:00"], ["log", "export", "--json", "--format", "csv"],
            ["config", "check", "--config", ""], ["start", "--socket", ""], ["ran", "--at", "2026-05-00 18:00"],
            ["manual", ""],
        ])
    func usage(arguments: [String]) async throws {
        let place = try Place()
        let ending = try await place.start(arguments, input: .empty).ending()
        #expect(ending.status == 64)
        #expect(ending.output.isEmpty)
        #expect(ending.errors.contains("Usage: packcoach"), "\(ending.errors)")
        #expect(place.names().isEmpty)
    }

    @Test("help is no mistake", arguments: [["--help"], ["run", "--help"], ["help", "log"], []])
    func help(arguments: [String]) async throws {
        let place = try Place()
        let ending = try await place.start(arguments, input: .empty).ending()
        #expect(ending.status == 0)
        #expect(ending.output.contains("USAGE: packcoach"))
    }

    @Test("nor is a width in which no help fits", arguments: [0, 1, 10, 26, 27, 40, 100_000])
    func narrowHelp(columns: UInt32) async throws {
        let place = try Place()
        for command in [["--help"], ["log", "export", "--help"], ["help", "help"]] {
            let ending = try await place.start(command, input: .empty, environment: ["COLUMNS": "\(columns)"]).ending()
            #expect(ending.status == 0 && ending.output.contains("OVERVIEW"), "\(ending.errors)")
            guard let columns = UInt16(exactly: columns) else { continue }
            let terminal = try PseudoTerminal(columns: columns, rows: 10)
            let program = try place.start(command, input: .terminal(terminal))
            #expect(try await program.ending().status == 0)
        }
    }

    // MARK: Configuration

    @Test(
        "a wrong configuration stops the service with file, line and what to write",
        arguments: [
            ("[ice\nrest = \"3h\"", 2, "no valid TOML"),
            ("colour = \"blue\"", 2, "colour: no such key"),
            ("[ice]\nrest = 3", 3, "ice.rest"),
            ("[ice]\nrest = \"3 hours\"", 3, "write \"3h\""),
            ("[ice]\nceiling = \"20C\"", 3, "ice.ceiling"),
            ("[leds]\nlines = [5, 17]", 3, "line 17 is used twice"),
            ("[ice]\nceiling = \"21m\"", 3, "ice.ceiling: 21m"),
            ("[ice]\nrest = \"119m\"", 3, "ice.rest: 119m"),
            ("[heat]\nminimum = \"14m\"", 3, "heat.minimum: 14m"),
            ("[safety]\npack-stop = -20", 2, "safety: no such key"),
            ("[[probe]]\nrole = \"pack\"\n[[probe]]\nrole = \"pack\"", 5, "probe"),
            ("[button]\nline = 17\nline = 22", 4, "button.line: stands in line 3 already; write it once"),
        ])
    func configuration(toml: String, line: Int, words: String) async throws {
        let place = try Place(toml)
        for command in [
            ["run", "--board", "simulated"], ["run"], ["config", "check"], ["log"], ["log", "events"], ["ran"],
        ] {
            let ending = try await place.start(command, input: .empty).ending()
            #expect(ending.status == 78, "\(command)")
            #expect(ending.output.isEmpty)
            #expect(ending.errors.contains("\(place.configuration):\(line):"), "\(ending.errors)")
            let lines = ending.errors.split(separator: "\n")
            #expect(Set(lines).count == lines.count, "\(command): \(ending.errors)")
            #expect(ending.errors.contains(words), "\(ending.errors)")
        }
        #expect(place.names().isEmpty, "nothing was begun")
    }

    @Test("all mistakes of a configuration are named at once")
    func allMistakes() async throws {
        let place = try Place("board = 7\n[button]\ndebounce = \"1s\"\n[ice]\nrest = \"25h\"")
        let errors = try await place.run("run", "--board", "simulated").errors
        #expect(errors.split(separator: "\n").count == 3, "\(errors)")
    }

    @Test(
        "a configuration that cannot be read is named, with the reason",
        arguments: [
            ("nowhere.toml", "No such file or directory"), (".", "Is a directory"),
            ("config.toml/inside", "Not a directory"), ("binary.toml", "no UTF-8"), ("huge.toml", "is longer than"),
        ])
    func unreadable(file: String, words: String) async throws {
        let place = try Place()
        try place.write("binary.toml", [0xff, 0xfe, 0x00, 0x80])
        try place.write("huge.toml", String(repeating: "# nothing\n", count: 40_000))
        let path = "\(place.directory)/\(file)"
        for arguments in [["run", "--board", "simulated", "--config", path], ["config", "check", "--config", path]] {
            let ending = try await place.start(arguments, input: .empty).ending()
            #expect(ending.status == 78)
            #expect(ending.errors.contains(path) && ending.errors.contains(words), "\(ending.errors)")
        }
    }

    @Test(
        "so is one without the right to read it, with the command that mends it",
        .enabled(if: OtherUsers.canBeTried, Comment(rawValue: OtherUsers.reason)))
    func forbidden() async throws {
        try #require(geteuid() == 0, "in continuous integration this test needs root")
        let place = try Place()
        chmod(place.configuration, 0o600)
        let ending = try await place.run("run", "--board", "simulated", through: OtherUsers.stranger)
        #expect(ending.status == 78)
        #expect(ending.errors.contains("sudo chmod a+r \(place.configuration)"), "\(ending.errors)")
        chmod(place.directory, 0o700)
        let hidden = try await place.run("config", "check", through: OtherUsers.stranger)
        #expect(hidden.status == 78)
        #expect(hidden.errors.contains("namei -l \(place.configuration) shows which"), "\(hidden.errors)")
    }

    // MARK: Scenarios

    @Test(
        "a scenario file that is wrong, or does not come true, is named with its line and ends with 65",
        arguments: [
            ("pack ice 0.0C\nat 0:05 prress\n", ":2: ", "press"),
            ("at 0:05 expect state aplying\n", ":1: ", "applying"),
            ("at 99999d press\n", ":1: ", "99999d"),
            ("config ice.ceiling = \"30m\"\nat 0:01 expect state idle\n", ":1: ", "ice.ceiling"),
            ("pack ice 0.0C\n\nat 0:02 expect state applying\n", ":3: ", "it is idle"),
            ("\u{0}\u{1}\u{1b}[2J\n", ":1: ", "statement"),
        ])
    func scenario(text: String, line: String, words: String) async throws {
        let place = try Place(nil)
        let file = try place.write("wrong.scenario", text)
        let ending = try await place.run("simulate", "--scenario", file)
        #expect(ending.status == 65)
        #expect(ending.output.contains(file + line), "\(ending.output)")
        #expect(ending.output.contains(words), "\(ending.output)")
        #expect(!ending.output.contains("\u{1b}"))
        #expect(ending.errors.contains("1 of 1 scenarios failed"))
    }

    @Test(
        "a scenario that expects nothing cannot fail, and says so",
        arguments: ["", "# only words\n", "pack ice 0.0C\nat 0:01 press\n"])
    func expectsNothing(text: String) async throws {
        let place = try Place(nil)
        let file = try place.write("quiet.scenario", text)
        let ending = try await place.run("simulate", "--scenario", file)
        #expect(ending.status == 0)
        #expect(ending.output.contains("\(file): nothing is expected in it"), "\(ending.output)")
    }

    @Test("a scenario file that is no text is refused in a few lines")
    func noText() async throws {
        let place = try Place(nil)
        let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }
        let file = try place.write("noise.scenario", bytes)
        let ending = try await place.run("simulate", "--scenario", file)
        #expect(ending.status == 65)
        #expect(ending.output.contains("\(file):1: "))
        #expect(ending.output.split(separator: "\n").count < 30)
    }

    @Test(
        "a scenario file that cannot be read, or has no end, is named with the reason",
        arguments: [
            ("nowhere.scenario", "No such file or directory"), (".", "Is a directory"), ("/dev/zero", "is longer than"),
        ])
    func noScenario(file: String, words: String) async throws {
        let ending = try await Place(nil).run("simulate", "--scenario", file)
        #expect(ending.status == 65)
        #expect(ending.output.contains(file) && ending.output.contains(words), "\(ending.output)")
    }

    @Test("one wrong scenario among right ones spoils the exit status, and not the others' verdicts")
    func amongOthers() async throws {
        let place = try Place(nil)
        let right = try place.write("right.scenario", "at 0:02 expect state idle\n")
        let wrong = try place.write("wrong.scenario", "at 0:02 expect state applying\n")
        let ending = try await place.run("simulate", "--scenario", right, wrong, right)
        #expect(ending.status == 65)
        #expect(ending.output.contains("ok      \(right)\nFAILED  \(wrong)\n\(wrong):1: "))
        #expect(ending.output.hasSuffix("2 passed, 1 failed\n"))
        let good = try await place.run("simulate", "--scenario", right)
        #expect(good.status == 0 && good.errors.isEmpty)
    }
}
