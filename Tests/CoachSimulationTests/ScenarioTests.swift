import BoardSim
import Glibc
import Testing

@testable import CoachSimulation

/// What a scenario may say, and what it says when it does not come true. ``WorldTests`` plays Tests/Scenarios.
struct ScenarioTests {
    @Test("there are scenarios to play")
    func areThere() {
        #expect(ScenarioFiles.all.count >= 40)
    }

    @Test(
        "an expectation that does not hold is named with file, line and what was there instead",
        arguments: [
            ("at 0:02 expect state applying", "expected state applying, it is idle"),
            ("at 0:02 expect leds 2 lit", "expected 2 LEDs lit"),
            ("at 0:02 expect leds 1000", "expected LEDs 1000"),
            ("at 0:02 expect buzzer on", "expected the buzzer on"),
            ("at 0:02 expect buzzer sounds within 2s", "it was silent"),
            ("at 0:05 expect refused rest within 1s", "expected refused rest"),
            ("at 0:05 expect event window-open within 1s", "expected event window-open"),
            ("at 0:05 expect end ceiling within 1s", "expected end ceiling"),
            ("at 0:05 expect log 1 sessions", "expected 1 sessions in the log, there are 0"),
            ("at 0:05 expect last duration 20m ± 1s", "expected a session in the log"),
            ("at 0:05 expect last reason ceiling", "expected reason ceiling"),
        ])
    func complains(_ line: String, _ words: String) throws {
        let failures = try play("pack ice 0.0C cloth dry-towel\n" + line)
        try #require(failures.count == 1)
        #expect(failures[0].line == 2)
        #expect(failures[0].file == "test.scenario")
        #expect(failures[0].message.contains(words), "\(failures[0])")
    }

    @Test("what must not happen and does is named as well")
    func refutes() throws {
        let text = """
            pack ice 0.0C cloth dry-towel
            at 0:05 press
            at 0:04 expect silence 10s
            at 0:05 expect no end for 30m
            """
        let failures = try play(text)
        #expect(failures.map(\.line) == [3, 4])
    }

    @Test("what must not happen for a time may happen at the end of it")
    func refutesUntil() throws {
        let text = """
            pack ice 0.0C cloth dry-towel
            at 0:05 press
            at 0:06 expect silence 4:59
            at 0:06 expect no event skin-check for 4:59
            at 0:05 expect no end for 20m
            """
        #expect(try play(text).isEmpty)
        #expect(try play(text + "\nat 0:05 expect no end for 20:00.001").map(\.line) == [6])
    }

    @Test("while the power is off all is dark and nothing runs, and a press is lost")
    func powerOff() throws {
        let text = """
            pack ice 0.0C cloth dry-towel
            at 0:05 press
            at 5:00 power-cut 5m
            at 5:00 expect leds off
            at 5:00 expect silence 5m
            at 6:00 press
            at 6:01 kill
            at 9:59 expect leds off
            at 10:00 expect state remove-safety ice
            at 10:00 expect end power-loss within 0s
            at 7:00 expect state idle
            """
        let failures = try play(text)
        #expect(failures.map(\.line) == [11])
        #expect(failures[0].message.contains("not running"))
    }

    @Test("a configuration that is none is named at its line")
    func wrongConfiguration() throws {
        let wrong = [
            ("ice.ceiling", "\"30m\"", "ice.ceiling"), ("probe.role", "\"foot\"", "role"),
            ("probe.role", "skin", "TOML"),
        ]
        for (key, value, words) in wrong {
            do {
                _ = try play("# one\nconfig \(key) = \(value)")
                Issue.record("it was played with \(key) = \(value)")
            } catch let error as ScenarioFailures {
                #expect(error.failures.map(\.line) == [2])
                #expect(error.description.contains(words))
            }
        }
    }

    @Test("the same scenario gives the same story to the nanosecond")
    func repeats() throws {
        let text = """
            pack gel -18C cloth thin
            at 0:01 probe skin model
            at 0:05 press bouncing 12ms
            at 10:00 kill
            at 25:00 expect state idle
            """
        let stories = try (0..<2).map { _ in
            let directory = try TestDirectory()
            return try ScenarioPlayer(Scenario(parsing: text, file: "test.scenario"), directory: directory.path).play()
        }
        #expect(stories[0].told == stories[1].told)
        #expect(stories[0].shown == stories[1].shown)
        #expect(stories[0].told.count > 3)
    }

    private func play(_ text: String) throws -> [ScenarioFailure] {
        let directory = try TestDirectory()
        return try ScenarioPlayer(Scenario(parsing: text, file: "test.scenario"), directory: directory.path).failures()
    }
}

/// The files of Tests/Scenarios.
enum ScenarioFiles {
    private static let directory =
        #filePath.split(separator: "/").dropLast(2).reduce("") { "\($0)/\($1)" } + "/Scenarios"

    static let all: [String] = {
        guard let stream = opendir(directory) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasSuffix(".scenario") { names.append(name) }
        }
        return names.sorted()
    }()

    static func text(of file: String) throws -> String {
        let stream = try #require(fopen("\(directory)/\(file)", "r"))
        defer { fclose(stream) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while case let count = fread(&buffer, 1, buffer.count, stream), count > 0 { bytes += buffer[..<count] }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// A directory for one test, gone with it.
final class TestDirectory {
    let path: String

    init() throws {
        var template = Array("/tmp/packcoach-test.XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        for suffix in ["", "-wal", "-shm", "-journal"] { unlink("\(path)/packcoach.db\(suffix)") }
        rmdir(path)
    }
}
