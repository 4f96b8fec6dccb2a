import Glibc
import Testing

@Suite("packcoach status, whatever the service does")
struct StatusCommandTests {
    @Test("for a minute after an early stop it says that a start takes that back, and names no rest")
    func resume() async throws {
        let place = try Place()
        let service = try await place.service()
        #expect(try await place.run("start").status == 0)
        #expect(try await place.run("stop").status == 0)
        let status = try await place.json("status")
        #expect(status["ice"]?["allowed"] == .bool(true))
        #expect(status["resume"]?["session"] == .number(1))
        let words = try await place.run("status").output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains("takes back the early stop of session 1"))
        #expect(try await place.run("start").output.contains("goes on"))
        #expect(try await place.json("status")["resume"] == .null)
        service.terminate()
        #expect(try await service.ending().status == 0)
    }

    @Test("whom to ask first is said before the first session, when to get help while the pain is new")
    func advice() async throws {
        let place = try Place()
        let service = try await place.service()
        #expect(try await place.json("status")["advice"]?.elements.map { $0["code"] } == [.string("clinician-first")])
        #expect(try await place.run("status").output.contains("Before the first session, ask a clinician"))
        #expect(try await place.run("start").status == 0)
        try await place.waitForSession(1)
        #expect(try await place.json("status")["advice"]?.elements.isEmpty == true)
        #expect(try await place.run("onset").status == 0)
        #expect(
            try await place.json("status")["advice"]?.elements.map { $0["code"] } == [
                .string("same-day"), .string("stop-running"),
            ])
        service.terminate()
        #expect(try await service.ending().status == 0)
    }

    enum State: CaseIterable { case stopped, killed }

    @Test("without its service it tells from the log what may start and what was left", arguments: State.allCases)
    func withoutService(state: State) async throws {
        let place = try Place()
        let service = try await place.service()
        #expect(try await place.run("start").status == 0)
        try await place.waitForSession(1)
        switch state {
        case .stopped:
            service.terminate()
            #expect(try await service.ending().status == 0)
        case .killed: try await service.kill()
        }
        let ending = try await place.run("status")
        #expect(ending.status == 0, "\(ending.errors)")
        let words = ending.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.hasPrefix("The service is not running: no button, no countdown, no alarm."))
        #expect(words.contains(place.database))
        switch state {
        case .stopped:
            #expect(words.contains("Session 1 (ice) is over, and nobody has said that the pack is off"))
            #expect(words.contains("(alarm-unacknowledged)"))
        case .killed:
            #expect(words.contains("Session 1 (ice) was not ended, and nothing counts it down"))
            #expect(words.contains("(already-running)"))
        }
        let json = try await place.json("status")
        #expect(json["state"] == .string("stopped"))
        #expect(json["session"] == .number(1))
        #expect((json["elapsed_s"] == .null) == (state == .stopped))
        #expect(json.keys.isSuperset(of: ["ice", "heat", "advice", "onset_marked", "database", "faults"]))
    }

    @Test("a service that never ran has no log: 69, and a configuration with mistakes is named: 78")
    func nothing() async throws {
        let never = try await Place().run("status")
        #expect(never.status == 69 && never.errors.contains("The service is not running"))
        let wrong = try await Place("colour = 1").run("status")
        #expect(wrong.status == 78 && wrong.errors.contains("colour: no such key"))
    }

    @Test(
        "a member of the group reads it, whatever the service does; a stranger ends with 77",
        .enabled(if: OtherUsers.canBeTried, Comment(rawValue: OtherUsers.reason)), arguments: State.allCases)
    func others(state: State) async throws {
        try #require(geteuid() == 0, "in continuous integration this test needs root")
        let place = try Place()
        try OtherUsers.makeStateDirectory(of: place)
        chmod(place.directory, 0o777)
        let service = try await place.service(through: OtherUsers.service)
        #expect(try await place.run("start", through: OtherUsers.service).status == 0)
        try await place.waitForSession(1)
        switch state {
        case .stopped:
            service.terminate()
            try await service.ending()
        case .killed: try await service.kill()
        }
        // As group packcoach has it, which this machine need not know; a killed service leaves it behind.
        OtherUsers.give(place.socket, mode: 0o660)
        let member = try await place.run("status", through: OtherUsers.member)
        #expect(member.status == 0 && member.output.contains("Session 1 (ice)"), "\(member.errors)")
        let stranger = try await place.run("status", through: OtherUsers.stranger)
        #expect(stranger.status == 77, "\(stranger.errors)")
        #expect(stranger.output.isEmpty)
    }
}
