import Testing

@testable import packcoach

@Suite("what a terminal can show")
struct ScreenStyleTests {
    private func style(_ environment: [String: String]) -> ScreenStyle {
        ScreenStyle.detect { environment[$0] }
    }

    @Test(
        "the locale's encoding decides between Unicode and ASCII",
        arguments: [
            ("en_GB.UTF-8", ScreenStyle.Glyphs.unicode), ("C.utf8", .unicode), ("nl_NL.UTF-8@euro", .unicode),
            ("C", .ascii), ("POSIX", .ascii), ("en_GB", .ascii), ("en_GB.ISO-8859-1", .ascii),
        ])
    func encoding(locale: String, glyphs: ScreenStyle.Glyphs) {
        #expect(style(["TERM": "xterm", "LANG": locale]).glyphs == glyphs)
        #expect(style(["TERM": "xterm", "LANG": "C.UTF-8", "LC_ALL": locale]).glyphs == glyphs)
        #expect(style(["TERM": "xterm", "LANG": "C", "LC_CTYPE": locale, "LC_ALL": ""]).glyphs == glyphs)
    }

    @Test("without any locale it is ASCII")
    func noLocale() {
        #expect(style(["TERM": "xterm"]).glyphs == .ascii)
    }

    @Test("the kernel's console gets no braille")
    func console() {
        #expect(style(["TERM": "linux", "LANG": "C.UTF-8"]) == ScreenStyle(ink: .colour, glyphs: .ascii))
    }

    @Test("NO_COLOR counts where it is not empty")
    func noColour() {
        #expect(style(["TERM": "xterm", "NO_COLOR": "1"]).ink == .attributes)
        #expect(style(["TERM": "xterm", "NO_COLOR": ""]).ink == .colour)
        #expect(style(["TERM": "vt100"]).ink == .attributes)
        #expect(style(["TERM": "dumb"]).ink == .none)
        #expect(style([:]).ink == .none)
    }

    @Test("a picture needs a terminal on both sides that can move its cursor")
    func drawing() {
        func canDraw(_ input: Bool, _ output: Bool, _ terminal: String?) -> Bool {
            ScreenStyle.canDraw(inputIsTerminal: input, outputIsTerminal: output) { $0 == "TERM" ? terminal : nil }
        }
        #expect(canDraw(true, true, "tmux-256color"))
        #expect(!canDraw(false, true, "xterm"))
        #expect(!canDraw(true, false, "xterm"))
        #expect(!canDraw(true, true, "dumb"))
        #expect(!canDraw(true, true, nil))
    }
}
