import Glibc
import Testing

@Suite("A second service")
struct DoubleStartTests {
    /// Is refused, at once, with who runs and what to do; the first one does not notice.
    private func isRefused(
        _ place: Place, _ arguments: [String], _ first: Program, on what: String, environment: [String: String] = [:]
    ) async throws {
        let second = try await place.start(
            ["run", "--board", "simulated"] + arguments, input: .empty, environment: environment
        ).ending()
        #expect(second.status == 69)
        #expect(second.output.isEmpty)
        #expect(second.errors.split(separator: "\n").count == 1, "\(second.errors)")
        #expect(second.errors.contains("runs already on \(what)"), "\(second.errors)")
        #expect(second.errors.contains("process \(first.process)"), "\(second.errors)")
        #expect(second.errors.contains(", since ") && second.errors.contains(", with \(place.configuration)"))
        #expect(second.errors.contains("packcoach status"))
    }

    @Test("SR-21: on the same log is refused and told who runs, whatever its path is called")
    func sameLog() async throws {
        let place = try Place()
        let first = try await place.service()
        try await isRefused(place, [], first, on: "the log \(place.database)")
        let other = ["--socket", "\(place.directory)/other"]
        try await isRefused(place, other, first, on: "the log \(place.database)")
        #expect(symlink("var", "\(place.directory)/link") == 0)
        let linked = "\(place.directory)/link/packcoach.db"
        let configuration = try place.write("linked.toml", "database = \"\(linked)\"\n")
        try await isRefused(place, other + ["--config", configuration], first, on: "the log \(linked)")
        #expect(symlink("var/packcoach.db", "\(place.directory)/packcoach.link") == 0)
        let file = try place.write("file.toml", "database = \"\(place.directory)/packcoach.link\"\n")
        try await isRefused(place, other + ["--config", file], first, on: "the log \(place.directory)/packcoach.link")

        #expect(try await place.run("start").status == 0, "the first one still has its socket")
        try await first.tells("started: ice")
        first.terminate()
        #expect(try await first.ending().status == 0)
        #expect(place.names() == ["packcoach.db"])
        #expect(place.names(in: ".").allSatisfy { !$0.hasSuffix(".lock") }, "nothing is left behind")
    }

    @Test("SR-21: on the same control socket is refused, with a log of its own too")
    func sameSocket() async throws {
        let place = try Place()
        let first = try await place.service()
        let configuration = try place.write("own.toml", "database = \"\(place.directory)/own/packcoach.db\"\n")
        try await isRefused(
            place, ["--config", configuration], first, on: "the control socket \(place.socket)")
    }

    @Test("SR-21: with log and socket of its own is nobody's second; neither is simulate")
    func ownLog() async throws {
        let place = try Place()
        let first = try await place.service()
        let configuration = try place.write("own.toml", "database = \"\(place.directory)/own/packcoach.db\"\n")
        let second = try place.start(
            ["run", "--board", "simulated", "--config", configuration, "--socket", "\(place.directory)/own.socket"])
        try await second.tells("service: started")
        #expect(try await place.run("simulate", "--speed", "3600").status == 0)
        second.terminate()
        #expect(try await second.ending().status == 0)
        first.terminate()
        #expect(try await first.ending().status == 0)
    }

    @Test("SR-21: what a killed service left stands in nobody's way; one that only hangs still holds its place")
    func killed() async throws {
        let place = try Place()
        let first = try await place.service()
        kill(first.process, SIGSTOP)
        try await isRefused(place, [], first, on: "the log \(place.database)")
        try await first.kill()
        #expect(place.names().contains("packcoach.db.lock"))
        let second = try await place.service()
        second.terminate()
        #expect(try await second.ending().status == 0)
    }

    @Test("SR-21: where no lock can be made a service runs all the same")
    func noLock() async throws {
        let place = try Place(database: "/dev/null/packcoach.db")
        let service = try place.start(
            ["run", "--board", "simulated", "--socket", "\(place.directory)/none/io.packcoach"])
        try await service.tells("a second service would not be noticed: cannot lock")
        service.terminate()
        #expect(try await service.ending().status == 0)
    }
}
