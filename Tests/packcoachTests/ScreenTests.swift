import CoachCore
import Testing

@testable import packcoach

@Suite("the picture of the simulated board")
struct ScreenTests {
    static let sizes = [
        (1, 1), (5, 2), (20, 5), (40, 12), (59, 24), (60, 16), (60, 20), (80, 24), (100, 30), (140, 40), (300, 90),
    ]
    static let inks: [ScreenStyle.Ink] = [.colour, .attributes, .none]

    /// The lines without escape sequences; fails where there is another sequence than SGR.
    private func text(_ lines: [String]) -> [String] {
        lines.map { line in
            let parts = line.split(separator: "\u{1b}", omittingEmptySubsequences: false)
            return parts.dropFirst().reduce(String(parts[0])) { text, part in
                let end = part.firstIndex(of: "m")
                let code = part.prefix(upTo: end ?? part.startIndex)
                #expect(end != nil && code.first == "[" && code.dropFirst().allSatisfy { "0123456789;".contains($0) })
                return text + part[(end.map(part.index(after:)) ?? part.startIndex)...]
            }
        }
    }

    private func picture(
        _ picture: BoardPicture, _ width: Int = 80, _ height: Int = 24, _ style: ScreenStyle = .full
    ) -> String {
        text(Screen.render(picture, width: width, height: height, style: style)).joined(separator: "\n")
    }

    @Test("no picture is wider or higher than its terminal", arguments: sizes, inks)
    func fits(size: (Int, Int), ink: ScreenStyle.Ink) {
        for glyphs in [ScreenStyle.Glyphs.unicode, .ascii] {
            for var picture in [BoardPicture.idle, .applying, .crowded] {
                for showsHelp in [false, true] {
                    picture.showsHelp = showsHelp
                    let lines = Screen.render(
                        picture, width: size.0, height: size.1, style: ScreenStyle(ink: ink, glyphs: glyphs))
                    #expect(lines.count == size.1)
                    #expect(text(lines).allSatisfy { $0.columns <= size.0 })
                }
            }
        }
    }

    @Test("a terminal without Unicode gets printable ASCII alone", arguments: sizes)
    func ascii(size: (Int, Int)) {
        for picture in [BoardPicture.idle, .applying, .crowded] {
            let lines = Screen.render(picture, width: size.0, height: size.1, style: .plain)
            #expect(lines.joined().unicodeScalars.allSatisfy { (0x20...0x7e).contains($0.value) })
        }
    }

    @Test("control characters in words from outside never reach the terminal")
    func controlCharacters() {
        for line in text(Screen.render(.crowded, width: 300, height: 60, style: .full)) {
            #expect(!line.unicodeScalars.contains { $0.properties.generalCategory == .control })
        }
    }

    @Test("NO_COLOR leaves bold, faint and reverse, and no colour")
    func noColour() {
        let style = ScreenStyle(ink: .attributes, glyphs: .unicode)
        for line in Screen.render(.crowded, width: 80, height: 24, style: style) {
            for sequence in line.split(separator: "\u{1b}[").dropFirst() {
                let codes = sequence.prefix { $0 != "m" }.split(separator: ";")
                #expect(codes.allSatisfy { ["0", "1", "2", "7"].contains($0) })
            }
        }
    }

    @Test("a lit LED differs from a dark one by its shape")
    func leds() {
        #expect(picture(.applying).contains("●     ●     ○     ○"))
        #expect(picture(.applying, 80, 24, .plain).contains("[#]   [#]   [ ]   [ ]"))
        #expect(picture(.applying, 30, 8).contains("●   ●   ○   ○"))
    }

    @Test("the buzzer is told in words")
    func buzzer() {
        var sounding = BoardPicture.applying
        sounding.buzzer = true
        #expect(picture(.applying).contains("buzzer silent"))
        #expect(picture(sounding).contains("SOUNDS"))
    }

    @Test("ten LEDs have room on the board, in ASCII too")
    func tenLEDs() {
        var ten = BoardPicture.applying
        ten.leds = .first(7, of: 10)
        #expect(picture(ten).filter { $0 == "●" }.count == 7)
        #expect(picture(ten).filter { $0 == "○" }.count == 3)
        #expect(picture(ten, 80, 24, .plain).contains("[#][#][#][#][#][#][#][ ][ ][ ]"))
    }

    @Test("a newcomer sees what to do, the reminder, the safety note and the keys", arguments: [(80, 24), (140, 40)])
    func newcomer(size: (Int, Int)) {
        let words = picture(.idle, size.0, size.1)
        #expect(words.contains("Ready. Lay the pack on the cloth, then press SPACE to start."))
        #expect(words.contains("Dry cloth between pack and skin"))
        for word in Guidance.safetyNote.split(separator: " ") { #expect(words.contains(word)) }
        #expect(words.contains("SPACE") && words.contains("quit"))
        #expect(words.contains("may start now"))
        #expect(words.contains("in 2:31:00 · no heat before 48 h"))
    }

    @Test("the time left is rounded up, as a countdown is")
    func timeLeft() {
        #expect(picture(.applying, 60, 20).contains("11:42 left"))
        #expect(picture(.applying).contains("window opens in 6:42"))
        let digits = ScreenDigits.lines(for: "11:42", glyphs: .ascii)
        let words = picture(.applying, 80, 24, .plain)
        for line in digits { #expect(words.contains(line.trimmingPrefix(while: { $0 == " " }).dropLast(1))) }
    }

    @Test("each state says in words what to do", arguments: BoardPicture.State.allCases)
    func states(state: BoardPicture.State) {
        var there = BoardPicture.idle
        there.state = state
        let words = picture(there, 80, 24, .plain)
        #expect(words.contains(Guidance.name(of: state)))
        #expect(words.contains(Guidance.headline(of: there)))
    }

    @Test("a refusal is shown whole, below what to do")
    func refusal() {
        var refused = BoardPicture.idle
        refused.refusal =
            "the last ice session ended 1 h 10 min ago; rest 3 h before ice again. It is allowed from 14:20 on; "
            + "the rest may be overridden over SSH."
        let words = picture(refused).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains("Refused: " + refused.refusal!))
        #expect(words.contains("press SPACE to start."))
    }

    @Test("missing cloth turns the reminder into a warning that needs no colour")
    func missingCloth() {
        var bare = BoardPicture.applying
        bare.bench?.clothIsMissing = true
        #expect(!picture(.applying).contains("! Dry cloth"))
        #expect(picture(bare).contains("! Dry cloth between pack and skin"))
    }

    @Test("a probe's fault stands in place of its temperature")
    func probeFault() {
        var faulty = BoardPicture.applying
        faulty.packReading = .failure(.powerOn)
        #expect(picture(faulty).contains("pack probe ! power-on-85"))
        #expect(!picture(faulty).contains("pack probe ! power-on-85 °C"))
    }

    @Test("the newest log lines are shown, more of them in a larger terminal")
    func log() {
        let small = picture(.applying)
        #expect(small.contains("line 40") && !small.contains("line 34"))
        #expect(picture(.applying, 140, 40).contains("line 34"))
    }

    @Test("the help lists every key")
    func help() {
        var helped = BoardPicture.applying
        helped.showsHelp = true
        for (width, height) in [(80, 24), (60, 20), (140, 40)] {
            let words = picture(helped, width, height)
            for key in SimulateKey.allCases { #expect(words.contains(key.meaning), "\(width) × \(height)") }
        }
    }

    @Test("a wide character counts as two columns and a combining one as none")
    func columns() {
        #expect("日本".columns == 4)
        #expect("e\u{301}".columns == 1)
        #expect("●°·━⠿".columns == 5)
        #expect("👩‍👩‍👧".columns == 2)
    }

    @Test("clock times have hours from an hour on")
    func clocks() {
        #expect(Guidance.clock(.seconds(59)) == "0:59")
        #expect(Guidance.clock(.milliseconds(59_001), up: true) == "1:00")
        #expect(Guidance.clock(.seconds(3600)) == "1:00:00")
        #expect(Guidance.clock(.seconds(-1)) == "0:00")
    }

    @Test("temperatures are rounded to a tenth, and nothing reads as minus zero")
    func temperatures() {
        #expect(Guidance.words(for: Temperature(millidegrees: -40)) == "0.0 °C")
        #expect(Guidance.words(for: Temperature(millidegrees: -2187)) == "−2.2 °C")
        #expect(Guidance.words(for: Temperature(millidegrees: 14_250)) == "14.3 °C")
    }
}

@Suite("the grid of cells")
struct ScreenCanvasTests {
    private var canvas = ScreenCanvas(width: 6, height: 1, style: ScreenStyle(ink: .none, glyphs: .unicode))

    @Test("what does not fit is cut off with a mark")
    func cut() {
        var canvas = canvas
        #expect(canvas.put("abcdefgh", row: 0, column: 1) == 6)
        #expect(canvas.lines() == [" abcd…"])
    }

    @Test("a wide character is never cut in half", arguments: [("a日本語", "a日本…"), ("日本日本", "日本…")])
    func wide(words: String, expected: String) {
        var canvas = canvas
        canvas.put(words, row: 0, column: 0)
        #expect(canvas.lines() == [expected])
    }

    @Test("writing over one half of a wide character blanks the other", arguments: [(0, "x 本"), (1, " x本"), (2, "日x")])
    func halves(column: Int, expected: String) {
        var canvas = canvas
        canvas.put("日本", row: 0, column: 0)
        canvas.put("x", row: 0, column: column)
        #expect(canvas.lines() == [expected])
    }

    @Test("writing outside changes nothing", arguments: [(-1, 0), (1, 0), (0, -1), (0, 6)])
    func outside(row: Int, column: Int) {
        var canvas = canvas
        canvas.put("x", row: row, column: column)
        canvas.put(Character("x"), row: row, column: column)
        #expect(canvas.lines() == [""])
    }
}
