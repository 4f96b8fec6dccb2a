import CoachCore
import Testing

@testable import BoardSim

/// The one mistake that a text has.
private func mistake(_ text: String) throws -> ScenarioMistake {
    var mistakes: [ScenarioMistake] = []
    do throws(ScenarioMistakes) {
        _ = try Scenario(parsing: text, file: "x.scenario")
    } catch {
        mistakes = error.mistakes
    }
    try #require(mistakes.count == 1, "\(mistakes)")
    return mistakes[0]
}

@Suite("Mistakes in a scenario")
struct ScenarioMistakeTests {
    static let unknown: [(String, String)] = [
        ("at 0:05 presss", "did you mean \"press\"?"),
        ("at 0:05 expet state idle", "did you mean \"expect\"?"),
        ("at 0:05 expect state aplying", "unknown state \"aplying\": expected idle, applying"),
        ("at 0:05 expect state aplying", "did you mean \"applying\"?"),
        ("at 0:05 expect event \"window-open\" within 1s", "stands in quotation marks"),
        ("at 0:05 expect event windowopen within 1s", "did you mean \"window-open\"?"),
        ("at 0:05 expect no event button-stack for 1s", "did you mean \"button-stuck\"?"),
        ("at 0:05 expect end stopped within 1s", "did you mean \"stopped-early\"?"),
        ("at 0:05 expect refused rests within 1s", "did you mean \"rest\"?"),
        ("at 0:05 probe pack fault crcs", "did you mean \"crc\"?"),
        ("at 0:05 probe pack modell", "did you mean \"model\"?"),
        ("at 0:05 probe hip 4C", "unknown probe \"hip\": expected pack, skin"),
        ("at 0:05 start heta", "did you mean \"heat\"?"),
        ("at 0:05 disk readonly", "did you mean \"read-only\"?"),
        ("at 0:05 buzzer on", "unknown state of the line \"on\": expected fail, ok"),
        ("at 0:05 clock synchronized", "unknown state of the clock \"synchronized\": expected a jump"),
        ("pakc ice 0C", "did you mean \"pack\"?"),
        ("pack ice 0C cloth towel", "unknown cloth \"towel\": expected none, thin, wet-towel, dry-towel, two-towels"),
        ("history ice ended 2h ago done", "unknown end reason \"done\""),
        ("history ice ended 2h ago ceiling for 5m", "expected lasting, by, cem43"),
    ]

    @Test("an unknown word is told with what is known and what is near", arguments: unknown)
    func unknownWords(text: String, expected: String) throws {
        let message = try mistake(text).message
        #expect(message.contains(expected), "\(message)")
    }

    static let quantities: [(String, String)] = [
        ("at 5 press", "time \"5\" has no unit: write it as 30s"),
        ("at soon press", "\"soon\" is no time"),
        ("at 0:5 press", "needs two digits"),
        ("at 0:05 press 5sec", "has the unknown unit \"sec\""),
        ("at 0:05 press 0s", "a press of no length is none"),
        ("at 0:05 press bouncing 1.001s", "no contact bounces for longer than 1s"),
        ("at 0:05 hold bouncing 366d", "no contact bounces for longer than 1s"),
        ("at 0:05 probe pack 4.5", "has no unit C: write degrees Celsius as 4.5C or -18C"),
        ("at 0:05 probe pack 130C", "out of range: -55C to 125C"),
        ("at 0:05 probe pack noise 9C", "out of range: 0C to 5C"),
        ("pack ice", "the line ends where a pack temperature was expected"),
        ("pack ice 200C", "out of range: -40C to 100C"),
        ("at 0:05 expect leds 4", "says nothing about LEDs: write 4 lit, off"),
        ("at 0:05 expect leds 11 lit", "is no number of LEDs from 0 to 10"),
        ("at 0:05 expect leds 10101010101", "says nothing about LEDs"),
        ("at 0:05 expect end ceiling", "the line ends without a time: add \"within 1s\""),
        ("at 0:05 expect no end", "add \"for 1s\""),
        ("at 0:05 expect no end within 10m", "\"for\" was expected instead of \"within\""),
        ("at 0:05 expect silence", "the line ends where a duration was expected"),
        ("at 0:05 expect log two sessions", "is no number of sessions"),
        ("at 0:05 expect log 2 session", "unknown what is counted \"session\": expected sessions"),
        ("at 0:05 expect last duration 20m 1s", "a tolerance as ± 1s or +- 1s was expected"),
        ("at 0:05 expect last duration 20m ±", "the line ends where a tolerance was expected"),
        ("at 0:05 expect state idle ice", "idle has no session and so no modality"),
        ("at 0:05 clock 2026-05-04", "write it in UTC as 2026-05-04T21:10:00Z"),
        ("at 0:05 clock +1", "has no unit"),
        ("clock +1d", "a clock can jump only after time 0"),
        ("history ice ended 2h completed", "\"ago\" was expected instead of \"completed\""),
        ("history heat ended 2h ago dose cem43 many", "is no dose in CEM43 minutes"),
        ("seed x", "is no whole number"),
    ]

    @Test("a quantity that is missing or wrong is told with how to write it", arguments: quantities)
    func wrongQuantities(text: String, expected: String) throws {
        let message = try mistake(text).message
        #expect(message.contains(expected), "\(message)")
    }

    static let shapes: [(String, String)] = [
        ("press", "\"press\" needs a time before it: write \"at 0:05 press …\""),
        ("expect state idle", "write \"at 0:05 expect …\""),
        (
            "at 0:05 press\npack ice 0C",
            "stands before the first \"at\" (line 1): move it up, or write \"at 5:00 pack …\""
        ),
        ("at 0:05 press\nhistory run 1h ago", "stands before the first \"at\" (line 1): move it up"),
        ("at 0:05 press\nconfig leds.lines = [5]", "\"config\" without a time"),
        ("pack ice 0C\npack ice 1C", "\"pack\" stands in line 1 already"),
        ("config a.b = 1\nconfig a.b = 2", "\"config a.b\" stands in line 1 already"),
        ("config", "a key and a value are missing"),
        ("config leds.lines [5]", "the value is missing: write \"config leds.lines = [5]\""),
        ("config leds..lines = 1", "\"leds..lines\" is no dotted key"),
        ("config leds.lines = # 5", "leds.lines has no value"),
        ("at 0:05 kill now", "\"now\" is one word too many"),
        ("at 0:05", "the line ends where action"),
        ("at 0:05 start override", "the reason to override the rest was expected in quotation marks"),
        ("at 0:05 start override why", "the reason to override the rest was expected in quotation marks"),
        ("at 0:05 start override \"why", "is never closed"),
        ("at 0:05 \"press\"", "stands in quotation marks where action"),
        ("button down", "\"held\" was expected instead of \"down\""),
    ]

    @Test("a statement of the wrong shape or in the wrong place is told with what to do", arguments: shapes)
    func wrongShapes(text: String, expected: String) throws {
        let message = try mistake(text).message
        #expect(message.contains(expected), "\(message)")
    }

    static let fingers: [(String, Int, String)] = [
        ("at 0:05 hold\nat 0:06 press", 2, "the button is held already"),
        ("at 0:05 release", 1, "nobody holds the button"),
        ("button held\nat 0:05 hold", 2, "the button is held already"),
        ("at 0:05 press\nat 0:05.050 press", 2, "still moving"),
        ("at 0:06 hold\nat 0:05 release", 2, "nobody holds the button"),
    ]

    @Test("what a finger cannot do is a mistake", arguments: fingers)
    func impossibleFingers(text: String, line: Int, expected: String) throws {
        let mistake = try mistake(text)
        #expect(mistake.line == line)
        #expect(mistake.message.contains(expected), "\(mistake)")
    }

    @Test("what is quoted from a file is fit for a terminal")
    func escapes() throws {
        let long = String(repeating: "x", count: 500)
        #expect(try mistake("at 0:05 \u{1B}[2J").message.contains("\"\\u{1B}[2J\""))
        #expect(try mistake("at 0:05 pr\u{A0}ess").message.contains("\"pr\\u{00A0}ess\""))
        #expect(try mistake("at 0:05 \u{202E}kill").message.contains("\"\\u{202E}kill\""))
        #expect(try mistake("at 0:05 größe").message.contains("\"größe\""))
        #expect(try mistake("at 0:05 \(long)").message.utf8.count < 400)
    }
}
