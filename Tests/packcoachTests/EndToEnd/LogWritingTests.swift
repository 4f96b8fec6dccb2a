import TestSupport
import Testing

@Suite("Notes in the log, and what is exported of it")
struct LogWritingTests {
    // MARK: Notes

    @Test("a note and pain scores are in the log at once, and what they replace is told")
    func notes() async throws {
        let place = try await Place.withSession()
        let first = try await place.run("log", "note", "last", "stiff – “5 km”", "--pain-before", "6")
        #expect(first.status == 0)
        #expect(first.output == "Session 1: pain 6 → ? of 10, “stiff – “5 km””.\n")
        let second = try await place.run("log", "note", "1", "better", "--pain-after", "0")
        #expect(second.output == "Session 1: pain 6 → 0 of 10, “better”.\nIt was “stiff – “5 km””.\n")
        let session = try #require(try await place.json("log", "list")[0])
        #expect(session["note"] == .string("better"))
        #expect(session["pain_before"] == .number(6))
        #expect(session["pain_after"] == .number(0))
        #expect(try await place.run("log").output.contains("pain 6 → 0 of 10 · better"))
        let plain = try await place.run("log", "note", "1", "stiff", environment: ["LANG": "C"])
        #expect(plain.output == "Session 1: pain 6 -> 0 of 10, \"stiff\".\nIt was \"better\".\n")
        #expect(try await place.run("log", "note", "1", "").output.contains("no note"))
        let none = try await place.run("log", "note", "99", "x")
        #expect(none.status == 69)
        #expect(none.errors.contains("There is no session 99; see packcoach log"))
    }

    // MARK: Export

    @Test("an export is a file when it is complete, and replaces another only where that is asked for")
    func export() async throws {
        let place = try await Place.withSession()
        let table = try await place.run("log", "export")
        #expect(table.output.hasPrefix("id,modality,started_at,") && table.output.contains("\n1,ice,"))
        let file = "\(place.directory)/tmp/hip.csv"
        let written = try await place.run("log", "export", "--output", file)
        #expect(written.status == 0 && written.output.isEmpty)
        #expect(try Files.text(of: file) == table.output)

        let refused = try await place.run("log", "export", "samples", "--output", file)
        #expect(refused.status == 74)
        #expect(refused.errors.contains("\(file) is there already; --force replaces it"))
        #expect(try Files.text(of: file) == table.output)
        #expect(try await place.run("log", "export", "samples", "--force", "--output", file).status == 0)
        #expect(try Files.text(of: file).hasPrefix("session,t_s,probe,c,fault\n1,"))

        let lines = "\(place.directory)/tmp/hip.jsonl"
        #expect(try await place.run("log", "export", "--output", lines).status == 0)
        let records = try Files.text(of: lines).split(separator: "\n")
            .compactMap { try JSON(parsing: String($0))["record"]?.string }
        #expect(Set(records) == ["session", "sample", "event"])
        #expect(place.names(in: "tmp") == ["hip.csv", "hip.jsonl"])
        let json = try await place.run("log", "export", "--json")
        #expect(json.status == 0)
        let exported = try Files.text(of: lines)
        #expect(json.output == exported)
    }

    @Test("an export that cannot be written leaves nothing behind: 74 and the reason")
    func noExport() async throws {
        let place = try await Place.withSession()
        for (file, reason) in [
            ("\(place.directory)/nowhere/hip.csv", "No such file or directory"), (place.directory, "no file"),
            ("/dev/full", "no file"),
        ] {
            let ending = try await place.run("log", "export", "--output", file)
            #expect(ending.status == 74, "\(file)")
            #expect(ending.errors.contains(reason), "\(ending.errors)")
        }
        let full = try await place.run("log", "export", through: ["sh", "-c", "exec \"$@\" >/dev/full", "sh"])
        #expect(full.status == 74)
        #expect(full.errors.contains("No space left on device"))
        #expect(place.names(in: "tmp").isEmpty)
    }
}
