import Glibc
import Testing

@Suite("The alarm without the service, as a process")
struct FallbackAlarmTests {
    private static let call = "take the pack off"

    /// A place in which a service was killed in a session.
    private func killed(_ place: Place) async throws {
        let service = try await place.service()
        service.type("\n")
        try await service.tells("started: ice")
        try await place.waitForSession(1)
        try await service.kill()
    }

    @Test("SR-20: it sounds for a session that a killed service left; a press ends that, and the log hears of it")
    func answered() async throws {
        let place = try Place()
        try await killed(place)
        let alarm = try place.start(["alarm"])
        try await alarm.tells(Self.call)
        try await alarm.press(until: "acknowledged: session 1")
        #expect(try await alarm.ending().status == 0)
        let silent = try await place.run("alarm")
        #expect(silent.status == 0 && silent.errors.isEmpty, "once is enough")

        let next = try await place.service()
        #expect(try await place.json("status")["state"] == .string("idle"))
        #expect(try await place.json("status")["ice"]?["code"] == .string("rest"))
        next.terminate()
        #expect(try await next.ending().status == 0)
        let session = try await place.json("log", "show", "last")
        #expect(session["end_reason"] == .string("shutdown"))
        #expect(session["window_met"] == .bool(false))
        #expect(try #require(session["acknowledged_after_s"]?.number) > 0)
        let kinds = try await place.json("log", "events").elements.map { $0["kind"]?.string }
        #expect(kinds == ["service", "started", "service", "ended", "alarm", "acknowledged"])
    }

    @Test("SR-20: unanswered it goes on in the service that comes back, and ends the session that nobody watched")
    func unanswered() async throws {
        let place = try Place()
        try await killed(place)
        let alarm = try place.start(["alarm"])
        try await alarm.tells(Self.call)
        alarm.terminate()
        #expect(try await alarm.ending().status == 0)
        let next = try await place.service()
        #expect(try await place.json("status")["state"] == .string("remove-safety"))
        #expect(try await place.run("ack").status == 0)
        next.terminate()
        #expect(try await next.ending().status == 0)
        #expect(try await place.json("log")[0]?["end_reason"] == .string("shutdown"))
        #expect(try #require(try await place.json("log")[0]?["acknowledged_after_s"]?.number) > 0)
    }

    @Test("SR-20: its time over, it says by its status that the service is to be tried again")
    func timeOver() async throws {
        let place = try Place()
        #expect(try await place.run("alarm", "--seconds", "1").status == 69)
        try await killed(place)
        #expect(try await place.run("alarm", "--seconds", "1").status == 69)
        #expect(try await place.run("alarm", "--seconds", "0").status == 64)
    }

    @Test("SR-20: without anything left behind, and beside a service that runs, it does nothing")
    func notNeeded() async throws {
        let place = try Place()
        let nothing = try await place.run("alarm")
        #expect(nothing.status == 0 && nothing.errors.isEmpty)
        let service = try await place.service()
        service.type("\n")
        try await service.tells("started: ice")
        let beside = try await place.run("alarm")
        #expect(beside.status == 0 && beside.errors.isEmpty, "\(beside.errors)")
        #expect(try await place.json("status")["state"] == .string("applying"))
        try await service.press(until: "ended: stopped-early")
        service.terminate()
        #expect(try await service.ending().status == 0)
        let after = try await place.run("alarm")
        #expect(after.status == 0 && after.errors.isEmpty, "the session was ended in order")
    }

    @Test("SR-20: it needs neither log nor configuration")
    func needsNothing() async throws {
        let place = try Place()
        try await killed(place)
        try place.write("config.toml", "colour = \"red\"")
        #expect(rename("\(place.directory)/var", "\(place.directory)/elsewhere") == 0)
        let alarm = try place.start(["alarm"])
        try await alarm.tells(Self.call)
        try await alarm.press(until: "acknowledged: session 1")
        #expect(try await alarm.ending().status == 0)
    }

    @Test("SR-24: switching off succeeds whatever is left, so that nothing keeps the service from coming back")
    func off() async throws {
        let place = try Place()
        #expect(try await place.run("alarm", "--off").status == 0)
        try await killed(place)
        #expect(try await place.run("alarm", "--off").status == 0)
        try place.write("io.packcoach.handover", "nonsense")
        #expect(try await place.run("alarm", "--off").status == 0)
    }
}
