import Testing

@testable import CoachService

@Suite("A configuration that is no TOML, or hardly one")
struct ConfigurationSyntaxTests {
    @Test(
        "a syntax error is named with line and column, and a missing pair of quotes with what to write",
        arguments: [
            Mistaken(
                "[ice]\nceiling = 20m\n",
                "c.toml:2:13: no valid TOML: Error while parsing decimal integer: expected digit, saw 'm'; "
                    + "text and durations stand in quotes: ceiling = \"20m\""),
            Mistaken(
                "board = auto   # by its label\n",
                "c.toml:1:9: no valid TOML: Error while parsing value: could not determine value type; "
                    + "text and durations stand in quotes: board = \"auto\""),
            Mistaken(
                "[leds]\nlines = [6\n[buzzer]\n",
                "c.toml:3:1: no valid TOML: Error while parsing array: expected comma or closing ']', saw '['"),
            Mistaken(
                "board = \"a\"\nboard = \"b\"\n",
                "c.toml:2:9: board: stands in line 1 already; write it once"),
            Mistaken(
                "[ice]\nrest = \"3h\"\n[heat]\nrest = \"1h\"\nrest = \"2h\"\n",
                "c.toml:5:8: heat.rest: stands in line 4 already; write it once"),
            Mistaken(
                "[button]\nline = 17\nline = 22\n", "c.toml:3:8: button.line: stands in line 2 already; write it once"),
            Mistaken("[ice]\n[heat]\n[ice]\n", "c.toml:3:1: ice: stands in line 1 already; write it once"),
            Mistaken("ice.rest = \"3h\"\n[ice]\n", "c.toml:2:1: ice: stands in line 1 already; write it once"),
            Mistaken(
                "ice = { rest = \"3h\", rest = \"4h\" }\n",
                "c.toml:1:29: ice.rest: stands in line 1 already; write it once"),
            Mistaken(
                "[button]\nline = 05\n",
                "c.toml:2:10: no valid TOML: Error while parsing decimal integer: leading zeroes are prohibited"),
            Mistaken(
                "hello\n",
                "c.toml:1:6: no valid TOML: Error while parsing key-value pair: expected '=', saw '\\n'; "
                    + "a line is KEY = VALUE, [TABLE], or a comment after #"),
            Mistaken(
                "board = \"auto\"\n[about]\nname = \"a\0b\"\n",
                "c.toml:3: has a NUL character in it; is it a text file? Write plain text"),
            Mistaken(
                "[about]\nname = \"a\\u0000b\"\n",
                "c.toml:2: has a NUL character in it; is it a text file? Write plain text"),
        ])
    func syntax(mistaken: Mistaken) {
        #expect(mistaken.found == mistaken.mistakes)
    }

    @Test(
        "a table header that would abort toml++ is a mistake like any other",
        arguments: [
            "[.ice]", "[öl]", "[[[ice]]]", "[=]", "[ # ]", "[", "[[", "  [ \t.", "[[ \r", "\u{FEFF}[ö]", "[\u{A0}a]",
        ])
    func namelessHeaders(header: String) {
        let mistaken = Mistaken(
            "\(header)\n", "c.toml:1: no valid TOML: a table's name stands after its bracket, as in [ice]")
        #expect(mistaken.found == mistaken.mistakes)
    }

    @Test(
        "a list element that would abort toml++ is a mistake like any other",
        arguments: ["[}]", "[5, }", "[ \u{2028}5]", "[\u{85}", "[5, # }\n#}\n}", "[{ a = [ ; ] }]", "[\"]\", =]"])
    func listElements(list: String) {
        let line = list.split(separator: "\n").count
        let mistaken = Mistaken(
            "x = \(list)\n",
            "c.toml:\(line): no valid TOML: a list has values between its brackets, as in [5, 6]")
        #expect(mistaken.found == mistaken.mistakes)
    }

    @Test(
        "a time that would abort toml++ is a mistake like any other",
        arguments: [
            "1979-05-27 7", "1979-05-27 7\r", "[5, 1979-05-27 7]", "1979-05-27T", "00:20:", "07:32:00 # time", "20 m",
            "[1979-05-27T, 2]", "0x1p", "+1 2",
        ])
    func times(value: String) {
        let mistaken = Mistaken(
            "x = \(value)\n",
            "c.toml:1: no valid TOML: a number is digits alone; text, durations and times stand in quotes")
        #expect(mistaken.found == mistaken.mistakes)
    }

    @Test("lists are not nested to the end of the stack")
    func nesting() {
        let mistaken = Mistaken(
            "x = \(String(repeating: "[", count: 100_000))",
            "c.toml:1: no valid TOML: lists and tables are nested too deep")
        #expect(mistaken.found == mistaken.mistakes)
    }

    @Test(
        "a name that goes on for ever is refused before it fills the memory",
        arguments: ["a" + String(repeating: ".a", count: 100_000), String(repeating: "k", count: 200_000)])
    func endlessNames(name: String) {
        for text in ["\(name) = 1", "[\(name)]", "x = { \(name) = 1 }"] {
            let mistaken = Mistaken(text, "c.toml:1: no valid TOML: a name is longer than 256 characters")
            #expect(mistaken.found == mistaken.mistakes)
        }
    }

    @Test("what is quoted from a file is fit for a terminal")
    func escapes() throws {
        let long = String(repeating: "x", count: 5000)
        for text in ["[buzzer]\nchirps = \"\\u001b[2J\"", "\"\\u001b[2J\\n\" = 1", "[buzzer]\nchirps = \"\(long)\""] {
            let found = Mistaken(text).found
            #expect(found.count == 1)
            #expect(found.allSatisfy { $0.utf8.count < 1200 && $0.unicodeScalars.allSatisfy { $0.value >= 0x20 } })
        }
    }

    @Test("of a file that is something else altogether not every line is told")
    func manyMistakes() {
        let text = (1...1000).map { "k\($0) = 1" }.joined(separator: "\n")
        do {
            _ = try Configuration(parsing: text, file: "c.toml")
            Issue.record("it is taken for a configuration")
        } catch {
            #expect(error.mistakes.count == 1000)
            #expect(error.description.hasSuffix("\nc.toml: and 950 more mistakes; is it a configuration?"))
        }
    }

    @Test(
        "a table header with the wrong brackets is left to toml++",
        arguments: ["[]", "[ ]", "[[]]", "[ [ice]]", "[ice", "[ice.]", "[ice.ö]", "[[ice]"])
    func wrongHeaders(header: String) {
        let found = Mistaken("\(header)\n").found
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("c.toml:1:") == true)
    }
}
