import CoachCore
import Glibc
import TestSupport
import Testing

@testable import SessionLog

@Suite("Whatever is wrong with the log's file, nothing of anybody's is lost and the service says so")
struct DatabaseTests {
    private static let rootNeeded: Comment = "in continuous integration this test needs root and its right to mount"

    // MARK: Not ours to touch

    @Test("a log of a newer packcoach is left as it is: exit 65")
    func newer() async throws {
        let place = try Place()
        let service = try await place.service()
        try await place.waitForEvent("service")
        service.terminate()
        try await service.ending()
        var database: Database? = try Database(path: place.database, access: .write, busyTimeout: .seconds(5))
        try database?.run("INSERT INTO migration VALUES (99, 'of the future', '2030-01-01T00:00:00.000Z')")
        database = nil
        try await isRefused(place, saying: "newer packcoach")
    }

    @Test("so is the database of another program")
    func foreign() async throws {
        let place = try Place()
        mkdir("\(place.directory)/var", 0o755)
        var database: Database? = try Database(path: place.database, access: .create, busyTimeout: .seconds(5))
        try database?.script("CREATE TABLE recipe (name TEXT); INSERT INTO recipe VALUES ('bread')")
        database = nil
        try await isRefused(place, saying: "another program")
    }

    private func isRefused(_ place: Place, saying words: String) async throws {
        let before = try Files.contents(of: place.database)
        for command in [
            ["run", "--board", "simulated"], ["log"], ["log", "events", "--json"], ["log", "export"],
            ["log", "note", "1", "x"], ["ran"],
        ] {
            let ending = try await place.start(command, input: .empty).ending()
            #expect(ending.status == 65, "\(command)")
            #expect(ending.errors.contains(place.database) && ending.errors.contains(words), "\(ending.errors)")
            #expect(ending.errors.contains("othing was changed") || ending.errors.contains("move the file away"))
            #expect(ending.output.isEmpty)
        }
        #expect(try Files.contents(of: place.database) == before)
        #expect(place.names() == ["packcoach.db"])
    }

    // MARK: Damaged

    @Test("a file that is no database is kept under another name, and the service runs with a new log")
    func garbage() async throws {
        let place = try Place()
        mkdir("\(place.directory)/var", 0o755)
        let garbage = Array("This is my shopping list.\n".utf8)
        try place.write("var/packcoach.db", garbage)
        #expect(try await place.run("log").status == 65)
        #expect(try Files.contents(of: place.database) == garbage, "reading changes nothing")

        let service = try await place.service()
        try await service.tells("is kept as \(place.database).damaged-")
        service.type("\n")
        try await service.tells("or was damaged, so a session that has just ended is assumed")
        service.terminate()
        #expect(try await service.ending().status == 0)
        let names = place.names()
        #expect(names.count == 2)
        #expect(try Files.contents(of: "\(place.directory)/var/\(names[1])") == garbage)
        #expect(try await place.json("log") == .array([]))
        let kinds = try await place.json("log", "events").elements.map { $0["kind"]?.string }
        #expect(kinds == ["service", "fault", "refused"])

        // What was lost is no less lost to the next run.
        #expect(try await place.json("status")["ice"]?["code"] == .string("rest"))
        let next = try await place.service()
        next.type("\n")
        try await next.tells("or was damaged, so a session that has just ended is assumed")
        next.terminate()
        #expect(try await next.ending().status == 0)
    }

    @Test("so is a log of which half is gone")
    func truncated() async throws {
        let place = try Place()
        var service = try await place.service()
        service.type("\n")
        try await service.tells("started: ice")
        service.terminate()
        try await service.ending()
        let half = try Files.contents(of: place.database).prefix(5000)
        try place.write("var/packcoach.db", Array(half))

        service = try await place.service()
        try await service.tells("is kept as")
        service.terminate()
        #expect(try await service.ending().status == 0)
        #expect(try place.isWhole())
        let kept = try #require(place.names().first { $0.contains(".damaged-") })
        #expect(try Files.contents(of: "\(place.directory)/var/\(kept)") == Array(half))
    }

    // MARK: No place

    @Test("where no log can be made the service runs, says so and refuses starts that it cannot judge")
    func noDirectory() async throws {
        for (database, reason) in [
            ("/dev/null/var/packcoach.db", "Not a directory"), ("/proc/packcoach/packcoach.db", "No such file"),
            ("/tmp", "Is a directory"),
        ] {
            let place = try Place(database: database)
            let service = try await place.service()
            try await service.tells("fault: log: cannot")
            #expect(service.errors.contains(reason), "\(service.errors)")
            #expect(service.errors.contains("a directory that this user may write to"), "\(service.errors)")
            service.type("\n")
            try await service.tells("so a session that has just ended is assumed: see to the log first")
            service.terminate()
            #expect(try await service.ending().status == 0)
        }
    }

    @Test(
        "so it does where it lacks the right, or the file system is read-only",
        .enabled(if: OtherUsers.canMountBeTried, Comment(rawValue: OtherUsers.reason)))
    func noRight() async throws {
        try #require(OtherUsers.canMount, Self.rootNeeded)
        let place = try Place()
        mkdir("\(place.directory)/var", 0o755)
        for (wrapper, reason) in [
            (OtherUsers.stranger, "Permission denied"),
            (OtherUsers.mounting("ro", at: "\(place.directory)/var"), "Read-only file system"),
        ] {
            let service = try await place.service(through: wrapper)
            try await service.tells("fault: log: cannot")
            #expect(service.errors.contains(reason), "\(service.errors)")
            service.terminate()
            #expect(try await service.ending().status == 0)
        }
        #expect(place.names().isEmpty)
    }

    // MARK: Full

    @Test(
        "on a full disk a session goes on and the fault is told; once there is room all is written",
        .enabled(if: OtherUsers.canMountBeTried, Comment(rawValue: OtherUsers.reason)))
    func full() async throws {
        try #require(OtherUsers.canMount, Self.rootNeeded)
        let place = try Place()
        let directory = "\(place.directory)/var"
        mkdir(directory, 0o755)
        let service = try await place.service(through: OtherUsers.mounting("size=256k", at: directory))
        let inside = OtherUsers.beside(service)
        func shell(_ command: String) async throws -> Int32 {
            try await place.run("--help", through: inside + ["sh", "-c", "cd '\(directory)' && \(command)", "sh"])
                .status
        }
        service.type("\n")
        try await service.tells("started: ice")
        #expect(try await shell("until test -s packcoach.db-wal; do sleep 0.1; done") == 0)
        #expect(try await shell("cat /dev/zero >filler") != 0, "it is full")

        // Ended and taken back until the log's last page is full; the session goes on, log or no log.
        try await service.press(until: "fault: log: cannot")
        #expect(service.errors.contains("No space left on device"), "\(service.errors)")
        let resumed = service.count("resumed (")
        try await service.press(until: "resumed (", moreThan: resumed)
        // What was written before is there to be read.
        let reading = try await place.run("log", "--json", through: inside)
        #expect(reading.status == 0, "\(reading.errors)")
        #expect(try JSON(parsing: reading.output)[0]?["id"] == .number(1))

        #expect(try await shell("rm filler") == 0)
        // The file system goes with the last process that sees it.
        let keeper = try place.start(["--help"], through: inside + ["sh", "-c", "echo here; read line", "sh"])
        try await keeper.says("here")
        service.terminate()
        let told = try await service.ending()
        #expect(told.status == 0)
        let still = OtherUsers.beside(keeper)
        let events = try await JSON(parsing: place.run("log", "events", "--json", through: still).output).elements
        let kinds = events.compactMap { $0["kind"]?.string }
        #expect(kinds == told.errors.split(separator: "\n").compactMap { EventKind(told: $0)?.rawValue })
        #expect(kinds.suffix(3) == ["resumed", "ended", "alarm"])
        let sessions = try await JSON(parsing: place.run("log", "--json", through: still).output)
        #expect(sessions.elements.map { $0["end_reason"]?.string } == ["shutdown"])
    }
}

extension EventKind {
    /// Of a line such as `packcoach: ended: shutdown (PACKCOACH_EVENT=ended PACKCOACH_SESSION=1)`.
    fileprivate init?(told line: Substring) {
        guard let field = line.firstRange(of: "PACKCOACH_EVENT=") else { return nil }
        self.init(rawValue: String(line[field.upperBound...].prefix { $0 != " " && $0 != ")" }))
    }
}

extension Place {
    /// SQLite's own verdict on the log.
    func isWhole() throws -> Bool {
        let database = try Database(path: database, access: .write, busyTimeout: .seconds(5))
        return try database.rows("PRAGMA integrity_check") { try $0.text("integrity_check") } == ["ok"]
    }
}
