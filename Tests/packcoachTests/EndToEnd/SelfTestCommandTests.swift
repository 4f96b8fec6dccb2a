import Glibc
import Testing

@Suite("packcoach selftest")
struct SelfTestCommandTests {
    @Test("shows LEDs and buzzer, waits for a press that starts nothing, and reads the probe")
    func whole() async throws {
        let place = try Place()
        let service = try await place.service(pack: "room")
        let test = try place.start(["selftest"], input: .empty)
        try await test.says("press it now")
        service.type("\n")
        let ending = try await test.ending()
        #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
        for line in [
            "ok      leds", "ok      buzzer", "ok      button    pressed", "ok      probes    pack probe", "All works.",
        ] {
            #expect(ending.output.contains(line), "\(line): \(ending.output)")
        }
        #expect(service.count("notice: self-test") == 1)
        #expect(service.count("refused") == 0 && service.count("started: ice") == 0)
        service.terminate()
        #expect(try await service.ending().status == 0)
    }

    @Test("as JSON it is what the doctor's is, and all else goes to standard error")
    func json() async throws {
        let place = try Place()
        let service = try await place.service(pack: "room")
        let test = try place.start(["selftest", "--json", "--only", "button", "--only", "probes"], input: .empty)
        try await test.tells("press it now")
        service.type("\n")
        let ending = try await test.ending()
        #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
        let json = try JSON(parsing: ending.output)
        #expect(json["problems"] == .number(0))
        #expect(json["checks"]?.elements.map { $0["check"]?.string } == ["button", "probes"])
        #expect(json["checks"]?[0]?.keys == ["check", "message", "remedy", "status"])
        #expect(json["checks"]?[0]?["status"] == .string("ok"))
        service.terminate()
        #expect(try await service.ending().status == 0)
        // A problem is told, and the exit status with it.
        guard access("/sys/bus/w1/devices", F_OK) != 0 else { return }
        let problem = try await place.run("selftest", "--json", "--only", "probes")
        #expect(problem.status == 1)
        #expect(try JSON(parsing: problem.output)["checks"]?[0]?["status"] == .string("problem"))
    }

    @Test("is refused in a session, and then shows nothing")
    func refused() async throws {
        let place = try Place()
        let service = try await place.service()
        #expect(try await place.run("start").status == 0)
        let ending = try await place.run("selftest")
        #expect(ending.status == 69)
        #expect(ending.errors.contains("Not possible: a session, its start or its alarm is on"))
        #expect(ending.output.isEmpty)
        #expect(try await place.json("status")["lit"] == .string("1111"))
        service.terminate()
        #expect(try await service.ending().status == 0)
    }

    @Test("without a service only the probes can be looked at")
    func noService() async throws {
        let place = try Place()
        let ending = try await place.run("selftest")
        #expect(ending.status == 69 && ending.errors.contains("systemctl start packcoach"))
        guard access("/sys/bus/w1/devices", F_OK) != 0 else { return }
        let probes = try await place.run("selftest", "--only", "probes")
        #expect(probes.status == 1 && probes.output.contains("there is no probe at all"))
    }

    @Test("asks at a terminal, and an LED that nobody saw is a problem with its wiring")
    func answers() async throws {
        let place = try Place()
        let service = try await place.service()
        let terminal = try PseudoTerminal(columns: 80, rows: 24)
        let test = try place.start(["selftest", "--only", "leds"], input: .terminal(terminal))
        try await test.wait("the question") { terminal.drawn().contains("Did each light") }
        terminal.type("n\n")
        let ending = try await test.ending()
        #expect(ending.status == 1)
        #expect(terminal.drawn().contains("LED 1 on GPIO 5 (header pin 29)"))
        #expect(terminal.drawn().contains("One problem."))
        service.terminate()
        #expect(try await service.ending().status == 0)
    }

    @Test("a terminal that goes away gives the LEDs back within seconds")
    func killed() async throws {
        let place = try Place()
        let service = try await place.service()
        let test = try place.start(["selftest", "--only", "button"], input: .empty)
        try await test.says("press it now")
        try await test.kill()
        try await place.wait("the button's own meaning") {
            service.type("\n")
            return service.count("started: ice") > 0
        }
        service.terminate()
        #expect(try await service.ending().status == 0)
    }
}
