import CoachCore
import TestSupport
import Testing

@testable import CoachService

@Suite("Damaged configurations")
struct ConfigurationFuzzTests {
    @Test("a damaged file gives a configuration within the limits or mistakes, and never a crash", arguments: 0..<8)
    func damaged(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let whole = Array(try ExampleFile.withModeSwitch().utf8)
        var (accepted, refused) = (0, 0)
        for _ in 0..<300 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...4, using: &generator) { damage(&bytes, &generator) }
            if try judge(String(decoding: bytes, as: UTF8.self)) { accepted += 1 } else { refused += 1 }
        }
        // Otherwise only one half of this test would have been run.
        #expect(accepted > 0)
        #expect(refused > 0)
    }

    @Test("any sequence of TOML's own signs gives mistakes, and never a crash", arguments: 0..<4)
    func jumbled(seed: UInt64) throws {
        let signs = [
            "[", "]", "[[", "]]", "{", "}", "=", ".", ",", "\n", "\r\n", " ", "#", "\"", "'", "\"\"\"", "'''", "\\",
            "_",
            "+", "-", "0", "7", "0x", "1e5", "inf", "nan", "true", "1979-05-27", "T07:32", ":", "ice", "leds", "lines",
            "probe", "ceiling", "\"10m\"", "\u{2028}", "\u{A0}", "ö", "\u{B}", "\r", "[ice]\n", "lines = [", "a = ",
            "{ b = ", "\n# ", "1\n", "1979-05-27 ", "07:32:00", "-", "0b1", "0o7", "0x1p3", "1_0", ".5", "E+9", "5, ",
            "\"\\u00e9\"", "[[probe]]\n",
        ]
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<2000 {
            let count = Int.random(in: 1...16, using: &generator)
            _ = try judge((0..<count).map { _ in signs.randomElement(using: &generator) ?? "" }.joined())
        }
    }

    /// Checks what is made of a text.
    /// - Returns: Whether it is a configuration.
    private func judge(_ text: String) throws -> Bool {
        switch parse(text) {
        case .success(let configuration):
            expectWithinLimits(configuration)
            #expect(try parse(configuration.text).get() == configuration)
            return true
        case .failure(let error):
            #expect(!error.mistakes.isEmpty)
            let lineCount = text.utf8.count { $0 == UInt8(ascii: "\n") } + 1
            for mistake in error.mistakes {
                #expect(!mistake.message.isEmpty)
                #expect((1...lineCount).contains(mistake.line ?? 1), "\(mistake)")
            }
            return false
        }
    }

    private func parse(_ text: String) -> Result<Configuration, ConfigurationError> {
        do {
            return .success(try Configuration(parsing: text, file: "c.toml"))
        } catch {
            return .failure(error)
        }
    }

    private func expectWithinLimits(_ configuration: Configuration) {
        for modality in Modality.allCases {
            let times = configuration.times(of: modality)
            let limits = ConfigurableLimits.times(of: modality)
            #expect(limits.ceiling.contains(times.ceiling))
            #expect(limits.rest.contains(times.rest))
            #expect(limits.minimum(under: times.ceiling).contains(times.minimum))
        }
        #expect(ConfigurableLimits.debounce.contains(configuration.button.debounce))
        #expect(ConfigurableLimits.ledCount.contains(configuration.leds.lines.count))
        #expect(ConfigurableLimits.probeCount.contains(configuration.probes.count))
        #expect(Set(configuration.probes.map(\.role)).count == configuration.probes.count)
        var lines = configuration.leds.lines + [configuration.button.line, configuration.buzzer.line]
        if let modeSwitch = configuration.modeSwitch { lines.append(modeSwitch.line) }
        #expect(Set(lines).count == lines.count)
        #expect(lines.allSatisfy(configuration.lineNumbers.contains))
    }

    /// What editors, disks and people do to a file.
    private func damage(_ bytes: inout [UInt8], _ generator: inout SeededGenerator) {
        let interesting = Array("\"'[]{}=.,#\\\n\r\0 0159mhsABu-_\u{FEFF}é".utf8)
        guard !bytes.isEmpty else { return }
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<7, using: &generator) {
        case 0: bytes[place] = interesting.randomElement(using: &generator) ?? 0
        case 1: bytes.insert(interesting.randomElement(using: &generator) ?? 0, at: place)
        case 2: bytes.remove(at: place)
        case 3: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 4: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...200, using: &generator)))
        case 5: bytes.insert(contentsOf: bytes[place...].prefix(Int.random(in: 1...80, using: &generator)), at: place)
        default:
            // One digit for another: the text stays TOML, and the value does not.
            guard let digit = bytes[place...].firstIndex(where: { (0x30...0x39).contains($0) }) else { return }
            bytes[digit] = UInt8.random(in: 0x30...0x39, using: &generator)
        }
    }
}
