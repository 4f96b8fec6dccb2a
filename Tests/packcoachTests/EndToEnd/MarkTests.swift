import Testing

@Suite("Runs and the onset, marked while the service runs")
struct MarkTests {
    @Test("a marked run is counted at the next press: no heat after it")
    func run() async throws {
        let place = try Place()
        let service = try await place.service(pack: "heat")
        let ending = try await place.run("ran")
        #expect(ending.status == 0)
        #expect(ending.output.contains("Run marked. No heat for 3 h"))
        service.type("\n")
        try await service.tells("refused: heat-after-run")
    }

    @Test("so is an onset, as far back as it was, and clearing it is counted too")
    func onset() async throws {
        let place = try Place()
        let service = try await place.service(pack: "heat")
        #expect(try await place.run("onset", "--at", "00:00").status == 0)
        service.type("\n")
        try await service.tells("refused: too-early-for-heat")
        let ending = try await place.run("onset", "clear")
        #expect(ending.status == 0)
        #expect(ending.output.contains("not armed"))
        service.type("\n")
        try await service.tells("started: heat")
    }

    @Test("ran --sore marks both, and the log lists what was marked")
    func sore() async throws {
        let place = try Place()
        let service = try await place.service()
        let ending = try await place.run("ran", "--sore", "--at", "2026-01-01T07:30:00Z")
        #expect(ending.status == 0)
        #expect(ending.output.contains("Run marked for 2026-01-01T07:30:00Z"))
        #expect(ending.output.contains("Onset marked"))
        #expect(try await place.run("onset", "clear").status == 0)
        service.terminate()
        #expect(try await service.ending().status == 0)

        let events = try await place.json("log", "events").elements.filter { $0["kind"] != .string("service") }
        #expect(events.map { $0["kind"]?.string } == ["run", "onset", "onset-cleared"])
        #expect(events[0]["given_at"] == .string("2026-01-01T07:30:00.000Z"))
        #expect(events[2]["given_at"] == .null)
        #expect(events.allSatisfy { $0["session"] == .null })
    }

    @Test("a time that is still to come is refused, as far as the clock is known; else the mark counts from now")
    func future() async throws {
        let place = try Place()
        let service = try await place.service()
        service.terminate()
        #expect(try await service.ending().status == 0)
        let ending = try await place.run("ran", "--at", "2999-01-01T00:00:00Z")
        let events = try await place.json("log", "events").elements
        if events[0]["clock_synced"] == .bool(true) {
            #expect(ending.status == 64)
            #expect(ending.errors.contains("lies in the future"))
            #expect(events.count == 1)
        } else {
            #expect(ending.status == 0)
            #expect(events.count == 2)
            #expect(try #require(events[1]["at"]?.string) < "2999")
        }
    }

    @Test("without a log there is nothing to mark in, and none is begun", arguments: [["ran"], ["onset", "clear"]])
    func noLog(arguments: [String]) async throws {
        let place = try Place()
        let ending = try await place.start(arguments, input: .empty).ending()
        #expect(ending.status == 69)
        #expect(ending.errors.contains("No service has logged here yet"))
        #expect(place.names().isEmpty)
    }
}
