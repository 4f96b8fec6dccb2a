import ArgumentParser
import Glibc
import TestSupport
import Testing

@testable import packcoach

/// What each command's `--help` prints, held against the files of Tests/Help.
@Suite("The help")
struct HelpTests {
    /// A command as a person types it, and its help at 80 columns.
    struct Entry: CustomTestStringConvertible, Sendable {
        let path: [String]
        let help: String
        let discussion: String
        let isLeaf: Bool

        var testDescription: String { path.joined(separator: " ") }
        var file: String { "\(HelpTests.directory)/\(path.joined(separator: "-")).txt" }
    }

    static let entries = entries(of: Packcoach.self, path: ["packcoach"])
    private static let renewal = "PACKCOACH_RENEW=1 swift test --filter HelpTests"
    private static let isRenewing = getenv("PACKCOACH_RENEW") != nil

    fileprivate static let directory = "\(Files.project)/Tests/Help"

    private static func entries(of command: any ParsableCommand.Type, path: [String]) -> [Entry] {
        let below = command.configuration.subcommands
        let entry = Entry(
            path: path, help: Packcoach.helpMessage(for: command, columns: 80),
            discussion: command.configuration.discussion, isLeaf: below.isEmpty)
        return [entry] + below.flatMap { entries(of: $0, path: path + [name(of: $0)]) }
    }

    private static func name(of command: any ParsableCommand.Type) -> String {
        command.configuration.commandName ?? "\(command)".lowercased()
    }

    @Test("each command's help is the one that was last looked at", arguments: entries)
    func snapshot(entry: Entry) throws {
        if Self.isRenewing {
            mkdir(Self.directory, 0o755)
            let file = try #require(fopen(entry.file, "w"))
            fputs(entry.help + "\n", file)
            fclose(file)
        }
        let kept = try? Files.contents(of: entry.file)
        let words = "\(entry.testDescription) has another help than in \(entry.file). If that is meant: \(Self.renewal)"
        #expect(kept.map { String(decoding: $0, as: UTF8.self) } == entry.help + "\n", "\(words)")
    }

    @Test("no file is left of a command that is gone")
    func noneLeft() throws {
        let names = Set(
            Files.names(in: Self.directory).filter { $0.hasSuffix(".txt") }.map { "\(Self.directory)/\($0)" })
        let gone = names.subtracting(Self.entries.map(\.file)).sorted()
        #expect(gone == [], "git rm these: their commands are gone")
    }

    @Test("each command that does something gives an example of itself", arguments: entries.filter(\.isLeaf))
    func example(entry: Entry) {
        let examples = Discussion(entry.discussion).examples
        // One that is done when no subcommand is named may leave its name out.
        let command = entry.path.joined(separator: " ")
        #expect(
            examples.contains { $0.contains(command) },
            "give \(entry.testDescription) an example: a line of its discussion that begins with \"\(command)\"")
    }

    @Test("no line is wider than a terminal, and an example is never broken", arguments: entries)
    func width(entry: Entry) {
        // The parser never breaks a usage.
        for line in entry.help.split(separator: "\n") where !line.hasPrefix("USAGE:") {
            #expect(line.count <= 80, "\(line)")
        }
        let lines = Set(entry.help.split(separator: "\n").map { $0.drop { $0 == " " } })
        for example in Discussion(entry.discussion).examples {
            #expect(lines.contains { $0 == example }, "\(example)")
        }
    }
}
