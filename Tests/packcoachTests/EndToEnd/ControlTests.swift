import CoachService
import Glibc
import Testing

@Suite("The commands that do what the button does")
struct ControlTests {
    @Test("start, status, stop: a session goes on, is shown and ends; a second start is refused with its code")
    func session() async throws {
        let place = try Place()
        let service = try await place.service()
        let start = try await place.run("start", "ice")
        #expect(start.status == 0)
        #expect(start.output.contains("Ice, session 1: 15 min to 20 min."))
        #expect(start.output.contains("Dry cloth between pack and skin"))
        try await service.tells("started: ice")

        let status = try await place.json("status")
        #expect(status["state"] == .string("applying"))
        #expect(status["modality"] == .string("ice"))
        #expect(status["session"] == .number(1))
        let elapsed = try #require(status["elapsed_s"]?.number)
        let left = try #require(status["left_s"]?.number)
        #expect(elapsed > 0 && abs(elapsed + left - 1200) < 0.01)
        #expect(abs(elapsed + (status["opens_in_s"]?.number ?? 0) - 900) < 0.01)
        #expect(status["lit"] == .string("1111"))
        #expect(status["ice"]?["code"] == .string("already-running"))
        #expect(status["database"] == .string(place.database))
        let text = try await place.run("status")
        #expect(text.status == 0)
        #expect(text.output.hasPrefix("Ice, session 1.\n"))
        #expect(text.output.contains(" of 20:00, "))
        #expect(text.output.contains("the 48-hour rule is not armed"))
        #expect(text.output.contains("cannot feel skin"))

        let again = try await place.run("start")
        #expect(again.status == 75)
        #expect(again.errors.contains("already-running"))
        let stop = try await place.run("stop")
        #expect(stop.status == 0)
        #expect(stop.output.contains("Session 1 ended: stopped early."))
        #expect(try await place.run("stop").status == 69)
        #expect(try await place.json("status")["state"] == .string("idle"))
        // Within a minute it goes on.
        let resumed = try await place.run("start")
        #expect(resumed.status == 0)
        #expect(resumed.output.contains("session 1"))
        try await service.tells("resumed")
        service.terminate()
        #expect(try await service.ending().status == 0)
    }

    @Test("a start that the pack contradicts is refused, and what is not possible says why")
    func refused() async throws {
        let place = try Place()
        let service = try await place.service()
        let heat = try await place.run("start", "heat")
        #expect(heat.status == 75)
        #expect(heat.errors.contains("Start refused, pack-not-ready: you asked for heat, but the pack reads"))
        try await service.tells("refused: pack-not-ready")
        let ack = try await place.run("ack")
        #expect(ack.status == 69)
        #expect(ack.errors.contains("no alarm stands"))
        #expect(try await place.run("start", "cold").status == 64)
        #expect(try await place.run("start", "--override-rest", " ").status == 64)
        service.terminate()
        #expect(try await service.ending().status == 0)
    }

    @Test("an alarm is shown and acknowledged")
    func alarm() async throws {
        let place = try await Place.withSession()
        #expect(access(place.socket, F_OK) != 0, "its socket went with it")

        let second = try await place.service()
        let status = try await place.json("status")
        #expect(status["state"] == .string("remove-safety"))
        #expect(status["heat"]?["code"] == .string("alarm-unacknowledged"))
        let refused = try await place.run("start")
        #expect(refused.status == 75 && refused.errors.contains("alarm-unacknowledged"))
        let ack = try await place.run("ack")
        #expect(ack.status == 0)
        #expect(ack.output.contains("Alarm of session 1 acknowledged"))
        try await second.tells("acknowledged: safety")
    }

    @Test("a fault is shown in words, and ack hides its blinking")
    func fault() async throws {
        let place = try Place(database: "/proc/packcoach/none.db")
        let service = try await place.service()
        let status = try await place.json("status")
        #expect(status["state"] == .string("fault"))
        #expect(status["faults"]?[0]?["name"] == .string("log"))
        #expect(try #require(status["faults"]?[0]?["message"]?.string).contains("/proc/packcoach"))
        #expect(try await place.run("ack").status == 0)
        // Once the lamp test is over; a blinking LED would count as lit.
        try await place.wait("dark LEDs") { try await place.json("status")["lit"] == .string("0000") }
        // A mark that cannot be kept is no success.
        let ran = try await place.run("ran")
        #expect(ran.status == 74)
        #expect(ran.errors.contains("Nothing was marked"))
        service.terminate()
        #expect(try await service.ending().status == 0)
    }

    @Test(
        "without a service they say so, and what to do",
        arguments: [["start"], ["stop"], ["ack"], ["status"], ["status", "--json"]])
    func noService(arguments: [String]) async throws {
        let place = try Place()
        let ending = try await place.start(arguments, input: .empty).ending()
        #expect(ending.status == 69)
        #expect(ending.errors.contains("The service is not running"))
        #expect(ending.errors.contains("systemctl start packcoach"))
        #expect(ending.output.isEmpty)
    }

    @Test("a socket that a killed service left is as good as none, and the next service takes it over")
    func leftBehind() async throws {
        let place = try Place()
        let first = try await place.service()
        try await first.kill()
        #expect(access(place.socket, F_OK) == 0)
        #expect(try await place.run("stop").status == 69)
        let service = try await place.service()
        #expect(try await place.run("status").status == 0)
        service.terminate()
        #expect(try await service.ending().status == 0)
    }

    @Test("without a directory for its socket the service does all the rest")
    func noDirectory() async throws {
        let place = try Place()
        let service = try place.start(
            ["run", "--board", "simulated", "--socket", "\(place.directory)/none/io.packcoach"])
        try await service.tells("no control socket")
        try await service.press(until: "started: ice")
        #expect(service.count("no control socket") == 1)
        service.terminate()
        #expect(try await service.ending().status == 0)
    }

    @Test("marks go to the service; those for another log go there")
    func marks() async throws {
        let place = try Place()
        let service = try await place.service()
        #expect(try await place.run("ran", "--sore").status == 0)
        try await service.tells("onset")
        #expect(try await place.json("status")["onset_marked"] == .bool(true))
        #expect(try await place.json("status")["heat"]?["code"] == .string("too-early-for-heat"))
        let other = try Place()
        let ending = try await other.run("ran", environment: ["PACKCOACH_SOCKET": place.socket])
        #expect(ending.status == 69, "the other log is not there yet")
        #expect(ending.errors.contains("No service has logged here yet"))
        service.terminate()
        #expect(try await service.ending().status == 0)
    }

    @Test("crowds, frames without an end and readers that do not read cost bounded memory, and the session goes on")
    func crowd() async throws {
        let place = try Place()
        let service = try await place.service()
        #expect(try await place.run("start").status == 0)
        let before = try service.residentKilobytes()
        let idle = try (1...200).map { _ in try CrudeClient(place.socket) }
        #expect(try await place.run("status").status == 0)
        let chunk = [UInt8](repeating: UInt8(ascii: "x"), count: 65536)
        for _ in 1...10 {
            let endless = try CrudeClient(place.socket)
            var sent = 0
            while sent < 10 << 20, endless.send(chunk) { sent += chunk.count }
            #expect(sent < 10 << 20, "somebody took ten megabytes")
        }
        let deaf = try (1...40).map { _ in try CrudeClient(place.socket) }
        for client in deaf { _ = client.send(Array(#"{"method":"io.packcoach.Monitor","more":true}"#.utf8) + [0]) }
        // Half a call each, as long as a call may be.
        let half = try (1...64).map { _ in try CrudeClient(place.socket) }
        for client in half { _ = client.send(Array(#"{"method":""#.utf8) + [UInt8](repeating: 0x61, count: 16_000)) }
        let status = try await place.json("status")
        #expect(status["state"] == .string("applying"))
        let (elapsed, left) = (status["elapsed_s"]?.number ?? 0, status["left_s"]?.number ?? 0)
        #expect(abs(elapsed + left - 1200) < 0.01, "nothing lengthens it")
        let grown = try service.residentKilobytes() - before
        #expect(grown < 8192, "grown by \(grown) kB")
        _ = (idle, deaf, half)
        #expect(try await place.run("stop").status == 0)
        service.terminate()
        #expect(try await service.ending().status == 0)
    }

    @Test("whoever watches is told at once, at each event, and each second of a session")
    func monitor() async throws {
        let place = try Place()
        let service = try await place.service()
        var states: [String] = []
        var events: [String] = []
        let monitor = try ControlMonitor(path: place.socket)
        try await place.wait("3 s of a session") {
            for news in try monitor.take() {
                if states.isEmpty { service.type("\n") }
                states.append(news.status.state)
                if let event = news.event { events.append(event.kind) }
                if let elapsed = news.status.elapsed, elapsed >= 3 { return true }
            }
            return false
        }
        #expect(states.first == "idle" && states.last == "applying")
        #expect(events == ["started"])
        #expect(states.count { $0 == "applying" } >= 3)
        service.terminate()
        #expect(try await service.ending().status == 0)
    }

    @Test("--json and the text come from the one answer, and the version is told")
    func version() async throws {
        let place = try Place()
        let service = try await place.service()
        let version = try await place.run("--version").output
        #expect(try await place.json("status")["version"]?.string == version.filter { !$0.isNewline })
        service.terminate()
        #expect(try await service.ending().status == 0)
    }
}

@Suite(
    "The control socket and other users",
    .enabled(if: OtherUsers.canBeTried, Comment(rawValue: OtherUsers.reason)))
struct ControlRightsTests {
    @Test("a stranger is sent away by the file's rights, and by the service where these let him in")
    func stranger() async throws {
        let place = try Place()
        let service = try await place.service()
        for mode: mode_t in [0o600, 0o660, 0o666] {
            chmod(place.socket, mode)
            for command in [["status"], ["start"], ["stop"], ["ack"]] {
                let ending = try await place.start(command, input: .empty, through: OtherUsers.stranger).ending()
                #expect(ending.status == 77, "\(mode) \(command)")
                #expect(ending.errors.contains("usermod -aG packcoach"))
            }
        }
        #expect(try await place.json("status")["state"] == .string("idle"))
        service.terminate()
        #expect(try await service.ending().status == 0)
    }

    @Test(
        "as systemd runs it: members of group packcoach may, by whichever of their groups; others do not get in",
        .enabled(if: OtherUsers.canMountBeTried, Comment(rawValue: OtherUsers.reason)))
    func group() async throws {
        let place = try Place()
        let groups = try place.write("group", "root:x:0:\npackcoach:x:20950:\n")
        for name in ["run", "var"] {
            mkdir("\(place.directory)/\(name)", 0o750)
            chown("\(place.directory)/\(name)", 20001, 20950)
        }
        let socket = "\(place.directory)/run/io.packcoach"
        // A group of that name on a machine that need not have one.
        let asPackcoach = [
            "unshare", "--mount", "--propagation", "private", "sh", "-ec",
            "mount --bind '\(groups)' /etc/group; umask 0027; exec \"$@\"", "sh",
            "setpriv", "--reuid=20001", "--regid=20950", "--clear-groups", "--bounding-set=-all", "--",
        ]
        let service = try place.start(
            ["run", "--board", "simulated", "--socket", socket], through: asPackcoach)
        try await service.tells("service: started")
        var status = stat()
        #expect(lstat(socket, &status) == 0 && status.st_mode & 0o777 == 0o660 && status.st_gid == 20950)

        let member = ["setpriv", "--reuid=20003", "--regid=20003", "--groups=20004,20950", "--"]
        let start = try await place.run("start", "--socket", socket, through: member)
        #expect(start.status == 0, "\(start.errors)")
        #expect(try await place.run("ran", "--socket", socket, through: member).status == 0)
        let stranger = try await place.run("stop", "--socket", socket, through: OtherUsers.stranger)
        #expect(stranger.status == 77)
        #expect(stranger.errors.contains("usermod -aG packcoach"))
        // Were the directory and the socket open to all, the service would still ask who it is.
        chmod("\(place.directory)/run", 0o755)
        chmod(socket, 0o666)
        #expect(try await place.run("stop", "--socket", socket, through: OtherUsers.stranger).status == 77)
        #expect(try await place.run("stop", "--socket", socket, through: member).status == 0)
        service.terminate()
        #expect(try await service.ending().status == 0)
    }
}
