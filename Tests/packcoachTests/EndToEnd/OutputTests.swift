import Testing

@Suite("What is said, is said: output without room is a failure, output without a reader is not")
struct OutputTests {
    private static let full = ["sh", "-c", "exec \"$@\" >/dev/full", "sh"]

    @Test(
        "of what no log is needed for",
        arguments: [
            ["config", "show"], ["config", "check"], ["doctor"], ["doctor", "--json"], ["simulate", "--speed", "3600"],
            ["simulate", "--scenario", "right.scenario"], ["--help"], ["help", "log"], ["log", "show", "--help"],
            ["--version"], ["--generate-completion-script", "fish"],
        ])
    func withoutLog(command: [String]) async throws {
        let place = try Place()
        try place.write("right.scenario", "at 0:02 expect state idle\n")
        try await isTold(command, place)
    }

    @Test("of what the log tells and takes")
    func withLog() async throws {
        let place = try await Place.withSession()
        for command in [
            ["log"], ["log", "--modality", "heat"], ["log", "events", "--since", "2100-01-01"],
            ["log", "note", "last", "x"], ["ran"], ["onset"], ["onset", "clear"], ["status"],
        ] {
            try await isTold(command, place)
        }
    }

    @Test("of what the service answers")
    func ofService() async throws {
        let place = try Place()
        let service = try await place.service()
        for command in [["status"], ["start"], ["stop"], ["watch"]] {
            let ending = try await place.start(command, input: .empty, through: Self.full).ending()
            #expect(ending.status == 74, "\(command)")
            #expect(ending.errors == "packcoach: cannot write to standard output: No space left on device\n")
        }
        service.terminate()
        #expect(try await service.ending().status == 0)
    }

    private func isTold(_ command: [String], _ place: Place) async throws {
        let ending = try await place.start(command, input: .empty, through: Self.full).ending()
        #expect(ending.status == 74, "\(command)")
        #expect(ending.errors.contains("cannot write to standard output: No space left on device"), "\(ending.errors)")
        // Writes until the reader is gone, and only then starts it.
        let script = """
            { trap '' PIPE; while printf x 2>/dev/null; do :; done; "$@"; echo "status $?" >&2; } | true
            """
        let broken = try await place.start(command, input: .empty, through: ["bash", "-c", script, "bash"]).ending()
        // A doctor who finds problems says so to whoever asked for the status alone.
        #expect(broken.errors == "status \(command.first == "doctor" ? 1 : 0)\n", "\(command)")
    }
}
