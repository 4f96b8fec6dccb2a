import Testing

@testable import CoachService

@Suite("Mistakes in a configuration")
struct ConfigurationMistakeTests {
    @Test(
        "an unknown key is refused with the one that was meant, its place, or the list of all",
        arguments: [
            Mistaken("boad = \"auto\"", "c.toml:1: boad: no such key; did you mean \"board\"?"),
            Mistaken("[ice]\ncieling = \"20m\"", "c.toml:2: ice.cieling: no such key; did you mean \"ceiling\"?"),
            Mistaken("[mode_switch]", "c.toml:1: mode_switch: no such key; did you mean \"mode-switch\"?"),
            Mistaken("[[probes]]", "c.toml:1: probes: no such key; did you mean \"probe\"?"),
            Mistaken("rest = \"3h\"", "c.toml:1: rest: no such key; it belongs in [ice] or in [heat]"),
            Mistaken("[about]\nboard = \"a\"", "c.toml:2: about.board: no such key; it belongs above the first table"),
            Mistaken(
                "[ice]\nwarn = 10",
                "c.toml:2: ice.warn: no such key; [ice] has minimum, ceiling, rest; all other limits are fixed"),
            Mistaken(
                "[[probe]]\nlimit = 1",
                "c.toml:2: probe[0].limit: no such key; [probe] has role, source, id; all other limits are fixed"),
            Mistaken(
                "[safety]",
                "c.toml:1: safety: no such key; there are board, database, about, button, leds, buzzer, mode-switch, "
                    + "probe, ice, heat; all other limits are fixed"),
        ])
    func unknownKeys(mistaken: Mistaken) {
        #expect(mistaken.found == mistaken.mistakes)
    }

    @Test(
        "a value of the wrong kind is refused with what to write",
        arguments: [
            Mistaken("board = 4", "c.toml:1: board: is text in quotes, not the number 4; write for instance \"auto\""),
            Mistaken("board = \"\"", "c.toml:1: board: is empty; write \"auto\" or a GPIO chip's name, label or path"),
            Mistaken(
                "database = \"coach.db\"",
                "c.toml:1: database: is a file's full path from / on; "
                    + "write for instance \"/var/lib/packcoach/packcoach.db\""),
            Mistaken(
                "[about]\nname = \"a\\nb\"",
                "c.toml:2: about.name: has a line break or another control character in it; "
                    + "write plain text on one line"),
            Mistaken(
                "[about]\nsite = \"" + String(repeating: "x", count: 201) + "\"",
                "c.toml:2: about.site: is longer than 200 characters; write less"),
            Mistaken(
                "[button]\nline = \"17\"",
                "c.toml:2: button.line: is a line number from 0 to 27 without quotes, not the text \"17\""),
            Mistaken(
                "[button]\nactive = \"lwo\"",
                "c.toml:2: button.active: \"lwo\" is not known; did you mean \"low\"? It is \"low\" or \"high\""),
            Mistaken(
                "[leds]\nactive = \"on\"",
                "c.toml:2: leds.active: \"on\" is not known; write \"low\" or \"high\""),
            Mistaken(
                "[button]\nbias = \"pullup\"",
                "c.toml:2: button.bias: \"pullup\" is not known; did you mean \"pull-up\"? "
                    + "It is \"pull-up\", \"pull-down\" or \"disabled\""),
            Mistaken(
                "[buzzer]\nchirps = false", "c.toml:2: buzzer.chirps: is \"all\" or \"none\", not false"),
            Mistaken(
                "[leds]\nlines = 5",
                "c.toml:2: leds.lines: is a list of lines, not the number 5; write for instance [5]"),
            Mistaken(
                "[leds]\nlines = [\n5,\n1.5,\n]",
                "c.toml:4: leds.lines[1]: is a line number from 0 to 27 without quotes, not the number 1.5"),
            Mistaken("board = \"Auto\"", "c.toml:1: board: \"Auto\" is no chip; write \"auto\""),
            Mistaken(
                "[[probe]]\nsource = \"hwmon\"\nid = \"auto \"",
                "c.toml:3: probe[0].id: \"auto \" is no hwmon chip; write \"auto\""),
            Mistaken("button = 17", "c.toml:1: button: is a table: write [button] and its keys on the lines below it"),
            Mistaken(
                "[ice]\n[ice.rest.x]\ny = 1",
                "c.toml:2: ice.rest: is a duration, a whole number with its unit (ms, s, m or h) in quotes, "
                    + "not a table; write for instance \"24h\""),
            Mistaken("[[ice]]", "c.toml:1: ice: stands once: write [ice] in single brackets"),
            Mistaken("[[ice]]\n[[ice]]", "c.toml:1: ice: stands once: keep one [ice], in single brackets"),
            Mistaken("[probe]", "c.toml:1: probe: there can be several: write [[probe]] in double brackets"),
            Mistaken("probe = 1", "c.toml:1: probe: is a table: write [[probe]] and its keys on the lines below it"),
            Mistaken(
                "probe = [1]", "c.toml:1: probe[0]: is a table: write [[probe]] and its keys on the lines below it",
                "c.toml:1: probe: there are 0 probes; write 1 or 2 of them"),
            Mistaken(
                "mode-switch = true",
                "c.toml:1: mode-switch: is a table: write [mode-switch] and its keys on the lines below it"),
        ])
    func wrongKinds(mistaken: Mistaken) {
        #expect(mistaken.found == mistaken.mistakes)
    }

    @Test(
        "a duration without its unit or with another one is refused with the right one",
        arguments: [
            Mistaken(
                "[ice]\nceiling = 20",
                "c.toml:2: ice.ceiling: is a duration, a whole number with its unit (ms, s, m or h) in quotes, "
                    + "not the number 20; write for instance \"20m\""),
            Mistaken(
                "[ice]\nceiling = 1979-05-27",
                "c.toml:2: ice.ceiling: is a duration, a whole number with its unit (ms, s, m or h) in quotes, "
                    + "not a date; write for instance \"20m\""),
            Mistaken(
                "[ice]\nceiling = \"20\"",
                "c.toml:2: ice.ceiling: \"20\" is no duration, which is a whole number with its unit (ms, s, m or h) "
                    + "in quotes; write for instance \"20m\""),
            Mistaken(
                "[heat]\nrest = \"1.5 hours\"",
                "c.toml:2: heat.rest: \"1.5 hours\" is no duration, which is a whole number with its unit "
                    + "(ms, s, m or h) in quotes; write \"90m\""),
            Mistaken(
                "[button]\ndebounce = \"30s\"",
                "c.toml:2: button.debounce: 30s is too long; the button allows \"1ms\" to \"100ms\""),
        ])
    func durations(mistaken: Mistaken) {
        #expect(mistaken.found == mistaken.mistakes)
    }

    @Test(
        "a line that does not exist or is used twice is refused",
        arguments: [
            Mistaken(
                "[button]\nline = 28",
                "c.toml:2: button.line: there is no line 28 on this header; write a line number from 0 to 27"),
            Mistaken(
                "board = \"gpiochip9\"\n[buzzer]\nline = -1",
                "c.toml:3: buzzer.line: there is no line -1 on this header; write a line number from 0 to 1023"),
            Mistaken("[leds]\nlines = []", "c.toml:2: leds.lines: has 0 lines; write 1 to 10 of them"),
            Mistaken(
                "[leds]\nlines = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 99]",
                "c.toml:2: leds.lines: has 11 lines; write 1 to 10 of them",
                "c.toml:2: leds.lines[10]: there is no line 99 on this header; write a line number from 0 to 27"),
            Mistaken(
                "[leds]\nlines = [5, 6,\n5]",
                "c.toml:3: leds.lines[2]: line 5 is used twice, for an LED too (leds.lines[0], line 2 of this file); "
                    + "write another line for one of them"),
            Mistaken(
                "[button]\nline = 13",
                "c.toml:2: button.line: line 13 is used twice, for an LED too (leds.lines[2], its default); "
                    + "write another line for one of them"),
            Mistaken(
                "[buzzer]\nline = 17",
                "c.toml:2: buzzer.line: line 17 is used twice, for the button too (button.line, its default); "
                    + "write another line for one of them"),
            Mistaken(
                "[mode-switch]\n[button]\nline = 27",
                "c.toml:3: button.line: line 27 is used twice, for the mode switch too (mode-switch.line, its default);"
                    + " write another line for one of them"),
        ])
    func lines(mistaken: Mistaken) {
        #expect(mistaken.found == mistaken.mistakes)
    }

    @Test("line 27 is free for another use where no mode switch is fitted")
    func lineOfNoSwitch() {
        #expect(Mistaken("[button]\nline = 27").found == [])
    }

    @Test(
        "two probes have different roles and are different sensors",
        arguments: [
            Mistaken(
                "[[probe]]\nid = \"28-0316a2795fff\"\n[[probe]]\nid = \"28-0316a2795ffe\"",
                "c.toml:3: probe[1].role: both probes are on the pack; write role = \"skin\" in one of them"),
            Mistaken(
                "[[probe]]\nid = \"28-0316a2795fff\"\n[[probe]]\nrole = \"skin\"\nid = \"28-0316a2795fff\"",
                "c.toml:5: probe[1].id: both probes have the id \"28-0316a2795fff\"; write each one's id, which "
                    + "`packcoach doctor` lists; `packcoach selftest` tells which is which"),
            Mistaken(
                "[[probe]]\n[[probe]]\nrole = \"skin\"",
                "c.toml:2: probe[1].id: \"auto\" cannot tell two w1 probes apart; write each one's id, which "
                    + "`packcoach doctor` lists; `packcoach selftest` tells which is which"),
            Mistaken(
                "[[probe]]\nid = \"28-0316A2795FFF\"",
                "c.toml:2: probe[0].id: the kernel writes ids in small letters; write \"28-0316a2795fff\""),
            Mistaken(
                "[[probe]]\nid = \"28-31\"",
                "c.toml:2: probe[0].id: \"28-31\" is no w1 id; write \"auto\", or an id that `packcoach doctor` lists, "
                    + "such as \"28-0316a2795fff\""),
            Mistaken(
                "[[probe]]\nsource = \"hwmon\"\nid = \"\"",
                "c.toml:3: probe[0].id: is empty; write \"auto\", or a name that `packcoach doctor` lists"),
            Mistaken(
                "[[probe]]\nid = \"28-000000000000\"\n[[probe]]\nrole = \"foot\"\n[[probe]]",
                "c.toml:4: probe[1].role: \"foot\" is not known; write \"pack\" or \"skin\"",
                "c.toml:5: probe[2]: there are 3 probes; write 1 or 2 of them"),
            // A role that is wrong in itself makes no pair.
            Mistaken(
                "[[probe]]\nid = \"28-000000000000\"\n[[probe]]\nrole = \"foot\"",
                "c.toml:4: probe[1].role: \"foot\" is not known; write \"pack\" or \"skin\""),
        ])
    func probes(mistaken: Mistaken) {
        #expect(mistaken.found == mistaken.mistakes)
    }

    @Test("two probes on different drivers may both be found by themselves")
    func probesOnTwoDrivers() {
        #expect(Mistaken("[[probe]]\n[[probe]]\nrole = \"skin\"\nsource = \"hwmon\"").found == [])
    }

    @Test("all mistakes come in one go, in the order of the file")
    func allAtOnce() {
        let mistaken = Mistaken(
            """
            [ice]
            ceiling = "25m"
            minimum = "5m"
            [button]
            line = 18
            active = 1
            [[probe]]
            role = "pakc"
            [heat]
            rest = "1m"
            cieling = "20m"
            """,
            "c.toml:2: ice.ceiling: 25m is too long; safety allows \"5m\" to \"20m\"",
            "c.toml:5: button.line: line 18 is used twice, for the buzzer too (buzzer.line, its default); "
                + "write another line for one of them",
            "c.toml:6: button.active: is \"low\" or \"high\", not the number 1",
            "c.toml:8: probe[0].role: \"pakc\" is not known; did you mean \"pack\"? It is \"pack\" or \"skin\"",
            "c.toml:10: heat.rest: 1m is too short; safety allows \"1h\" to \"24h\"",
            "c.toml:11: heat.cieling: no such key; did you mean \"ceiling\"?")
        #expect(mistaken.found == mistaken.mistakes)
    }
}
