import Glibc
import Testing

@Suite("packcoach report, the page and nothing else")
struct ReportCommandTests {
    private func placeWithSession(_ toml: String = "") async throws -> Place {
        let place = try Place(toml)
        let service = try await place.service()
        service.type("\n")
        try await service.tells("started: ice")
        service.terminate()
        #expect(try await service.ending().status == 0)
        return place
    }

    @Test("standard output is the page alone, in the zone of TZ, and nothing is told beside it")
    func standardOutput() async throws {
        let place = try await placeWithSession("[about]\nname = \"Ann <A>\"\nsite = \"left hip\"")
        let ending = try await place.run("report", environment: ["TZ": "IST-5:30"])
        #expect(ending.status == 0)
        #expect(ending.errors.isEmpty)
        #expect(ending.output.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
        #expect(ending.output.hasSuffix("</html>\n"))
        #expect(ending.output.contains("<h1>Ice and heat: left hip, Ann &lt;A&gt;</h1>"))
        #expect(ending.output.contains("<h3 id=\"session-1-title\">Session 1: ice, "))
        #expect(ending.output.contains(" IST"))
        #expect(try await place.run("report", "--utc").output.contains(" UTC"))
    }

    @Test("a file gets its name when it is complete; what was there before goes only where that is asked for")
    func file() async throws {
        let place = try await placeWithSession()
        try place.write("var/hip.html", "old")
        let refused = try await place.run("report", "--output", "var/hip.html")
        #expect(refused.status == 74 && refused.errors.contains("--force replaces it"))
        let ending = try await place.run("report", "--days", "2", "--output", "var/hip.html", "--force")
        #expect(ending.status == 0)
        #expect(ending.output.isEmpty)
        #expect(ending.errors == "var/hip.html: 1 session in 2 days.\n")
        #expect(place.names() == ["hip.html", "packcoach.db"])
        let page = try await place.run("report", "--days", "2").output
        let kept = try #require(fopen("\(place.directory)/var/hip.html", "r"))
        defer { fclose(kept) }
        fseek(kept, 0, SEEK_END)
        #expect(abs(ftell(kept) - page.utf8.count) < 100)
    }

    @Test(
        "a file that cannot be written is named with the reason, and no half of it is left",
        arguments: [("nowhere/hip.html", "No such file or directory"), ("var", "is there and no file")])
    func unwritable(path: String, reason: String) async throws {
        let place = try await placeWithSession()
        let ending = try await place.run("report", "--output", path)
        #expect(ending.status == 74)
        #expect(ending.errors.contains(path) && ending.errors.contains(reason), "\(ending.errors)")
        #expect(place.names() == ["packcoach.db"])
    }

    @Test("a disk that is full ends it with the reason")
    func fullDisk() async throws {
        let place = try await placeWithSession()
        let ending = try await place.start(
            ["report"], input: .empty, through: ["sh", "-c", "exec \"$@\" > /dev/full", "sh"]
        )
        .ending()
        #expect(ending.status == 74)
        #expect(ending.errors.contains("cannot write to standard output: No space left on device"))
    }

    @Test("whoever stops reading hears nothing of it", arguments: ["", "trap '' PIPE; "])
    func brokenPipe(trap: String) async throws {
        let place = try await placeWithSession()
        let script = trap + "( sleep 0; exec \"$@\" ) | :"
        let ending = try await place.start(["report"], input: .empty, through: ["sh", "-c", script, "sh"]).ending()
        #expect(ending.status == 0)
        #expect(ending.errors.isEmpty, "\(ending.errors)")
    }

    @Test("a terminal is told where the page belongs instead of being filled with it")
    func terminal() async throws {
        let place = try await placeWithSession()
        let terminal = try PseudoTerminal(columns: 80, rows: 24)
        let ending = try await place.start(["report"], input: .terminal(terminal)).ending()
        #expect(ending.status == 64)
        #expect(ending.errors.contains("packcoach report > hip.html"))
    }

    @Test("no session in the period is a page that says so, and a word beside it")
    func empty() async throws {
        let place = try await placeWithSession()
        let service = try await place.service()
        defer { service.terminate() }
        let ending = try await place.run("report", "--since", "2020-01-01T00:00:00Z")
        #expect(ending.status == 0 && ending.errors.isEmpty)
        let none = try Place()
        _ = try await none.service()
        let nothing = try await none.run("report", "--days", "3")
        #expect(nothing.status == 0)
        #expect(nothing.output.contains("none in this period"))
        #expect(nothing.errors == "No session in these 3 days; the page says so. See packcoach log.\n")
    }

    @Test(
        "what makes no sense is a mistake of usage",
        arguments: [
            ["--days", "0"], ["--days", "4000"], ["--days", "3", "--since", "2026-05-04"], ["--since", "yesterday"],
            ["--since", "2999-01-01"], ["--force"],
        ])
    func usage(options: [String]) async throws {
        let place = try Place()
        let ending = try await place.start(["report"] + options, input: .empty).ending()
        #expect(ending.status == 64, "\(ending.errors)")
        #expect(ending.output.isEmpty)
    }

    @Test("without a log the reason is given, and no page")
    func missing() async throws {
        let place = try Place()
        let ending = try await place.run("report")
        #expect(ending.status == 69)
        #expect(ending.output.isEmpty)
        #expect(ending.errors.contains("No service has logged here yet"))
    }
}
