import Glibc
import Testing

@testable import SessionLog

@Suite("A log that cannot be had for a while")
struct RecoveryTests {
    /// Kills a service in a session, and takes its log away.
    private func killedWithoutLog(_ place: Place) async throws {
        let service = try await place.service()
        service.type("\n")
        try await service.tells("started: ice")
        try await place.waitForSession(1)
        try await service.kill()
        #expect(rename("\(place.directory)/var", "\(place.directory)/elsewhere") == 0)
        try place.write("var", "no directory")
    }

    private func bringBack(_ place: Place) {
        unlink("\(place.directory)/var")
        #expect(rename("\(place.directory)/elsewhere", "\(place.directory)/var") == 0)
    }

    @Test("a session goes on without it, from what the service before left in memory, and is written when it is back")
    func handedOver() async throws {
        let place = try Place()
        try await killedWithoutLog(place)
        let next = try await place.service()
        try await next.tells("session 1 goes on")
        try await next.tells("fault: log: cannot")
        #expect(try await place.json("status")["state"] == .string("applying"))
        bringBack(place)
        try await next.press(until: "ended: stopped-early (")
        next.terminate()
        #expect(try await next.ending().status == 0)
        let sessions = try await place.json("log")
        #expect(sessions.elements.map { $0["id"]?.number } == [1])
        #expect(sessions[0]?["end_reason"] == .string("stopped-early"))
    }

    @Test("a session that only the log knows of goes on as soon as the log is back")
    func found() async throws {
        let place = try Place()
        try await killedWithoutLog(place)
        unlink("\(place.socket).handover")
        let next = try await place.service()
        try await next.tells("fault: log: cannot")
        #expect(try await place.json("status")["state"] == .string("fault"))
        bringBack(place)
        try await next.tells("log read, session 1 goes on")
        let status = try await place.json("status")
        #expect(status["state"] == .string("applying"))
        #expect(status["session"] == .number(1))
        next.terminate()
        #expect(try await next.ending().status == 0)
        #expect(try await place.json("log")[0]?["end_reason"] == .string("shutdown"))
    }

    @Test("while another program holds its lock a session goes on and ends; then all of it is written")
    func locked() async throws {
        let place = try Place()
        let service = try await place.service()
        try await place.waitForEvent("service")
        let other = try Database(path: place.database, access: .write, busyTimeout: .seconds(5))
        try other.run("BEGIN IMMEDIATE")
        service.type("\n")
        try await service.tells("started: ice")
        try await service.tells("fault: log: cannot")
        #expect(service.errors.contains("Another program holds it"), "\(service.errors)")
        let status = try await place.json("status")
        #expect(status["state"] == .string("applying"))
        #expect(status["faults"]?[0]?["name"] == .string("log"))
        try await service.press(until: "ended: stopped-early")
        #expect(try await place.json("log") == .array([]), "nothing of it is there yet")
        try other.run("ROLLBACK")
        service.terminate()
        #expect(try await service.ending().status == 0)
        #expect(try await place.json("log")[0]?["end_reason"] == .string("stopped-early"))
        let kinds = try await place.json("log", "events").elements.map { $0["kind"]?.string }
        #expect(kinds == ["service", "started", "fault", "ended"])
    }

    @Test("locked from before the start, it is waited for, said so, and then read")
    func lockedAtTheStart() async throws {
        let place = try await Place.withSession()
        unlink("\(place.socket).handover")
        let other = try Database(path: place.database, access: .write, busyTimeout: .seconds(5))
        try other.run("BEGIN EXCLUSIVE")
        let next = try await place.service()
        try await next.tells("fault: log: ")
        try other.run("ROLLBACK")
        try await next.tells("log read, the alarm of session 1 goes on")
        #expect(try await place.json("status")["state"] == .string("remove-safety"))
        #expect(try await place.run("ack").status == 0)
        next.terminate()
        #expect(try await next.ending().status == 0)
        #expect(try #require(try await place.json("log")[0]?["acknowledged_after_s"]?.number) > 0)
    }

    @Test("SR-22: systemd is told to wait for 15 s in a session, and for as long as its unit says without one")
    func watchdog() async throws {
        let place = try Place()
        let manager = try NotifySocket(in: place)
        let service = try place.start(["run", "--board", "simulated"], environment: manager.environment)
        try await service.wait("READY=1") { manager.told.contains("READY=1") }
        try await service.tells("service: started")
        try await service.press(until: "started: ice")
        try await service.wait("a shorter watchdog") {
            manager.told.last { $0.hasPrefix("WATCHDOG_USEC") } == "WATCHDOG_USEC=15000000"
        }
        try await service.wait("a line of status") {
            manager.told.last { $0.hasPrefix("STATUS=") } == "STATUS=session 1, ice"
        }
        // Fed by full turns.
        let fed = manager.told.count { $0 == "WATCHDOG=1" }
        try await service.wait("food") { manager.told.count { $0 == "WATCHDOG=1" } > fed }
        try await service.press(until: "ended: stopped-early")
        try await service.wait("the unit's watchdog") {
            manager.told.last { $0.hasPrefix("WATCHDOG_USEC") } == "WATCHDOG_USEC=150000000"
        }
        service.terminate()
        #expect(try await service.ending().status == 0)
        #expect(manager.told.contains("STOPPING=1"))
    }
}
