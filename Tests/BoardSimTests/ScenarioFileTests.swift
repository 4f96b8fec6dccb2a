import Testing

import enum TestSupport.Files

@testable import BoardSim

/// The scenarios of the repository, by name.
private let files: [(name: String, bytes: [UInt8])] = {
    let folder = "\(Files.project)/Tests/Scenarios"
    return Files.names(in: folder).filter { $0.hasSuffix(".scenario") }.compactMap { name in
        (try? Files.contents(of: "\(folder)/\(name)")).map { (name, $0) }
    }
}()

@Suite("Scenario files")
struct ScenarioFileTests {
    @Test("all are there and understood, say in their first line what they are about, and expect something")
    func understood() throws {
        #expect(files.count >= 20)
        for file in files {
            let scenario = try Scenario(parsing: file.bytes, file: file.name)
            #expect(file.bytes.starts(with: "# \(scenario.summary)\n".utf8), "\(file.name)")
            #expect(scenario.summary.count > 20, "\(file.name)")
            let expectations = scenario.steps.filter { if case .expectation = $0.action { true } else { false } }
            #expect(!expectations.isEmpty, "\(file.name)")
        }
    }

    @Test("whatever happens to a file, it is understood or refused with a line of it", arguments: UInt64(0)..<20)
    func mutated(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        try #require(!files.isEmpty)
        for _ in 0..<100 {
            var bytes = files[Int.random(in: files.indices, using: &generator)].bytes
            for _ in 0..<Int.random(in: 1...8, using: &generator) { mutate(&bytes, &generator) }
            let lines = bytes.reduce(1) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
            do throws(ScenarioMistakes) {
                _ = try Scenario(parsing: bytes, file: "mutated")
            } catch {
                #expect(!error.mistakes.isEmpty)
                #expect(error.mistakes.allSatisfy { (1...lines).contains($0.line) && !$0.message.isEmpty })
            }
        }
    }

    /// Pieces that are near to what the language knows, or far from it.
    private static let pieces = [
        " ", "\n", "\r", "\t", "#", "\"", "'", "=", ".", ":", "-", "+", "±", "−", "\u{0}", "\u{1B}", "\u{301}", "é",
        "٣",
        "999999999", "99999999999999999999", "-9223372036854775808", "0", "1e9", "nan", "C", "C over", "s", "ms", "d",
        "at ", "expect ", "config ", "config=", "history ", "probe pack ", "clock ", "press ", "within ", "lit",
        "\u{FEFF}",
    ]

    private func mutate(_ bytes: inout [UInt8], _ generator: inout SeededGenerator) {
        let place = Int.random(in: 0...bytes.count, using: &generator)
        let end = min(bytes.count, place + Int.random(in: 0...12, using: &generator))
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: bytes.removeSubrange(place..<end)
        case 1: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: place)
        case 2:
            bytes.insert(contentsOf: Array(bytes[place..<end]), at: Int.random(in: 0...bytes.count, using: &generator))
        case 3: bytes.insert(contentsOf: Array((Self.pieces.randomElement(using: &generator) ?? "").utf8), at: place)
        default: bytes[place..<end].reverse()
        }
    }
}
