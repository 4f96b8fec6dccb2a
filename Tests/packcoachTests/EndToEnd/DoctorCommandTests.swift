import Glibc
import TestSupport
import Testing

@Suite("packcoach doctor, packcoach config")
struct DoctorCommandTests {
    @Test("looks at this very machine, finds the service and its log, and leaves the session alone")
    func running() async throws {
        let place = try Place()
        let service = try await place.service()
        #expect(try await place.run("start").status == 0)
        let ending = try await place.run("doctor", "--json")
        // What is wrong with the machine on which tests run is its own affair.
        #expect([0, 1].contains(ending.status))
        let json = try JSON(parsing: ending.output)
        let checks = try #require(json["checks"]?.elements)
        func found(_ name: String) -> [JSON] { checks.filter { $0["check"] == .string(name) } }
        #expect(found("socket").first?["status"] == .string("ok"))
        #expect(found("database").first?["status"] == .string("ok"))
        #expect(found("configuration").first?["status"] == .string("ok"))
        #expect(json["problems"]?.number == Double(checks.count { $0["status"] == .string("problem") }))
        #expect(ending.status == (json["problems"] == .number(0) ? 0 : 1))
        let status = try await place.json("status")
        #expect(status["state"] == .string("applying") && status["session"] == .number(1))
        service.terminate()
        #expect(try await service.ending().status == 0)
    }

    @Test("changes nothing, and says what is wrong with a log and a configuration")
    func changesNothing() async throws {
        let place = try Place()
        mkdir("\(place.directory)/var", 0o755)
        let garbage = [UInt8](repeating: 0x5A, count: 9000)
        try place.write("var/packcoach.db", garbage)
        let sick = try await place.run("doctor")
        #expect(sick.status == 1)
        #expect(sick.output.contains("PROBLEM  database"))
        #expect(sick.output.contains("mend with"))
        #expect(place.names() == ["packcoach.db"])
        #expect(try Files.contents(of: place.database) == garbage)

        try place.write("config.toml", "[ice]\nceilling = \"10m\"\n")
        let mistaken = try await place.run("doctor")
        #expect(mistaken.output.contains("did you mean \"ceiling\"?"))
        #expect(mistaken.output.contains("packcoach config check --config \(place.configuration)"))
    }

    @Test("config show is a configuration that means the same, and says where each value comes from")
    func show() async throws {
        let place = try Place("[ice]\nceiling = \"10m\"\n\n[about]\nname = \"a \\\"b\\\"\"\n")
        let shown = try await place.run("config", "show")
        #expect(shown.status == 0)
        #expect(shown.output.contains("# line 3; allowed: 5m to 20m"))
        #expect(shown.output.contains("# taken along by the ceiling"))
        #expect(shown.output.contains("#   heat, skin probe  stop    at or above 45.0 °C at once"))
        let again = try place.write("again.toml", shown.output)
        let check = try await place.run("config", "check", "--config", again)
        let first = try await place.run("config", "check")
        #expect(check.status == 0 && first.status == 0)
        #expect(
            check.output.split(separator: "\n").dropFirst() == first.output.split(separator: "\n").dropFirst())

        let json = try await place.json("config", "show")
        let settings = try #require(json["settings"]?.elements)
        let ceiling = try #require(settings.first { $0["key"] == .string("ice.ceiling") })
        #expect(
            ceiling["value"] == .string("10m") && ceiling["line"] == .number(3) && ceiling["source"] == .string("file"))
        let name = try #require(settings.first { $0["key"] == .string("about.name") })
        #expect(name["value"] == .string("a \"b\""))
        #expect(settings.first { $0["key"] == .string("leds.lines") }?["value"]?[3] == .number(19))
        #expect(settings.first { $0["key"] == .string("button.line") }?["line"] == .null)
    }

    @Test("without a file config show gives the defaults, to begin with")
    func defaults() async throws {
        let place = try Place(nil)
        let shown = try await place.run("config", "show")
        #expect(shown.status == 0 && shown.output.contains("is not there"))
        try place.write("config.toml", shown.output)
        #expect(try await place.run("config", "check").status == 0)
    }

    @Test("config show has no sign that a terminal without Unicode cannot draw", arguments: ["C", "C.UTF-8"])
    func plain(locale: String) async throws {
        let terminal = try PseudoTerminal(columns: 100, rows: 30)
        let place = try Place()
        let program = try place.start(
            ["config", "show"], input: .terminal(terminal), environment: ["LANG": locale, "TERM": "xterm"])
        #expect(try await program.ending().status == 0)
        let drawn = terminal.drawn()
        #expect(drawn.contains("at or above 45.0 \(locale == "C" ? "C" : "°C") at once"), "\(drawn)")
        #expect(drawn.utf8.allSatisfy { $0 < 0x80 } == (locale == "C"))
    }

    @Test("config check names every mistake at once, as JSON too, with exit status 78")
    func check() async throws {
        let place = try Place("bord = \"auto\"\n[ice]\nceilling = \"10m\"\nrest = \"1h\"\n")
        let text = try await place.run("config", "check")
        #expect(text.status == 78)
        #expect(text.errors.split(separator: "\n").count == 3)
        #expect(text.errors.contains("config.toml:2: bord: no such key; did you mean \"board\"?"))
        #expect(text.errors.contains("config.toml:4: ice.ceilling: no such key; did you mean \"ceiling\"?"))
        let ending = try await place.run("config", "check", "--json")
        #expect(ending.status == 78)
        let json = try JSON(parsing: ending.output)
        #expect(json["ok"] == .bool(false))
        #expect(json["mistakes"]?.elements.map { $0["line"]?.number } == [2, 4, 5])
        #expect(json["mistakes"]?[2]?["key"] == .string("ice.rest"))
    }
}
