import Glibc
import TestSupport
import Testing

@Suite("The service on the simulated board, as a process")
struct ServiceTests {
    @Test("a session goes from the press into the log, and from a second press to its end")
    func session() async throws {
        let place = try Place()
        let service = try await place.service()
        service.type("\n")
        try await service.tells("started: ice")
        try await service.press(until: "ended: stopped-early")
        service.terminate()
        #expect(try await service.ending().status == 0)

        let sessions = try await place.json("log")
        #expect(sessions.elements.count == 1)
        #expect(sessions[0]?["end_reason"] == .string("stopped-early"))
        #expect(sessions[0]?["modality"] == .string("ice"))
        let length = try #require(sessions[0]?["duration_s"]?.number)
        #expect(length >= 2 && length < 60)
        let kinds = try await place.json("log", "events").elements.map { $0["kind"]?.string }
        #expect(kinds == ["service", "started", "ended"])
    }

    @Test("a stop in a session closes it as shutdown; the next start is in its alarm, which a press answers")
    func terminated() async throws {
        let place = try Place()
        let service = try await place.service()
        service.type("\n")
        try await service.tells("started: ice")
        service.terminate()
        #expect(try await service.ending().status == 0)
        #expect(place.names() == ["packcoach.db"], "in order, the log is one file")
        #expect(try await place.json("log")[0]?["end_reason"] == .string("shutdown"))

        let next = try await place.service()
        try await next.tells("the alarm of session 1 goes on")
        try await next.press(until: "acknowledged: safety")
        next.terminate()
        #expect(try await next.ending().status == 0)
        let last = try await place.json("log", "show", "last")
        #expect(last["end_reason"] == .string("shutdown"))
        #expect(try #require(last["acknowledged_after_s"]?.number) > 0)
        let events = try await place.json("log", "events").elements
        #expect(
            events.map { $0["kind"]?.string } == ["service", "started", "ended", "alarm", "service", "acknowledged"])
        #expect(events[4]["detail"] == .string("started, the alarm of session 1 goes on"))
        #expect(events[2]["session"] == .number(1))
        #expect(events[4]["session"] == .null)
    }

    @Test("a systemd that cannot be told is no reason not to guard a session")
    func deafManager() async throws {
        let place = try Place()
        let service = try place.start(
            ["run", "--board", "simulated"], environment: ["NOTIFY_SOCKET": "\(place.directory)/gone"])
        try await service.tells("systemd does not hear of this service: cannot notify systemd: No such file")
        service.type("\n")
        try await service.tells("started: ice")
        service.terminate()
        #expect(try await service.ending().status == 0)
        #expect(try await place.json("log")[0]?["end_reason"] == .string("shutdown"))
    }

    @Test("killed in a session and started again, the same session goes on with its true time")
    func killed() async throws {
        let place = try Place()
        let service = try await place.service()
        service.type("\n")
        try await service.tells("started: ice")
        try await place.waitForSession(1)
        try await service.kill()

        let next = try await place.service()
        try await next.tells("session 1 goes on")
        #expect(try await place.json("log")[0]?["end_reason"] == .null)
        try await next.press(until: "ended: stopped-early (")
        next.terminate()
        #expect(try await next.ending().status == 0)
        let sessions = try await place.json("log")
        #expect(sessions.elements.map { $0["id"]?.number } == [1])
        #expect(sessions[0]?["end_reason"] == .string("stopped-early"))
    }

    @Test("with nothing on standard input, or none at all, the service runs and is stopped as ever")
    func noInput() async throws {
        for input in [Program.Input.empty, .closed] {
            let place = try Place()
            let service = try await place.service(input: input)
            try await place.waitForEvent("service")
            service.terminate()
            #expect(try await service.ending().status == 0)
            #expect(place.names() == ["packcoach.db"])
        }
    }

    @Test("Control-C and the end of its terminal stop it in order, too", arguments: [SIGINT, SIGHUP])
    func otherStops(signal: Int32) async throws {
        let place = try Place()
        let service = try await place.service()
        service.type("\n")
        try await service.tells("started: ice")
        kill(service.process, signal)
        #expect(try await service.ending().status == 0)
        #expect(try await place.json("log")[0]?["end_reason"] == .string("shutdown"))
    }

    @Test("the real board's absence is told, waited for, and the wait can be stopped")
    func noBoard() async throws {
        let place = try Place("board = \"no-such-chip\"")
        let service = try place.start(["run"])
        try await service.tells("no-such-chip")
        service.terminate()
        let ending = try await service.ending()
        #expect([0, 69].contains(ending.status), "\(ending.errors)")
    }
}

extension Place {
    /// Waits until the log holds a session of that number.
    func waitForSession(_ number: Double) async throws {
        try await wait("session \(number) in the log") {
            try await json("log").elements.contains { $0["id"]?.number == number }
        }
    }

    /// Waits until the log holds an event of that kind.
    func waitForEvent(_ kind: String) async throws {
        try await wait("event \(kind) in the log") {
            try await json("log", "events").elements.contains { $0["kind"]?.string == kind }
        }
    }

    /// Waits until it holds.
    func wait(_ what: String, until holds: () async throws -> Bool) async throws {
        let end = ContinuousClock.now + Program.patience
        while try await !holds() {
            guard ContinuousClock.now < end else { throw Trouble(words: "waited for \(what)") }
            try await Task.sleep(for: .milliseconds(50))
        }
    }
}
